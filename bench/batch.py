#!/usr/bin/env python3
"""bench/batch.py BINARY [LINES]: a long batch through one connection, and single requests beside it.

Sends LINES articles (10,000, about 40 MB, made of bench/articles) as one batch and reads the answers while it sends;
checks that each line is answered, in order; tells how much the peak of the service's memory grew; and how long single
requests took, one after the other, without the batch and beside it.
"""
import argparse
import json
import socket
import sys
import threading
import time

from load import HERE, Service, quantile

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


def tell(name, times):
    print("single requests %-17s p50 %.1f ms, p99 %.1f ms" % (name, quantile(times, 50), quantile(times, 99)))


def measure(service, count):
    """Whether all is answered."""
    for _ in range(SINGLES // 4):
        service.single()
    alone = [service.single() for _ in range(SINGLES)]
    before = service.memory("VmHWM")
    batch, beside, begun = Batch(count), [], time.perf_counter()
    batch.start()
    while not batch.done():
        beside.append(service.single())
    seconds, peak = time.perf_counter() - begun, service.memory("VmHWM")
    print("batch: %d lines, %.1f MB in, %.1f MB out, %.1f s, %.0f lines a second, all answered in order" % (
        batch.answered, batch.sent / 1e6, batch.received / 1e6, seconds, batch.answered / seconds))
    print("peak memory: %.1f MiB, grown by %.1f MiB" % (peak / 1024, (peak - before) / 1024))
    tell("alone", alone)
    tell("beside the batch", beside)
    print("their p99 grows %.1f times" % (quantile(beside, 99) / quantile(alone, 99)))
    return batch.answered == count


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("lines", nargs="?", type=int, default=10000)
    options = parser.parse_args()
    with Service(options.binary, PORT, log_level="warning") as service:
        return 0 if measure(service, options.lines) else 1


if __name__ == "__main__":
    sys.exit(main())
