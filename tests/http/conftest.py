"""Starts the real binary for the HTTP tests.

BYLINE_BINARY  path of byline (build/server/byline when unset)
BYLINE_WRAP    words put before it: "valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite"
               (the stacks of threads count as possible leaks where a test stops the service while they work)
BYLINE_PATIENCE  factor for every time limit of the tests (10 under valgrind)
"""
import gzip
import http.client
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import threading
import time

import pytest

PATIENCE = float(os.environ.get("BYLINE_PATIENCE", "10" if "valgrind" in os.environ.get("BYLINE_WRAP", "") else "1"))
LONG = int(1e5 / PATIENCE)  # bytes of an article that takes some seconds with sanitizers
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("BYLINE_BINARY", os.path.join(ROOT, "build", "server", "byline"))
REPORTS = re.compile(r"Sanitizer|runtime error:|definitely lost|Invalid (read|write)|uninitialised")

SENTENCES = [
    "The harbour board of Port Ellis said on Monday that 1,200 crates were missing.",
    "\"We have counted them twice,\" said Mira Okafor, who leads the board.",
    "About 14 % of the crates held medicine, according to the customs office.",
    "Okafor added that the loss was worth $2.5 million.",
]


def article(size):
    """News of about that many bytes."""
    text = " ".join(SENTENCES) + "\n\n"
    return (text * (size // len(text) + 1))[:size].encode()


def command(*arguments):
    return shlex.split(os.environ.get("BYLINE_WRAP", "")) + [BINARY, *arguments]


def environment(**settings):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BYLINE_")}
    return {**clean, **{"BYLINE_" + name.upper(): str(value) for name, value in settings.items()}}


class Server:
    """A running service; `stop` tells it to end and checks how it did."""

    def __init__(self, listen="127.0.0.1:0", **settings):
        # Sanitizers and a busy machine make an article a hundred times slower; what tests a limit sets it.
        settings = {"deadline_ms": int(60000 * PATIENCE), **settings}
        if PATIENCE > 1:
            settings = {"drain_ms": int(60000 * PATIENCE), **settings}
        self.process = subprocess.Popen(command("serve"), env=environment(listen=listen, **settings),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        text=True, errors="replace")
        self.lines = []
        self.address = None
        self.ready = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        if not self.ready.wait(20 * PATIENCE) or not self.address:
            self.process.kill()
            raise AssertionError("the service did not start: " + "".join(self.lines))
        try:
            self.wait_until_ready()
        except BaseException:
            self.process.kill()
            raise

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line)
            if '"message":"listening"' in line:
                self.address = json.loads(line)["detail"]
                self.ready.set()
        self.ready.set()

    def wait_until_ready(self):
        end = time.monotonic() + 20 * PATIENCE
        while time.monotonic() < end:
            if self.get("/readyz").status == 200:
                return
            time.sleep(0.02)
        raise AssertionError("never ready")

    @property
    def port(self):
        return int(self.address.rsplit(":", 1)[1])

    @property
    def host(self):
        return self.address.rsplit(":", 1)[0].strip("[]")

    def connect(self, timeout=60):
        if self.address.startswith("unix:"):
            plain = socket.socket(socket.AF_UNIX)
            plain.settimeout(timeout * PATIENCE)
            plain.connect(self.address[5:])
        else:
            plain = socket.create_connection((self.host, self.port), timeout * PATIENCE)
        connection = Connection(fileno=plain.detach())
        connection.settimeout(timeout * PATIENCE)
        return connection

    def request(self, method, path, body=None, headers=None):
        """One request on its own connection; the response with `.body` and `.json`."""
        with self.connect() as connection:
            send(connection, method, path, body, {"Connection": "close", **(headers or {})})
            return receive(connection, method)

    def get(self, path, headers=None):
        return self.request("GET", path, None, headers)

    def post(self, body, path="/v1/analyze", headers=None):
        return self.request("POST", path, body, {"Content-Type": "text/plain", **(headers or {})})

    def raw(self, data, half_close=False):
        """Sends bytes; returns everything that comes back until the end."""
        with self.connect() as connection:
            connection.sendall(data)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            return read_all(connection)

    def log(self):
        """The log's lines about requests."""
        found = []
        for line in list(self.lines):
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if value.get("message") == "request":
                found.append(value)
        return found

    def logged(self, request_id, seconds=5):
        """The line of a request, which is written just after its answer."""
        end = time.monotonic() + seconds * PATIENCE
        while time.monotonic() < end:
            for line in self.log():
                if line["id"] == request_id:
                    return line
            time.sleep(0.02)
        raise AssertionError("not in the log: " + request_id)

    def signal(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def wait(self, seconds=20):
        code = self.process.wait(seconds * PATIENCE)
        self.reader.join(5 * PATIENCE)
        return code

    def check(self):
        text = "".join(self.lines)
        assert not REPORTS.search(text), text[-4000:]

    def stop(self, expected=0):
        if self.process.poll() is None:
            self.signal()
        code = self.wait()
        self.check()
        assert code == expected, (code, "".join(self.lines)[-4000:])


def send(connection, method, path, body=None, headers=None):
    lines = ["%s %s HTTP/1.1" % (method, path), "Host: test"]
    lines += ["%s: %s" % item for item in (headers or {}).items()]
    if body is not None:
        lines.append("Content-Length: %d" % len(body))
    connection.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b""))


class Stream:
    """What http.client reads responses from; unlike a socket's own file it can hold several."""

    def __init__(self, connection):
        self.file = connection.makefile("rb")

    def makefile(self, _mode):
        return self

    def close(self):
        pass

    def __getattr__(self, name):
        return getattr(self.file, name)


class Connection(socket.socket):
    """A socket from which several responses can be read."""
    stream = None

    def close(self):
        if self.stream:
            self.stream.file.close()
        super().close()


def receive(connection, method="GET"):
    """The next response of the connection."""
    connection.stream = connection.stream or Stream(connection)
    response = http.client.HTTPResponse(connection.stream, method=method)
    response.begin()
    response.body = response.read()
    response.json = None
    if re.match(r"application/(problem\+)?json\b", response.getheader("Content-Type") or "") and response.body:
        packed = response.getheader("Content-Encoding") == "gzip"
        response.json = json.loads(gzip.decompress(response.body) if packed else response.body)
    return response


def read_all(connection):
    """Everything until the end, or a reset."""
    data = b""
    try:
        while True:
            piece = connection.stream.read1(65536) if connection.stream else connection.recv(65536)
            if not piece:
                return data
            data += piece
    except ConnectionResetError:
        return data


def statuses(data):
    return [int(number) for number in re.findall(rb"^HTTP/1\.1 (\d{3}) ", data, re.MULTILINE)]


def is_problem(response, status, slug):
    """Whether the answer is the problem that it should be; an assertion says what is not."""
    assert response.status == status, (response.status, response.body[:300])
    assert response.getheader("Content-Type") == "application/problem+json"
    assert response.json["type"] == "/problems/" + slug
    assert response.json["status"] == status
    assert response.json["title"] and response.json["detail"]
    return True


@pytest.fixture(scope="session")
def server():
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def start():
    """Starts services of one's own settings; they are stopped, and must end well, after the test."""
    running = []

    def begin(**settings):
        running.append(Server(**settings))
        return running[-1]

    yield begin
    for one in running:
        if one.process.poll() is None:
            one.stop()
        else:
            one.check()
