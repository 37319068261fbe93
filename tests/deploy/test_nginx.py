"""config/nginx.conf, in Debian's nginx, in front of two instances that die and come back under load."""
import http.client
import json
import pathlib
import shutil
import socket
import subprocess
import threading
import time

import pytest
from serving import ROOT, Server, article, is_problem, receive, send

CONFIG = pathlib.Path(ROOT, "config", "nginx.conf")
CLIENTS = 6
SECONDS = 6


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Nginx:
    """The configuration as it stands, but for addresses and paths."""

    def __init__(self, folder, instances):
        self.port = free_port()
        text = CONFIG.read_text(encoding="utf-8")
        for old, new in [("listen 80;", "listen 127.0.0.1:%d;" % self.port),
                         ("127.0.0.1:8080", "127.0.0.1:%d" % instances[0]),
                         ("127.0.0.1:8081", "127.0.0.1:%d" % instances[1]),
                         ("worker_processes auto;", "worker_processes 1; daemon off; master_process off;"),
                         ("/run/nginx.pid", "%s/nginx.pid" % folder),
                         ("/var/log/nginx/", "%s/" % folder), ("/var/lib/nginx/", "%s/" % folder)]:
            assert old in text, old
            text = text.replace(old, new)
        for path in ("fastcgi", "uwsgi", "scgi"):
            text = text.replace("http {\n", "http {\n    %s_temp_path %s/%s;\n" % (path, folder, path), 1)
        self.config = folder / "nginx.conf"
        self.config.write_text(text, encoding="utf-8")
        command = ["nginx", "-p", str(folder), "-c", str(self.config), "-e", str(folder / "error.log")]
        check = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=20, check=False)
        assert check.returncode == 0 and "warn" not in check.stderr, check.stderr
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        self.wait_until_listening()

    def wait_until_listening(self):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                self.connect().close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("nginx does not listen")

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), 30)

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            response.body = response.read()
            response.json = json.loads(response.body) if response.body.startswith(b"{") else None
            return response
        finally:
            connection.close()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def instances():
    ports = [free_port(), free_port()]
    running = [Server("127.0.0.1:%d" % port, address_connections=0) for port in ports]
    yield running
    for one in running:
        one.stop()


@pytest.fixture
def nginx(tmp_path, instances):
    if not shutil.which("nginx"):
        pytest.fail("nginx is not installed; ./dev test-deploy installs it")
    front = Nginx(tmp_path, [one.port for one in instances])
    yield front
    front.stop()


class Load:
    """Clients that ask for one article after the other, each a length of its own so that answers cannot be confused."""

    def __init__(self, nginx):
        self.nginx, self.answered, self.lost, self.done = nginx, [], [], threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(number,)) for number in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def run(self, number):
        turn = 0
        while not self.done.is_set():
            size = 400 + number + CLIENTS * (turn % 200)
            turn += 1
            try:
                answer = self.nginx.request("POST", "/v1/analyze", article(size), {"Content-Type": "text/plain"})
                right = answer.status == 200 and answer.json["length"] == size
            except (OSError, http.client.HTTPException, ValueError) as error:
                answer, right = error, False
            if right:
                self.answered.append(time.monotonic())
            else:
                self.lost.append(repr(getattr(answer, "status", answer)))

    def stop(self):
        self.done.set()
        for thread in self.threads:
            thread.join()


def test_an_instance_is_killed_and_comes_back(nginx, instances):
    load = Load(nginx)
    time.sleep(SECONDS / 4)
    instances[0].process.kill()
    killed = time.monotonic()
    time.sleep(SECONDS / 4)
    instances[0] = Server(instances[0].address, address_connections=0)
    back = time.monotonic()
    time.sleep(SECONDS / 2)
    before = len(instances[0].log())
    load.stop()
    # At most what was in flight on it; most of that is asked of the other instance, too.
    assert len(load.lost) <= CLIENTS, load.lost
    assert sum(killed < at < back for at in load.answered) > 5
    assert before > 2, "the instance that came back was given nothing to do"


def test_a_rolling_restart_loses_nothing(nginx, instances):
    load = Load(nginx)
    for number in (0, 1):
        time.sleep(1)
        instances[number].stop()
        instances[number] = Server(instances[number].address, address_connections=0)
        time.sleep(1.5)
    load.stop()
    assert load.lost == [] and len(load.answered) > 20


def test_no_instance_left(nginx, instances):
    for one in instances:
        one.stop()
    answer = nginx.request("POST", "/v1/analyze", b"Rain.", {"Content-Type": "text/plain"})
    assert is_problem(answer, 503, "busy") and answer.getheader("Retry-After") == "1"
    for number, one in enumerate(instances):
        instances[number] = Server(one.address, address_connections=0)


def test_request_ids_and_refusals_pass_through(nginx, instances):
    answer = nginx.request("POST", "/v1/analyze", b"Rain.", {"Content-Type": "text/plain", "X-Request-ID": "mine"})
    assert answer.status == 200 and answer.getheader("X-Request-ID") == "mine"
    answer = nginx.request("GET", "/healthz")
    assert answer.status == 200 and len(answer.getheader("X-Request-ID")) == 32
    answer = nginx.request("POST", "/v1/analyze", article(4500000), {"Content-Type": "text/plain"})
    assert is_problem(answer, 413, "too-large") and answer.json["limit"] == 4 << 20
    answer = nginx.request("POST", "/v1/analyze", b"x" * 6000000, {"Content-Type": "text/plain"})
    assert answer.status == 413 and answer.json["type"] == "/problems/too-large"


def test_a_batch_passes_through_line_by_line(nginx, instances):
    """Each answer is read before the next line is sent."""
    with nginx.connect() as connection:
        connection.sendall(b"POST /v1/batch HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
                           b"Transfer-Encoding: chunked\r\n\r\n")
        stream = connection.makefile("rb")
        for number in range(20):
            line = json.dumps({"id": str(number), "text": article(500).decode()}).encode() + b"\n"
            connection.sendall(b"%x\r\n%s\r\n" % (len(line), line))
            if number == 0:
                assert stream.readline().startswith(b"HTTP/1.1 200 ")
                while stream.readline() != b"\r\n":
                    pass
            data = b""
            while not data.endswith(b"\n"):
                data += stream.read(int(stream.readline(), 16))
                stream.readline()
            assert json.loads(data)["id"] == str(number)
        connection.sendall(b"0\r\n\r\n")
        assert stream.readline() == b"0\r\n"


def test_a_long_batch_passes_through(nginx, instances):
    body = b"".join(json.dumps({"id": str(number), "text": article(1000).decode()}).encode() + b"\n"
                    for number in range(300))
    with nginx.connect() as connection:
        sender = threading.Thread(target=send, args=(connection, "POST", "/v1/batch", body,
                                                     {"Content-Type": "application/x-ndjson", "Connection": "close"}))
        sender.start()
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        lines = [json.loads(line) for line in answer.read().splitlines()]
        sender.join()
    assert [(line["id"], line["status"]) for line in lines] == [(str(number), 200) for number in range(300)]
