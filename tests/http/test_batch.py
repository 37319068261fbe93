"""POST /v1/batch: lines in, lines out, in order, while the batch still comes in."""
import gzip
import json
import os
import re
import resource
import socket
import struct
import subprocess
import threading
import time
import zlib

import pytest
from conftest import BINARY, PATIENCE, SENTENCES, Stream, article, is_problem, read_all, receive, send

NDJSON = {"Content-Type": "application/x-ndjson"}
HEAD = (b"POST /v1/batch HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n")
LAST = b"0\r\n\r\n"


def line(number, size=300):
    return json.dumps({"id": str(number), "text": article(size).decode()}).encode() + b"\n"


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def answers(response):
    assert response.status == 200, response.body[:500]
    assert response.getheader("Content-Type") == "application/x-ndjson"
    return [json.loads(text) for text in response.body.splitlines()]


def batch(server, body, headers=None):
    return server.request("POST", "/v1/batch", body, {**NDJSON, **(headers or {})})


class Reading(threading.Thread):
    """Reads a response while its request is still being sent."""

    def __init__(self, connection):
        super().__init__()
        self.connection, self.response = connection, None
        self.start()

    def run(self):
        self.response = receive(self.connection)

    def answers(self):
        self.join()
        return answers(self.response)


def next_line(stream):
    """The next line of a chunked answer; each is a chunk of its own."""
    size = int(stream.readline(), 16)
    data = stream.read(size)
    assert stream.readline() == b"\r\n"
    return json.loads(data) if data else None


def open_answer(connection):
    """The stream behind the head of the answer."""
    connection.stream = Stream(connection)
    stream = connection.stream.file
    assert stream.readline().startswith(b"HTTP/1.1 200 ")
    while stream.readline() != b"\r\n":
        pass
    return stream


def test_in_order_and_as_on_the_command_line(server):
    texts = [SENTENCES[number % 4] * (1 + number * 7 % 13) for number in range(150)]
    body = b"".join(json.dumps({"id": str(number), "text": text}).encode() + b"\n" for number, text in enumerate(texts))
    response = batch(server, body)
    found = answers(response)
    assert [(one["index"], one["id"], one["status"]) for one in found] == [(n, str(n), 200) for n in range(150)]
    assert response.getheader("Connection") == "close" and response.getheader("X-Request-ID")
    command = subprocess.run([BINARY, "analyze", "--ndjson"], input=body, capture_output=True, check=True)
    assert command.stdout == response.body


BAD = [(b"nope", 400, "not-json"), (b'{"id": "b"}', 422, "invalid-member"), (b'{"text": "a\xff"}', 400, "not-utf8"),
       (b'{"text": " "}', 422, "invalid-member"), (b'{"text": "a", "txt": "b"}', 422, "invalid-member"),
       (b"[]", 422, "invalid-member"), (b'{"text": "a"', 400, "not-json")]


def test_bad_lines_are_answered_in_place(server):
    good = b'{"text": "Ann Lee left.", "offsets": "utf16", "analyses": ["figures"]}\r'
    body = b"\n\r\n" + b"\n".join(bad + b"\n \t\n" + good for bad, _, _ in BAD)
    found = answers(batch(server, body))
    assert [one["index"] for one in found] == list(range(2 * len(BAD)))
    for number, (_, status, slug) in enumerate(BAD):
        one, other = found[2 * number:2 * number + 2]
        assert one["status"] == one["problem"]["status"] == status
        assert one["problem"]["type"] == "/problems/" + slug and "result" not in one
        assert other["status"] == 200 and "problem" not in other
        assert other["result"]["offsets"] == "utf16" and "entities" not in other["result"]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_that_is_too_long(start, end):
    server = start(max_body=4000)
    exact = b'{"text": "%s"}' % (b"x" * (4000 - 12))
    body = b"\n".join([line(0)[:-1], exact, exact + b" ", b" " * 100000, line(1)[:-1], b"y" * 4001]) + end
    found = answers(batch(server, body))
    assert [one["status"] for one in found] == [200, 200, 413, 413, 200, 413]
    assert found[2]["problem"]["limit"] == 4000 and found[2]["id"] is None


@pytest.mark.parametrize("size", [1, 3, 100, 5000])
def test_lines_in_pieces(server, size):
    body = b"".join(line(number, 40) for number in range(20 if size < 100 else 300)) + b'{"text": "no line end"}'
    with server.connect() as connection:
        connection.sendall(HEAD)
        reading = Reading(connection)
        for start in range(0, len(body), size):
            connection.sendall(chunk(body[start:start + size]))
        connection.sendall(LAST)
        found = reading.answers()
    assert [one["status"] for one in found] == [200] * (21 if size < 100 else 301)
    assert found[-1]["result"]["length"] == 11


@pytest.mark.parametrize("body", [b"", b"\n", b" \r\n\n"])
def test_nothing_but_blank_lines(server, body):
    assert answers(batch(server, body)) == []


def test_each_answer_comes_before_the_next_line_is_sent(server):
    with server.connect() as connection:
        connection.sendall(HEAD + chunk(line(0)))
        stream = open_answer(connection)
        assert next_line(stream)["id"] == "0"
        for number in range(1, 10):
            text = line(number)
            connection.sendall(chunk(text[:20]))
            connection.sendall(chunk(text[20:]))
            assert next_line(stream)["id"] == str(number)
        connection.sendall(LAST)
        assert next_line(stream) is None
        assert stream.read() == b""


def test_http_1_0(server):
    body = line(0) + line(1)
    data = server.raw(b"POST /v1/batch HTTP/1.0\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n%s"
                      % (len(body), body))
    head, lines = data.split(b"\r\n\r\n", 1)
    assert b"Transfer-Encoding" not in head
    assert [json.loads(one)["id"] for one in lines.splitlines()] == ["0", "1"]


def test_100_continue(server):
    body = line(0)
    with server.connect() as connection:
        send(connection, "POST", "/v1/batch", None,
             {**NDJSON, "Content-Length": str(len(body)), "Expect": "100-continue"})
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.sendall(body)
        assert len(answers(receive(connection))) == 1


@pytest.mark.parametrize("headers, query, status, slug", [
    ({"Content-Type": "application/json"}, "", 415, "unsupported-media-type"),
    ({}, "", 415, "unsupported-media-type"),
    ({"Content-Type": "application/x-ndjson; charset=latin1"}, "", 415, "unsupported-media-type"),
    ({**NDJSON, "Accept": "application/json"}, "", 406, "not-acceptable"),
    (NDJSON, "?offsets=utf8", 422, "invalid-member"),
])
@pytest.mark.parametrize("size", [300, 200000])
def test_refused_before_the_first_line(server, headers, query, status, slug, size):
    answer = server.request("POST", "/v1/batch" + query, line(0, size), headers)
    assert is_problem(answer, status, slug)
    if status == 415:
        assert answer.getheader("Accept-Post") == "application/x-ndjson" and "curl" in answer.json["detail"]


def test_other_methods(server):
    answer = server.get("/v1/batch")
    assert is_problem(answer, 405, "method-not-allowed") and answer.getheader("Allow") == "POST, OPTIONS"
    assert is_problem(server.request("POST", "/v1/batch"), 411, "length-required")


def test_the_log_counts_lines(server):
    batch(server, line(0) + b"nope\n" + line(1), {"X-Request-ID": "counted"})
    entry = server.logged("counted")
    assert (entry["route"], entry["status"], entry["lines"], entry["failed"]) == ("/v1/batch", 200, 3, 1)
    assert entry["entities"] > 0 and entry["in"] > 600 and "outcome" not in entry


def memory(server, name):
    with open("/proc/%d/status" % server.process.pid, encoding="ascii") as status:
        return int(re.search(name + r":\s+(\d+)", status.read()).group(1)) // 1024


@pytest.fixture
def small_quarantine(monkeypatch):
    """AddressSanitizer keeps freed memory back, by default 256 MiB of it."""
    monkeypatch.setenv("ASAN_OPTIONS", os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1")


def test_memory_does_not_grow_with_the_batch(start, small_quarantine):
    server = start()
    answers(batch(server, b"".join(line(number, 4000) for number in range(20))))
    before = memory(server, "VmHWM")
    count = int(250 / PATIENCE)
    with server.connect() as connection:
        connection.sendall(HEAD)
        reading = Reading(connection)
        for number in range(count):
            connection.sendall(chunk(line(number, 4000)))
        connection.sendall(LAST)
        found = reading.answers()
    assert [one["id"] for one in found] == [str(number) for number in range(count)]
    assert memory(server, "VmHWM") - before < 20


def small_buffers(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)


def test_a_client_that_does_not_read_is_not_read_from(start, small_quarantine):
    """The lines are quickly refused, so that it is the buffers of the system that fill, 4 MiB of answers and more."""
    server = start()
    count = int(30000 / PATIENCE)
    sent = []

    def send_all(connection):
        for number in range(count):
            connection.sendall(chunk(b"%d, and this is no JSON " % number + b"x" * 1000 + b"\n"))
            sent.append(number)
        connection.sendall(LAST)

    with server.connect(60) as connection:
        small_buffers(connection)
        connection.sendall(HEAD)
        sender = threading.Thread(target=send_all, args=(connection,))
        sender.start()
        still = 0
        while still < 20:  # until nothing has moved for a second
            before = len(sent)
            time.sleep(0.05 * PATIENCE)
            still = still + 1 if len(sent) == before else 0
        assert 0 < len(sent) < count
        held = memory(server, "VmRSS")
        assert server.post(article(300)).status == 200
        found = answers(receive(connection))
        sender.join()
    assert [one["index"] for one in found] == list(range(count))
    assert {one["status"] for one in found} == {400}
    assert memory(server, "VmHWM") - held < 20


def wait_until_full(server):
    """Until two answers wait for a client."""
    def held():
        return int(re.search(rb"\nbyline_answer_bytes (\d+)\n", server.get("/metrics").body)[1])
    end = time.monotonic() + 60 * PATIENCE
    while held() < 40 << 20:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_lines_whose_answers_nobody_takes_have_a_limit(start):
    """Of all batches together; a batch reads on only when its own answers are short enough."""
    server = start(workers=1, max_answers="64M", deadline_ms=600000, send_ms=600000)
    long = json.dumps({"text": "1 " * 100000}).encode() + b"\n"  # more than a third of the room
    with server.connect(60) as holder:
        small_buffers(holder)
        holder.sendall(HEAD + chunk(long * 3) + LAST)
        wait_until_full(server)
        body = long + line(1)
        found = answers(batch(server, body))
        assert [one["status"] for one in found] == [503, 200] and found[0]["problem"]["type"] == "/problems/busy"
        assert [one["status"] for one in answers(receive(holder))] == [200] * 3
    assert b"\nbyline_answer_bytes 0\n" in server.get("/metrics").body


def test_a_client_that_never_reads_is_cut(start):
    server = start(send_ms=500)
    with server.connect() as connection:
        small_buffers(connection)
        connection.sendall(HEAD[:-2] + b"X-Request-ID: deaf\r\n\r\n")
        with pytest.raises(OSError):
            for number in range(100000):
                connection.sendall(chunk(line(number, 2000)))
        assert server.logged("deaf", 20)["outcome"] == "cut off"
    assert answers(batch(server, line(0)))


@pytest.mark.parametrize("length", [True, False])
def test_half_closed_client_is_answered(start, length):
    server = start()
    body = b"".join(line(number, 3000) for number in range(60))
    head = HEAD.replace(b"Transfer-Encoding: chunked", b"Content-Length: %d" % len(body)) if length else HEAD
    data = server.raw(head + (body if length else chunk(body) + LAST), half_close=True)
    assert data.count(b'"status":200') == 60 and data.endswith(b"\r\n0\r\n\r\n")


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def wait_for_room(server):
    """Until no batch is left: the last line comes back from its worker after the client is gone."""
    end = time.monotonic() + 20 * PATIENCE
    while batch(server, line(0)).status == 503:
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(0.2)


@pytest.mark.parametrize("how", ["reset", "close", "half"])
def test_a_client_that_leaves(start, how):
    server = start(batches=1)
    for turn in range(3):
        with server.connect() as connection:
            connection.sendall(HEAD[:-2] + b"X-Request-ID: gone-%d\r\n\r\n" % turn +
                               b"".join(chunk(line(number, 3000)) for number in range(30)) + b"500\r\nhalf a line")
            next_line(open_answer(connection))
            if how == "half":
                connection.shutdown(socket.SHUT_WR)
                read_all(connection)
            elif how == "reset":
                reset(connection)
        assert server.logged("gone-%d" % turn, 20)["outcome"] == "cut off"
        wait_for_room(server)


def test_a_line_that_does_not_come_in_time(start):
    server = start(body_ms=200, idle_ms=200)
    with server.connect() as connection:
        connection.sendall(HEAD + chunk(line(0)) + chunk(b'{"text": "half a'))
        stream = open_answer(connection)
        assert next_line(stream)["status"] == 200
        last = next_line(stream)
        assert (last["index"], last["status"], last["problem"]["type"]) == (1, 408, "/problems/timeout")
        assert next_line(stream) is None and stream.read() == b""


def test_too_many_batches(start):
    server = start(batches=2)
    held = [server.connect() for _ in range(2)]
    for connection in held:
        connection.sendall(HEAD + chunk(line(0)))
        next_line(open_answer(connection))
    answer = batch(server, line(0))
    assert is_problem(answer, 503, "busy") and answer.getheader("Retry-After") == "1"
    for connection in held:
        connection.sendall(LAST)
        read_all(connection)
        connection.close()
    wait_for_room(server)


def test_no_descriptor_for_a_batch(start):
    server = start()
    with server.connect() as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n")
        assert receive(connection).status == 200
        before = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        used = max(int(name) for name in os.listdir("/proc/%d/fd" % server.process.pid)) + 1
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (used, before[1]))
        send(connection, "POST", "/v1/batch", line(0), NDJSON)
        assert is_problem(receive(connection), 503, "busy")
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, before)
    end = time.monotonic() + 5 * PATIENCE  # the log's line may still be on its way
    while time.monotonic() < end and not any("Too many open files" in text for text in server.lines):
        time.sleep(0.02)
    assert sum("Too many open files" in text for text in server.lines) == 1
    assert answers(batch(server, line(0)))[0]["status"] == 200


def test_single_requests_are_served_beside_batches(start):
    """Never refused: the lines have a lane of their own. The queue has room for one request only."""
    server = start(workers=1, queue=1)
    body = b"".join(line(number, 500) for number in range(40))
    results = []
    threads = [threading.Thread(target=lambda: results.append(answers(batch(server, body)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    singles = []
    while any(thread.is_alive() for thread in threads):
        singles.append(server.post(article(500)).status)
    assert len(singles) >= 10 and set(singles) == {200}
    assert [[one["id"] for one in found] for found in results] == [[str(number) for number in range(40)]] * 3


@pytest.mark.parametrize("complete", [True, False])
def test_stopping_in_a_batch(start, complete):
    server = start()
    with server.connect() as connection:
        count = 200
        body = b"".join(line(number, 1000) for number in range(count))
        connection.sendall(HEAD + chunk(line(0)))
        stream = open_answer(connection)
        assert next_line(stream)["status"] == 200
        if complete:
            writer = threading.Thread(target=connection.sendall, args=(chunk(body) + LAST,))
            writer.start()
        server.signal()
        found = []
        while (one := next_line(stream)) is not None:
            found.append(one)
        assert [one["index"] for one in found] == list(range(1, len(found) + 1))
        assert all(one["status"] == 200 for one in found[:-1])
        assert found[-1]["status"] == 503 and "again" in found[-1]["problem"]["detail"]
        assert stream.read() == b""
        if complete:
            writer.join()
    assert server.wait() == 0


def test_garbage_for_a_chunk(server):
    for garbage in (b"nothing\r\n", b"-5\r\n", b"ffffffffffffffffff\r\n", b"5\r\nabcdefgh"):
        with server.connect() as connection:
            connection.sendall(HEAD + chunk(line(0)) + garbage)
            read_all(connection)
    assert len(answers(batch(server, line(0)))) == 1


# ---- packed

PACKED = {"Content-Encoding": "gzip"}


def test_a_packed_batch_is_answered_as_a_plain_one(server):
    lines = [line(number, 100 + 7 * number) for number in range(100)]
    plain = answers(batch(server, b"".join(lines)))
    assert [answer["id"] for answer in plain] == [str(number) for number in range(100)]
    for body in (gzip.compress(b"".join(lines)), b"".join(map(gzip.compress, lines)),
                 gzip.compress(b"".join(lines).rstrip(b"\n"))):
        assert answers(batch(server, body, PACKED)) == plain
    answer = batch(server, gzip.compress(lines[0]), {"Content-Encoding": "br"})
    assert is_problem(answer, 415, "unsupported-media-type") and answer.getheader("Accept-Encoding") == "gzip"


@pytest.mark.parametrize("count", [1, 30])
def test_packed_lines_are_answered_while_the_client_waits(start, count):
    """Many lines in one piece, more than are worked on at once; nothing more comes until they are answered."""
    server = start(workers=1)
    packer = zlib.compressobj(wbits=31)
    with server.connect() as connection:
        connection.sendall(HEAD.replace(b"Transfer", b"Content-Encoding: gzip\r\nTransfer"))
        stream = None
        for turn in range(3):
            lines = b"".join(line(turn * count + number) for number in range(count))
            connection.sendall(chunk(packer.compress(lines) + packer.flush(zlib.Z_SYNC_FLUSH)))
            stream = stream or open_answer(connection)
            assert [next_line(stream)["id"] for _ in range(count)] == [str(turn * count + n) for n in range(count)]
        connection.sendall(chunk(packer.flush()) + LAST)
        assert next_line(stream) is None


@pytest.mark.parametrize("body, status, kind", [
    (gzip.compress(line(0) + b"\n" * (1 << 26)), 413, "too-large"),  # blank lines: no room is taken
    (gzip.compress(line(0) + b"a" * (1 << 26)), 413, "too-large"),
    (gzip.compress(line(0) + b"b" * 200) + b"tail", 400, "not-gzip"),
    (gzip.compress(line(0) + b"b" * 200)[:-9], 400, "not-gzip"),
], ids=["blank lines", "one line", "tail", "no end"])
def test_a_hostile_packed_batch_is_told_where_it_ends(server, body, status, kind):
    begun = time.monotonic()
    found = answers(batch(server, body, PACKED))
    assert time.monotonic() - begun < 5 * PATIENCE
    assert (found[0]["status"], found[0]["id"]) == (200, "0")
    assert found[-1]["status"] == status and found[-1]["problem"]["type"] == "/problems/" + kind
    assert found[-1]["index"] == len(found) - 1 and len(found) == 2
    assert "plain" in found[-1]["problem"]["detail"]  # the same bytes again would end the same way
    assert server.get("/healthz").status == 200


def test_the_same_line_many_times_packs_well_and_is_no_bomb(server):
    text = json.dumps({"text": SENTENCES[0]}).encode() + b"\n"
    body = gzip.compress(text * 3000, 9)
    assert len(text) * 3000 > 100 * len(body) + (64 << 10)
    assert [answer["status"] for answer in answers(batch(server, body, PACKED))] == [200] * 3000


def test_a_packed_batch_of_nothing(server):
    assert answers(batch(server, gzip.compress(b""), PACKED)) == []
    assert [answer["status"] for answer in answers(batch(server, b"", PACKED))] == [400]
