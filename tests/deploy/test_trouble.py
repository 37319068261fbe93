"""A bad hour: thousands of connections, clients that drip, a full disk, signals under load. Nothing that was accepted is
lost, others are served all the while, and afterwards memory and descriptors are back to where they were."""
import concurrent.futures
import gzip
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import threading
import time
import urllib.request

import pytest
from serving import PATIENCE, Server, article, receive, send, statuses

PLAIN = {"Content-Type": "text/plain"}
MANY = 10000
SLOW = 1000
SLACK = 8  # MiB that the memory may be above where it was


def memory(server):
    """MiB."""
    status = pathlib.Path("/proc/%d/status" % server.process.pid).read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def descriptors(server):
    return len(os.listdir("/proc/%d/fd" % server.process.pid))


def warm(server):
    for _ in range(20):
        assert server.post(article(3000)).status == 200
    time.sleep(0.3)
    return descriptors(server), memory(server)


def settled(server, before, seconds=10):
    """Waits until the service holds no more than before."""
    end = time.monotonic() + seconds * PATIENCE
    while time.monotonic() < end:
        now = descriptors(server), memory(server)
        if now[0] <= before[0] and now[1] <= before[1] + SLACK:
            return
        time.sleep(0.1)
    raise AssertionError("descriptors and MiB: %r before, %r now" % (before, now))


def others_are_served(server, seconds):
    """Single requests on fresh connections, for a while; the slowest of them in seconds."""
    slowest, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        assert server.get("/healthz").status == 200
        assert server.post(article(1000)).status == 200
        slowest = max(slowest, time.monotonic() - begun)
    return slowest


@pytest.fixture
def descriptors_for_many():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < MANY + 500:
        pytest.skip("the system allows %d descriptors only" % hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_1000_slow_clients(start):
    """Half of them drip their heads, half their bodies; all are cut in time, by a deadline and not for being idle."""
    server = start(address_connections=0, head_ms=3000, body_ms=3000)
    before = warm(server)
    slow = [server.connect() for _ in range(SLOW)]
    for number, connection in enumerate(slow):
        connection.sendall(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                           + (b"X: " if number % 2 else b"Content-Length: 100000\r\n\r\n"))
    slowest = [0]
    other = threading.Thread(target=lambda: slowest.append(others_are_served(server, 4)))
    other.start()
    cut, end = set(), time.monotonic() + 20 * PATIENCE
    while len(cut) < SLOW:
        assert time.monotonic() < end, "%d are left" % (SLOW - len(cut))
        for number, connection in enumerate(slow):
            if number not in cut:
                try:
                    connection.sendall(b"x")
                except OSError:
                    cut.add(number)
        time.sleep(0.1)
    other.join()
    assert 0 < max(slowest) < 2 * PATIENCE
    for connection in slow:
        connection.close()
    settled(server, before)


def test_10000_idle_connections(start, descriptors_for_many):
    server = start(connections=MANY + 100, address_connections=0, head_ms=600000, idle_ms=600000)
    before = warm(server)
    held = []
    for number in range(MANY):
        held.append(socket.create_connection((server.host, server.port), 20 * PATIENCE))
        if number % 10 == 0:
            held[-1].sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n")
    for connection in held[::10]:
        assert statuses(connection.recv(1000)) == [200]
    assert descriptors(server) >= before[0] + MANY
    assert (memory(server) - before[1]) / MANY < 12 / 1024  # MiB for each
    assert others_are_served(server, 2) < 2 * PATIENCE
    for connection in held:
        connection.close()
    settled(server, before, 20)
    assert others_are_served(server, 0.5) < 2 * PATIENCE


def test_connections_beyond_the_limit_wait_for_others(start):
    server = start(connections=50, address_connections=0)
    held = [server.connect() for _ in range(50)]
    for connection in held:
        send(connection, "GET", "/healthz")
        assert receive(connection).status == 200
    with server.connect() as late:
        send(late, "GET", "/healthz")
        late.settimeout(0.3)
        with pytest.raises(TimeoutError):
            late.recv(1)
        held.pop().close()
        late.settimeout(10 * PATIENCE)
        assert receive(late).status == 200
    for connection in held:
        connection.close()


def test_long_articles_leave_no_memory_behind(start):
    server = start(deadline_ms=60000)
    before = warm(server)
    threads = [threading.Thread(target=server.post, args=(article(300000),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settled(server, before)


def most_memory(server):
    """MiB, the most since the last call; zero is told by the first."""
    folder = pathlib.Path("/proc/%d" % server.process.pid)
    peak = int(re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text(encoding="ascii")).group(1)) / 1024
    (folder / "clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    return peak


def test_gzip_bombs(start):
    """A hundred of each kind, 32 at once: each is told within bounded time and memory, and others are served."""
    server = start(address_connections=0)
    before = warm(server)
    bombs = [gzip.compress(bytes(1 << 28), 9),  # a quarter of a MiB that is as much of a GiB
             gzip.compress(gzip.compress(bytes(1 << 28), 9), 9),  # packed twice
             gzip.compress(article(5 << 20), 1),  # no bomb, but longer than a body may be
             gzip.compress(bytes(1 << 20)) * 64]  # members of 1 MiB each
    most_memory(server)
    with concurrent.futures.ThreadPoolExecutor(32) as clients:
        slowest = clients.submit(others_are_served, server, 2)
        answers = list(clients.map(lambda number: server.post(
            bombs[number % 4], headers={"Content-Encoding": "gzip"}).status, range(400)))
    assert set(answers) == {413} and len(answers) == 400
    assert slowest.result() < 2 * PATIENCE
    # The packed bodies of 32 clients and, for each worker, one that is unpacked.
    sent = 32 * max(map(len, bombs)) / (1 << 20)
    assert most_memory(server) < before[1] + sent + os.cpu_count() * 2 * 4 + SLACK
    settled(server, before)


class Load:
    """Clients on connections that are kept; counts what comes back and keeps the ids of what was answered."""

    def __init__(self, server, clients):
        self.server, self.ids, self.lost, self.done = server, [], [], threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(number,)) for number in range(clients)]
        for thread in self.threads:
            thread.start()

    def run(self, client):
        turn = 0
        try:
            with self.server.connect() as connection:
                while not self.done.is_set():
                    name, turn = "%d-%d" % (client, turn), turn + 1
                    send(connection, "POST", "/v1/analyze", article(1000), {**PLAIN, "X-Request-ID": name})
                    answer = receive(connection)
                    if answer.status != 200 or answer.getheader("X-Request-ID") != name:
                        self.lost.append((name, answer.status))
                    self.ids.append(name)
                    if answer.getheader("Connection") == "close":
                        return
        except (OSError, http.client.HTTPException) as error:
            self.lost.append((client, repr(error)))

    def stop(self):
        self.done.set()
        for thread in self.threads:
            thread.join()


class Logging:
    """A service that logs to a file; started by hand, since its address is not told on standard error."""

    def __init__(self, path, **settings):
        self.path = path
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.host = "127.0.0.1"
        self.address = "127.0.0.1:%d" % self.port
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BYLINE_")}
        self.process = subprocess.Popen(
            [os.environ["BYLINE_BINARY"], "serve", "--listen", self.address, "--log-file", str(path)],
            env={**clean, **{"BYLINE_" + name.upper(): str(value) for name, value in settings.items()}},
            stdin=subprocess.DEVNULL)
        end = time.monotonic() + 20 * PATIENCE
        while time.monotonic() < end:
            try:
                urllib.request.urlopen("http://%s/readyz" % self.address, timeout=5).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("never ready")

    connect, request, get, post = Server.connect, Server.request, Server.get, Server.post

    def stop(self):
        self.process.terminate()
        assert self.process.wait(30 * PATIENCE) == 0


def logged_ids(paths):
    """Of the requests; each line must be whole."""
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [line["id"] for line in lines if line.get("route") == "/v1/analyze"]


def test_sighup_under_load(tmp_path):
    """The log is moved away, as logrotate does, thirty times while requests come; each is in one of the files, once."""
    log = tmp_path / "log"
    server = Logging(log, address_connections=0)
    load = Load(server, 8)
    for number in range(30):
        time.sleep(0.1)
        log.rename(tmp_path / ("log.%d" % number))
        server.process.send_signal(signal.SIGHUP)
    end = time.monotonic() + 5 * PATIENCE
    while not log.exists() and time.monotonic() < end:
        time.sleep(0.05)
    load.stop()
    server.stop()
    assert load.lost == [] and len(load.ids) > 50
    assert sorted(logged_ids(tmp_path.iterdir())) == sorted(load.ids)


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", folder], capture_output=True,
                      check=False).returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_full_log_disk(small_disk):
    log = small_disk / "log"
    server = Logging(log)
    before = descriptors(server), memory(server)
    for number in range(200):
        assert server.post(article(500), headers={"X-Request-ID": "a%d" % number}).status == 200
    assert log.stat().st_size <= 32 << 10 and "a199" not in log.read_text(encoding="utf-8")
    begun = time.monotonic()
    assert others_are_served(server, 1) < 2 * PATIENCE and time.monotonic() - begun < 5 * PATIENCE
    log.unlink()  # what an operator does; the space is free once the service has let go of the file
    server.process.send_signal(signal.SIGHUP)
    end = time.monotonic() + 5 * PATIENCE
    while not log.exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    assert server.post(article(500), headers={"X-Request-ID": "after"}).status == 200
    settled(server, before)
    server.stop()
    assert "after" in logged_ids([log])


def batch_until_told(server, found):
    """Sends lines until the answer ends; what came back goes to `found`."""
    with server.connect(60) as connection:
        connection.sendall(b"POST /v1/batch HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
                           b"Transfer-Encoding: chunked\r\n\r\n")
        reader = threading.Thread(target=lambda: found.append(receive(connection)))
        reader.start()
        line = json.dumps({"text": article(1000).decode()}).encode() + b"\n"
        while reader.is_alive():
            try:
                connection.sendall(b"%x\r\n%s\r\n" % (len(line), line))
            except OSError:
                break
        reader.join()


def test_sigterm_under_load(start):
    """Requests are answered, batches told where to go on, and the process ends well before drain_ms."""
    server = start(address_connections=0)
    load, found = Load(server, 8), []
    batches = [threading.Thread(target=batch_until_told, args=(server, found)) for _ in range(3)]
    for thread in batches:
        thread.start()
    time.sleep(1.5)
    begun = time.monotonic()
    server.signal()
    for thread in batches:
        thread.join()
    load.stop()
    assert server.wait() == 0 and time.monotonic() - begun < 10 * PATIENCE
    assert load.lost == [] and load.ids
    assert len(found) == 3
    for answer in found:
        lines = [json.loads(line) for line in answer.body.splitlines()]
        assert [line["index"] for line in lines] == list(range(len(lines))) and len(lines) > 1
        assert {line["status"] for line in lines[:-1]} == {200} and lines[-1]["status"] == 503
