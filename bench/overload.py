#!/usr/bin/env python3
"""bench/overload.py BINARY [SECONDS]: twice as many requests as the service can answer.

The capacity is what two connections for each worker get out of it. Then articles come at twice that rate, evenly, whether
or not earlier ones are answered (a client that waits for answers would slow down with the service and hide the queue).
Told are the times of those that were answered, how soon the rest was told 503 with Retry-After, and /healthz beside it.
Client and service share the cores: what the client costs is in the numbers.
"""
import argparse
import asyncio
import os
import time

from load import ARTICLE, Service, quantile

PORT = 18997
TIMES = 2  # the capacity
HEAD = b"POST /v1/analyze HTTP/1.1\r\nHost: bench\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
POST = HEAD % len(ARTICLE) + ARTICLE
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n"


class Client:
    """Connections that are kept and lent out."""

    def __init__(self):
        self.idle = []

    async def ask(self, request):
        """Milliseconds, status, and the head of the answer."""
        begun = time.perf_counter()
        reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", PORT)
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:"))
        await reader.readexactly(length)
        self.idle.append((reader, writer))
        return 1000 * (time.perf_counter() - begun), int(head[9:12]), head


async def capacity(client, workers, seconds):
    """Requests a second, and the times of their answers."""
    end, times = time.perf_counter() + seconds, []

    async def ask_on():
        while time.perf_counter() < end:
            times.append((await client.ask(POST))[0])

    begun = time.perf_counter()
    await asyncio.gather(*[ask_on() for _ in range(2 * workers)])
    return len(times) / (time.perf_counter() - begun), times


async def send_evenly(client, request, rate, seconds):
    begun, asked = time.perf_counter(), []
    while time.perf_counter() < begun + seconds:
        while len(asked) < rate * (time.perf_counter() - begun):
            asked.append(asyncio.create_task(client.ask(request)))
        await asyncio.sleep(0.001)
    return await asyncio.gather(*asked)


def tell(name, times):
    print("%-34s %6d   p50 %7.1f   p99 %7.1f   most %7.1f ms" % (
        name, len(times), quantile(times, 50), quantile(times, 99), max(times)))


async def measure(workers, seconds):
    client = Client()
    await capacity(client, workers, 1)
    rate, times = await capacity(client, workers, seconds / 2)
    print("capacity: %.0f requests a second, %d words each, %d workers" % (rate, len(ARTICLE.split()), workers))
    tell("answered, at the capacity", times)
    answers, health = await asyncio.gather(send_evenly(client, POST, TIMES * rate, seconds),
                                           send_evenly(client, HEALTH, 50, seconds))
    good = [took for took, status, _ in answers if status == 200]
    refused = [took for took, status, head in answers if status == 503 and b"\r\nRetry-After:" in head]
    print("%d times that: %d requests in %d s" % (TIMES, len(answers), seconds))
    tell("answered", good)
    tell("503 with Retry-After", refused)
    tell("/healthz beside it", [took for took, status, _ in health if status == 200])
    print("p99 of the answered is %.1f times their p50; %d other answers" % (
        quantile(good, 99) / quantile(good, 50), len(answers) - len(good) - len(refused)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("seconds", nargs="?", type=int, default=10)
    options = parser.parse_args()
    workers = os.cpu_count()
    with Service(options.binary, PORT, workers=workers):
        asyncio.run(measure(workers, options.seconds))


if __name__ == "__main__":
    main()
