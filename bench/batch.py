#!/usr/bin/env python3
"""bench/batch.py BINARY [LINES]: a long batch through one connection, and single requests beside it.

Sends LINES articles (10,000, about 40 MB, made of bench/articles) as one batch and reads the answers while it sends;
checks that each line is answered, in order; tells how much the peak of the service's memory grew; and how long single
requests took, one after the other, without the batch and beside it.
"""
import argparse
import json
import pathlib
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
PORT = 18998
LINE = 4000  # bytes of text in a line, about
SINGLES = 400


def articles():
    return [path.read_text(encoding="utf-8") for path in sorted((HERE / "articles").glob("*.txt"))]


def texts():
    """Texts of about LINE bytes: the articles' paragraphs, each text beginning with another one."""
    paragraphs = [part for article in articles() for part in article.split("\n\n")]
    for start in range(sys.maxsize):
        turned = paragraphs[start % len(paragraphs):] + paragraphs[:start % len(paragraphs)]
        text = ""
        while len(text) < LINE:
            text += turned[len(text) % len(turned)] + "\n\n"
        yield text


def lines(count):
    made = [text for text, _ in zip(texts(), range(97))]
    for number in range(count):
        yield json.dumps({"id": str(number), "text": made[number % len(made)], "published": "2024-11-06"},
                         ensure_ascii=False).encode() + b"\n"


def memory(process, name):
    """KiB."""
    status = pathlib.Path("/proc/%d/status" % process.pid).read_text(encoding="ascii")
    return int(re.search(name + r":\s+(\d+)", status).group(1))


def single(article):
    request = urllib.request.Request("http://127.0.0.1:%d/v1/analyze" % PORT, article, {"Content-Type": "text/plain"})
    begun = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        answer.read()
    return 1000 * (time.perf_counter() - begun)


def quantiles(times):
    times = sorted(times)
    return {share: times[min(len(times) - 1, int(len(times) * share / 100))] for share in (50, 99)}


class Batch:
    def __init__(self, count):
        self.count, self.sent, self.received, self.answered = count, 0, 0, 0
        self.socket = socket.create_connection(("127.0.0.1", PORT))
        self.sender = threading.Thread(target=self.send)
        self.reader = threading.Thread(target=self.read)

    def send(self):
        self.socket.sendall(b"POST /v1/batch HTTP/1.1\r\nHost: bench\r\nContent-Type: application/x-ndjson\r\n"
                            b"Transfer-Encoding: chunked\r\n\r\n")
        for line in lines(self.count):
            self.socket.sendall(b"%x\r\n%s\r\n" % (len(line), line))
            self.sent += len(line)
        self.socket.sendall(b"0\r\n\r\n")

    def read(self):
        stream = self.socket.makefile("rb")
        while stream.readline() not in (b"\r\n", b""):
            pass
        while size := int(stream.readline(), 16):
            line = stream.read(size + 2)
            self.received += size
            expected = b'{"index":%d,"id":"%d","status":200,"result":{' % (self.answered, self.answered)
            if not line.startswith(expected):
                sys.exit("line %d is answered with %s" % (self.answered, line[:200]))
            self.answered += 1

    def start(self):
        self.sender.start()
        self.reader.start()

    def done(self):
        return not self.reader.is_alive()


def measure(process, count):
    article = (HERE / "articles/harbour.txt").read_bytes()
    for _ in range(SINGLES // 4):
        single(article)
    alone = quantiles([single(article) for _ in range(SINGLES)])
    before = memory(process, "VmHWM")
    batch, beside, begun = Batch(count), [], time.perf_counter()
    batch.start()
    while not batch.done():
        beside.append(single(article))
    seconds = time.perf_counter() - begun
    beside = quantiles(beside)
    grown = (memory(process, "VmHWM") - before) / 1024
    print("batch: %d lines, %.1f MB in, %.1f MB out, %.1f s, %.0f lines a second, all answered in order" % (
        batch.answered, batch.sent / 1e6, batch.received / 1e6, seconds, batch.answered / seconds))
    print("peak memory: %.1f MiB, grown by %.1f MiB" % (memory(process, "VmHWM") / 1024, grown))
    print("single requests: p50 %.1f ms, p99 %.1f ms alone; p50 %.1f ms, p99 %.1f ms beside the batch (%.1f times)" % (
        alone[50], alone[99], beside[50], beside[99], beside[99] / alone[99]))
    return batch.answered == count


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("lines", nargs="?", type=int, default=10000)
    options = parser.parse_args()
    process = subprocess.Popen([options.binary, "serve", "--listen", "127.0.0.1:%d" % PORT, "--log-level", "warning"])
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                single(b"Ready.")
                break
            except OSError:
                time.sleep(0.05)
        return 0 if measure(process, options.lines) else 1
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
