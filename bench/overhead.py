#!/usr/bin/env python3
"""bench/overhead.py BINARY [ROUNDS]: what metrics, logging, request ids and CORS cost of an article of 4 KB.

Two ways. wrk drives, in turns, a service that has all of it in use (a line of log for each request into a file; requests
with Origin, X-Request-ID and traceparent; the origin allowed) and one with what can be switched off switched off: log and
CORS, and requests without those fields. Counting metrics and making ids cannot be switched off. So callgrind counts the
instructions of the functions that do all four, as a share of all that the service executes for a request; system calls
are beyond it and within the first way.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import tempfile

from load import HERE, Service

PORT = 18996
SECONDS = 3
ORIGIN = "https://news.example"
FIELDS = {"Origin": ORIGIN, "X-Request-ID": "0123456789abcdef0123456789abcdef",
          "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
# With what they call; reply_headers makes every header of the answer, also those that were there before.
PARTS = ["exchange_record", "metrics_article", "request_id", "trace_id", "cors_match", "forwarded_client", "reply_headers"]
FEW, MORE = 5, 25  # requests under callgrind; the difference leaves out the start


def script(folder, fields):
    path = pathlib.Path(folder, "%d.lua" % len(fields))
    lines = ['wrk.method = "POST"', 'wrk.body = io.open("%s"):read("*a")' % (HERE / "articles/harbour.txt"),
             *('wrk.headers["%s"] = "%s"' % field for field in {**fields, "Content-Type": "text/plain"}.items())]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def cpu(service):
    """Seconds of user and system time so far."""
    fields = pathlib.Path("/proc/%d/stat" % service.process.pid).read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def drive(service, lua):
    """Requests a second, and milliseconds of processor time for each."""
    before = cpu(service)
    done = subprocess.run(["wrk", "-t1", "-c4", "-d%ds" % SECONDS, "-s", lua, service.url + "/v1/analyze"],
                          capture_output=True, text=True, check=True)
    assert "Non-2xx" not in done.stdout and "Socket errors" not in done.stdout, done.stdout
    count = int(re.search(r"(\d+) requests in", done.stdout).group(1))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1)), 1000 * (cpu(service) - before) / count


def compare(binary, rounds, folder):
    full, bare = [], []
    with Service(binary, PORT, log_file=folder + "/log", cors_origins=ORIGIN) as everything, \
            Service(binary, PORT - 1, log_level="error") as little:
        for service, lua in ((everything, FIELDS), (little, {})) * 2:
            drive(service, script(folder, lua))
        turns = [(everything, FIELDS, full), (little, {}, bare)]
        for _ in range(rounds):
            for service, fields, taken in turns:
                taken.append(drive(service, script(folder, fields)))
            turns.reverse()
    for name, taken in (("all four in use", full), ("log and CORS off", bare)):
        print("%-18s %6.1f requests a second, %.3f ms of processor time each (medians of %d rounds)" % (
            name, statistics.median(one[0] for one in taken), statistics.median(one[1] for one in taken), rounds))
    rates = [100 * (1 - one[0] / other[0]) for one, other in zip(full, bare)]
    times = [100 * (one[1] / other[1] - 1) for one, other in zip(full, bare)]
    print("cost, by pairs: %.1f %% of the throughput (from %.1f to %.1f), %.1f %% of the processor time (from %.1f to %.1f)" % (
        statistics.median(rates), min(rates), max(rates), statistics.median(times), min(times), max(times)))


def instructions(binary, folder, requests):
    """Of all the service, and of each of PARTS with what it calls."""
    out = pathlib.Path(folder, "callgrind.%d" % requests)
    wrap = ("valgrind", "--tool=callgrind", "--callgrind-out-file=%s" % out, "--quiet")
    with Service(binary, PORT, wrap, log_file=folder + "/log2", cors_origins=ORIGIN, workers=1) as service:
        for _ in range(requests):
            service.single(fields=FIELDS)
    told = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out],
                          capture_output=True, text=True, check=True).stdout
    counts = dict.fromkeys(["total", *PARTS], 0)
    for line in told.splitlines():
        if found := re.match(r"\s*([\d,]+)(?: \([^)]*\))?\s+(?:\S+:(\w+)|(PROGRAM TOTALS))", line):
            name = "total" if found.group(3) else found.group(2)
            if name in counts:
                counts[name] = max(counts[name], int(found.group(1).replace(",", "")))
    return counts


def count(binary, folder):
    few, more = (instructions(binary, folder, requests) for requests in (FEW, MORE))
    each = {name: (more[name] - few[name]) / (MORE - FEW) for name in more}
    print("callgrind: %.2f million instructions a request" % (each["total"] / 1e6))
    for name in PARTS:
        assert each[name] > 0, "callgrind does not know " + name
        print("  %-18s %8.0f  %.3f %%" % (name, each[name], 100 * each[name] / each["total"]))
    spent = sum(each[name] for name in PARTS)
    print("  %-18s %8.0f  %.3f %%" % ("together", spent, 100 * spent / each["total"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("rounds", nargs="?", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(options.binary, options.rounds, folder)
        count(options.binary, folder)


if __name__ == "__main__":
    main()
