"""Bytes on connections: split and slow ones, many at once, early and late ends."""
import concurrent.futures
import socket
import struct
import threading
import time

import pytest
from conftest import LONG, PATIENCE, article, is_problem, read_all, receive, send, statuses

PLAIN = {"Content-Type": "text/plain"}


def test_keep_alive(server):
    with server.connect() as connection:
        for size in (50, 3000, 70000, 10):
            send(connection, "POST", "/v1/analyze", article(size), PLAIN)
            answer = receive(connection)
            assert answer.status == 200 and answer.json["length"] == size


def test_refusals_keep_the_connection(server):
    with server.connect() as connection:
        for method, path, body, status in [("POST", "/nothing", b"x" * 5000, 404), ("GET", "/nothing", None, 404),
                                           ("PUT", "/version", b"abc", 405), ("OPTIONS", "/version", None, 204),
                                           ("POST", "/v1/analyze", None, 411), ("GET", "/healthz", None, 200)]:
            send(connection, method, path, body)
            assert receive(connection).status == status


def test_http_1_0_closes(server):
    data = server.raw(b"GET /healthz HTTP/1.0\r\n\r\n")
    assert statuses(data) == [200] and b'"status"' in data


def test_connection_close(server):
    data = server.raw(b"GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
    assert statuses(data) == [200]


def test_pipelining(server):
    body = article(3000)
    with server.connect() as connection:
        for _ in range(5):
            send(connection, "POST", "/v1/analyze", body, PLAIN)
            send(connection, "GET", "/healthz")
        for _ in range(5):
            assert receive(connection).json["length"] == 3000
            assert receive(connection).json["status"]


def test_byte_by_byte(server):
    body = article(120)
    head = b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\nContent-Length: 120\r\n\r\n"
    with server.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in head + body:
            connection.sendall(bytes([byte]))
            time.sleep(0.0005)
        assert receive(connection).json["length"] == 120


@pytest.mark.parametrize("size", [1, 7, 1000, 40000])
def test_chunked(server, size):
    body = article(90000 if size > 100 else 3000)
    with server.connect() as connection:
        connection.sendall(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                           b"Transfer-Encoding: chunked\r\n\r\n")
        for start in range(0, len(body), size):
            piece = body[start:start + size]
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        connection.sendall(b"0\r\n\r\n")
        assert receive(connection).json["length"] == len(body)


def test_chunked_and_keep_alive(server):
    with server.connect() as connection:
        for _ in range(3):
            connection.sendall(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                               b"Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n6\r\n world\r\n0\r\n\r\n")
            assert receive(connection).json["length"] == 11


@pytest.mark.parametrize("size", [1, 3000, 100000])
@pytest.mark.parametrize("others", [0, 3])
def test_half_closed_client_is_answered(start, size, others):
    server = start()
    idle = [server.connect() for _ in range(others)]
    for connection in idle:
        send(connection, "GET", "/healthz")
        assert receive(connection).status == 200
    body = article(size)
    data = server.raw(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
                      % (len(body), body), half_close=True)
    assert statuses(data) == [200] and data.endswith(b"}")
    for connection in idle:
        send(connection, "GET", "/healthz")
        assert receive(connection).status == 200


def test_client_closes_in_the_head_and_in_the_body(server):
    for data in (b"", b"G", b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\n",
                 b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Length: 100\r\n\r\nabc"):
        for _ in range(5):
            with server.connect() as connection:
                connection.sendall(data)
    assert server.get("/healthz").status == 200


def reset(connection):
    """Closes with a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_clients_that_leave_while_their_article_is_read(start):
    server = start(workers=2)
    for number in range(24):
        connection = server.connect()
        send(connection, "POST", "/v1/analyze", article(LONG // 10), PLAIN)
        time.sleep(0.01)
        if number % 2:
            reset(connection)
        else:
            connection.close()
    assert server.post(article(1000)).status == 200
    server.stop()
    # A reset may come before the first byte of the request was read; an ordinary end cannot.
    assert 13 <= sum(line["route"] == "/v1/analyze" for line in server.log()) <= 25


def test_reset_in_the_queue_is_not_worked_on(start):
    server = start(workers=1, deadline_ms=600000)
    with server.connect() as busy:
        send(busy, "POST", "/v1/analyze", article(LONG), PLAIN)
        time.sleep(0.1)
        gone = server.connect()
        send(gone, "POST", "/v1/analyze", article(500), {**PLAIN, "X-Request-ID": "gone"})
        time.sleep(0.1)
        reset(gone)
        assert receive(busy).status == 200
    assert server.logged("gone")["status"] in (499, 200)


def test_200_in_parallel(server):
    sizes = [200 + 17 * number for number in range(200)]
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda size: server.post(article(size)), sizes))
    for size, answer in zip(sizes, answers):
        assert answer.status in (200, 503)
        assert answer.status == 503 or answer.json["length"] == size
    assert sum(answer.status == 200 for answer in answers) >= 150


def test_200_connections_at_once(start):
    server = start(queue=500)
    connections = [server.connect() for _ in range(200)]
    for connection in connections:
        send(connection, "POST", "/v1/analyze", article(700), PLAIN)
    for connection in connections:
        assert receive(connection).json["length"] == 700
        connection.close()


def test_413_comes_before_the_upload(start):
    server = start(max_body="1M")
    with server.connect() as connection:
        connection.sendall(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                           b"Content-Length: 1048577\r\nExpect: 100-continue\r\n\r\n")
        assert is_problem(receive(connection), 413, "too-large")
        assert read_all(connection) == b""


def test_413_reaches_a_client_that_just_sends(start):
    server = start(max_body="1M")
    body = article(3 << 20)
    with server.connect() as connection:
        send(connection, "POST", "/v1/analyze", body, PLAIN)
        answer = receive(connection)
        assert is_problem(answer, 413, "too-large") and answer.getheader("Connection") == "close"
        assert answer.json["limit"] == 1 << 20


@pytest.mark.parametrize("head, status", [
    (b"POST /%s HTTP/1.1\r\nHost: t" % (b"a" * 8000), 414),
    (b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nX: %s" % (b"a" * 17000), 431),
    (b"POST /v1/analyze HTTP/1.1\r\nHost: t" + b"\r\nX: a" * 100, 431),
    (b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nX(y): a", 400),
    (b"POST /caf\xc3\xa9 HTTP/1.1\r\nHost: t", 400),
    (b"POST /\0 HTTP/1.1\r\nHost: t", 400),
    (b"POST /v1/analyze HTTP/1.1", 400),
], ids=["long target", "long head", "many fields", "name", "target", "NUL", "no host"])
@pytest.mark.parametrize("framing", [b"Content-Length: %d\r\n\r\n" % (3 << 20),
                                     b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % (3 << 20)], ids=["length", "chunks"])
def test_refusals_by_the_guard_reach_a_client_that_just_sends(server, head, status, framing):
    with server.connect() as connection:
        connection.sendall(head + b"\r\n" + framing)
        time.sleep(0.1)
        connection.sendall(bytes(3 << 20))
        assert receive(connection).status == status


def test_413_for_chunks(start):
    server = start(max_body=1000)
    with server.connect() as connection:
        connection.sendall(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                           b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(20):
            connection.sendall(b"64\r\n" + b"a" * 100 + b"\r\n")
            time.sleep(0.001)
        assert is_problem(receive(connection), 413, "too-large")


def test_refused_upload_is_thrown_away_only_so_long(server):
    begun = time.monotonic()
    with server.connect() as connection:
        connection.sendall(b"POST /nothing HTTP/1.1\r\nHost: t\r\nContent-Length: 3000000\r\n\r\n")
        assert is_problem(receive(connection), 404, "not-found")
        with pytest.raises(OSError):
            while time.monotonic() - begun < 10 * PATIENCE:
                connection.sendall(b"a" * 100)
                time.sleep(0.05)
    assert time.monotonic() - begun < 5 * PATIENCE


def test_100_continue(server):
    with server.connect() as connection:
        connection.sendall(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                           b"Content-Length: 12\r\nExpect: 100-Continue\r\n\r\n")
        connection.settimeout(5 * PATIENCE)
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.sendall(b"Ana is here.")
        assert receive(connection).status == 200


def test_503_when_the_queue_is_full(start):
    server = start(workers=1, queue=1, deadline_ms=60000)
    answers = []

    def post():
        answers.append(server.post(article(LONG // 2)))

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = sorted(answer.status for answer in answers)
    assert found[0] == 200 and found[-1] == 503, found
    for answer in answers:
        if answer.status == 503:
            assert is_problem(answer, 503, "busy") and answer.getheader("Retry-After") == "1"


def test_503_when_uploads_take_too_much(start):
    server = start(max_body="100K", max_uploads="100K")
    with server.connect() as holder:
        holder.sendall(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\n"
                       b"Content-Length: 100000\r\n\r\n" + article(90000))
        time.sleep(0.3)
        answer = server.post(article(80000))
        assert is_problem(answer, 503, "busy") and answer.getheader("Retry-After")
        holder.sendall(article(100000)[90000:])
        assert receive(holder).status == 200
    assert server.post(article(80000)).status == 200


def test_503_when_answers_that_nobody_takes_fill_the_room(start):
    server = start(workers=1, max_answers="64M", deadline_ms=600000, send_ms=600000)
    holders = [server.connect() for _ in range(3)]
    for number, holder in enumerate(holders):
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        send(holder, "POST", "/v1/analyze", b"1 " * 100000, {**PLAIN, "X-Request-ID": "holder-%d" % number})
    refused = server.logged("holder-2", 120)  # more than a third of the room each
    assert refused["status"] == 503
    assert b'\nbyline_rejected_total{reason="answers"} 1\n' in server.get("/metrics").body
    assert server.post(article(700)).status == 200  # there is room for its answer
    for holder in holders:
        holder.close()
    assert {server.logged("holder-%d" % number, 120)["outcome"] for number in range(2)} == {"cut off"}
    assert b"\nbyline_answer_bytes 0\n" in server.get("/metrics").body


def test_503_in_the_place_of_a_packed_answer_is_not_packed(start):
    # the last holder waits for the answers of the first two before it sends its head
    server = start(workers=1, max_answers="64M", deadline_ms=600000, send_ms=600000, head_ms=600000)
    holders = [server.connect() for _ in range(3)]
    for count, holder in zip((100000, 100000, 50000), holders):  # then less room is left than the packed answer takes
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        send(holder, "POST", "/v1/analyze", b"1 " * count, PLAIN)
        assert holder.recv(12) == b"HTTP/1.1 200"
    answer = server.post(b"1 " * 100000, headers={"Accept-Encoding": "gzip"})
    assert answer.getheader("Content-Encoding") is None and is_problem(answer, 503, "busy")
    for holder in holders:
        holder.close()


def test_health_is_answered_beside_work(start):
    server = start(workers=1, deadline_ms=600000)
    with server.connect() as connection:
        send(connection, "POST", "/v1/analyze", article(LONG), PLAIN)
        time.sleep(0.05)
        begun = time.monotonic()
        assert server.get("/healthz").status == 200
        assert time.monotonic() - begun < 0.5 * PATIENCE
        assert receive(connection).status == 200


def test_504(start):
    server = start(deadline_ms=1)
    assert is_problem(server.post(article(LONG)), 504, "too-slow")


@pytest.mark.parametrize("marks", ['"', "“”", "' ", '"a," said B. '])
def test_a_megabyte_of_marks(start, marks):
    """Read in the cap of memory, or given up at the deadline."""
    seconds = 2 * PATIENCE
    server = start(workers=1, deadline_ms=int(1000 * seconds), max_memory="512M")
    begun = time.monotonic()
    answer = server.post((marks * ((1 << 20) // len(marks.encode()))).encode())
    assert answer.status == 200 or is_problem(answer, 504, "too-slow")
    assert time.monotonic() - begun < seconds + 10 * PATIENCE


def test_504_for_waiting(start):
    server = start(workers=1, deadline_ms=int(100 * PATIENCE))
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: server.post(article(LONG)), range(6)))
    assert any(answer.status == 504 for answer in answers)
    assert server.post(article(300)).status == 200


def test_408_for_a_slow_head(start):
    server = start(head_ms=300)
    with server.connect() as connection:
        begun = time.monotonic()
        with pytest.raises(OSError):
            for byte in b"GET /healthz HTTP/1.1\r\nHost: t\r\nX-Slow: " + b"y" * 1000:
                connection.sendall(bytes([byte]))
                time.sleep(0.02)
        assert time.monotonic() - begun < 5 * PATIENCE
    with server.connect() as connection:
        connection.sendall(b"GET /hea")
        answer = receive(connection)
        assert is_problem(answer, 408, "timeout") and len(answer.getheader("X-Request-ID")) == 32
        assert read_all(connection) == b""


def test_408_for_a_slow_body(start):
    server = start(body_ms=300)
    with server.connect() as connection:
        send(connection, "POST", "/v1/analyze", None, {**PLAIN, "Content-Length": "1000", "X-Request-ID": "slow"})
        for _ in range(100):
            try:
                connection.sendall(b"a")
            except OSError:
                break
            time.sleep(0.02)
        assert server.logged("slow")["status"] == 408
    with server.connect() as connection:
        send(connection, "POST", "/v1/analyze", None, {**PLAIN, "Content-Length": "1000", "X-Request-ID": "late"})
        connection.sendall(b"only this")
        answer = receive(connection)
        assert is_problem(answer, 408, "timeout") and answer.getheader("X-Request-ID") == "late"


def test_idle_connections_end(start):
    server = start(idle_ms=300, head_ms=300)
    with server.connect() as connection:
        send(connection, "GET", "/healthz")
        assert receive(connection).status == 200
        begun = time.monotonic()
        assert read_all(connection) == b""
        assert time.monotonic() - begun < 5 * PATIENCE


def test_slow_reader_is_cut(start):
    server = start(send_ms=500, deadline_ms=600000)
    with server.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        # An answer of more than the system's buffers take.
        send(connection, "POST", "/v1/analyze", article(400000), {**PLAIN, "X-Request-ID": "reader"})
        assert server.logged("reader", 120)["outcome"] == "cut off"
    assert server.get("/healthz").status == 200


def test_many_slow_clients_do_not_stop_others(start):
    server = start(head_ms=60000)
    slow = [server.connect() for _ in range(300)]
    for connection in slow:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\nX: ")
    begun = time.monotonic()
    assert server.get("/healthz").status == 200
    assert server.post(article(500)).status == 200
    assert time.monotonic() - begun < 2 * PATIENCE
    for connection in slow:
        connection.close()


def test_connections_of_one_address_are_limited(start):
    server = start(address_connections=5)
    held = [server.connect() for _ in range(5)]
    time.sleep(0.2)
    with server.connect(2) as connection:
        try:
            send(connection, "GET", "/healthz")
            assert read_all(connection) == b""
        except OSError:
            pass
    for connection in held:
        connection.close()
    time.sleep(0.2)
    assert server.get("/healthz").status == 200
