"""gzip in both directions: who gets it, and what a hostile body may cost."""
import gzip
import json
import random
import time
import zlib

import pytest
from conftest import PATIENCE, article, is_problem, send, receive

LONG = article(4000)
PACKED = {"Content-Encoding": "gzip"}


def memory(server, what="VmRSS"):
    with open("/proc/%d/status" % server.process.pid) as status:
        return next(int(line.split()[1]) for line in status if line.startswith(what)) * 1024


@pytest.mark.parametrize("accepted, packed", [
    ("gzip", True), ("GZIP", True), ("x-gzip", True), ("gzip, deflate, br, zstd", True), ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
    ("*", True), ("*;q=0.001", True), ("gzip;q=1.000", True), ("deflate, gzip ; q=0.5", True), ("identity;q=0.5, gzip", True),
    ("", False), ("identity", False), ("br", False), ("gzip;q=0", False), ("gzip;q=0.000", False), ("*;q=0", False),
    ("gzip;q=0, *", False), ("identity;q=1, gzip;q=0.5", False), ("gzip;q=2", False), ("gzip;q=1.5", False),
    ("gzip;q=-1", False), ("gzip;q=", False), ("gzip;q=0.5555", False), ("gzipped", False), ("notgzip", False), (",,;", False),
])
def test_who_gets_it(server, accepted, packed):
    for answer in (server.post(LONG, headers={"Accept-Encoding": accepted}),
                   server.get("/openapi.json", {"Accept-Encoding": accepted})):
        assert answer.status == 200
        assert answer.getheader("Content-Encoding") == ("gzip" if packed else None)
        assert "Accept-Encoding" in answer.getheader("Vary")
        assert int(answer.getheader("Content-Length")) == len(answer.body)


def test_nobody_gets_it_unasked(server):
    assert server.post(LONG).getheader("Content-Encoding") is None


def test_the_text_is_the_same(server):
    for method, path, body in [("POST", "/v1/analyze", LONG), ("GET", "/openapi.json", None)]:
        plain = server.request(method, path, body, {"Content-Type": "text/plain"})
        packed = server.request(method, path, body, {"Content-Type": "text/plain", "Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.body) == plain.body
        assert len(packed.body) < len(plain.body) / 2


def test_head_of_a_packed_document(server):
    taken = {"Accept-Encoding": "gzip"}
    head, full = server.request("HEAD", "/openapi.json", None, taken), server.get("/openapi.json", taken)
    assert head.body == b"" and head.getheader("Content-Length") == full.getheader("Content-Length")
    assert head.getheader("Content-Encoding") == "gzip"


def test_forms_have_tags_of_their_own(server):
    plain, packed = server.get("/openapi.json"), server.get("/openapi.json", {"Accept-Encoding": "gzip"})
    assert plain.getheader("ETag") != packed.getheader("ETag")
    for tag in (plain.getheader("ETag"), packed.getheader("ETag")):
        answer = server.get("/openapi.json", {"Accept-Encoding": "gzip", "If-None-Match": tag})
        assert answer.status == 304 and answer.getheader("Content-Encoding") is None
        assert "Accept-Encoding" in answer.getheader("Vary")


def test_short_answers_are_sent_as_they_are(server):
    for answer in (server.post(b"Rain.", headers={"Accept-Encoding": "gzip"}),
                   server.post(b"", headers={"Accept-Encoding": "gzip"}),
                   server.get("/healthz", {"Accept-Encoding": "gzip"})):
        assert answer.getheader("Content-Encoding") is None and answer.json


def test_it_can_be_turned_off(start):
    server = start(gzip_level=0)
    answer = server.post(LONG, headers={"Accept-Encoding": "gzip"})
    assert answer.getheader("Content-Encoding") is None and answer.getheader("Vary") is None
    assert server.post(gzip.compress(LONG), headers=PACKED).json == server.post(LONG).json


# ---- bodies

def test_packed_bodies_are_read(server):
    plain = server.post(LONG).json
    for body in (gzip.compress(LONG), gzip.compress(LONG[:1000]) + gzip.compress(LONG[1000:]),
                 gzip.compress(b"") + gzip.compress(LONG)):
        for coding in ("gzip", "GZip", "x-gzip"):
            assert server.post(body, headers={"Content-Encoding": coding}).json == plain
    asked = gzip.compress(json.dumps({"text": LONG.decode(), "id": "a"}).encode())
    assert server.post(asked, headers={"Content-Type": "application/json", **PACKED}).json["id"] == "a"


def test_a_packed_body_in_chunks(server):
    body = gzip.compress(LONG)
    with server.connect() as connection:
        send(connection, "POST", "/v1/analyze", None,
             {"Content-Type": "text/plain", "Transfer-Encoding": "chunked", **PACKED})
        for i in range(0, len(body), 50):
            piece = body[i:i + 50]
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        connection.sendall(b"0\r\n\r\n")
        assert receive(connection).json == server.post(LONG).json


@pytest.mark.parametrize("body", [
    b"", b"Rain.", gzip.compress(LONG)[:-1], gzip.compress(LONG)[:200], gzip.compress(LONG)[:3],
    gzip.compress(LONG)[:-8] + b"\0" * 8, gzip.compress(LONG) + b"tail", zlib.compress(LONG), b"\x1f\x8b" + b"\xff" * 50,
], ids=["empty", "plain", "no end", "half", "no head", "wrong sum", "tail", "zlib", "nonsense"])
def test_damaged_bodies(server, body):
    assert is_problem(server.post(body, headers=PACKED), 400, "not-gzip")


@pytest.mark.parametrize("coding", ["br", "deflate", "zstd", "gzip, gzip", "gzip;q=1", "compress", "gzip, identity"])
def test_other_codings(server, coding):
    answer = server.post(gzip.compress(LONG), headers={"Content-Encoding": coding})
    assert is_problem(answer, 415, "unsupported-media-type") and answer.getheader("Accept-Encoding") == "gzip"


def test_two_codings_in_two_fields(server):
    data = (b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n"
            b"Content-Encoding: br\r\nContent-Length: 5\r\nConnection: close\r\n\r\nRain.")
    assert server.raw(data).startswith(b"HTTP/1.1 415 ")


def test_what_is_unpacked_has_the_same_limit(start):
    server = start(max_body=10000)
    text = bytes(random.Random(1).choices(b"abcdefgh \n", k=10001))
    assert server.post(gzip.compress(text[:10000]), headers=PACKED).json["length"] == 10000
    answer = server.post(gzip.compress(text), headers=PACKED)
    assert is_problem(answer, 413, "too-large") and answer.json["limit"] == 10000


def test_a_bomb_costs_little(start):
    server = start()
    server.post(LONG)
    bomb = gzip.compress(b"\0" * (1 << 30), 9)  # 1 GiB in 1 MiB
    nested = gzip.compress(b"a" * 60000) * 800  # each member for itself is modest
    before = memory(server)
    for body in (bomb, nested, gzip.compress(b"a" * (3 << 20))):
        begun = time.monotonic()
        answer = server.post(body, headers=PACKED)
        assert is_problem(answer, 413, "too-large")
        assert time.monotonic() - begun < 2 * PATIENCE
    assert memory(server, "VmHWM") - before < (64 << 20)
    assert server.post(gzip.compress(LONG), headers=PACKED).status == 200


def test_the_log_counts_what_was_sent(server):
    body = gzip.compress(LONG)
    answer = server.post(body, headers={"Accept-Encoding": "gzip", **PACKED})
    line = server.logged(answer.getheader("X-Request-ID"))
    assert line["in"] == len(body) and line["out"] == len(answer.body)
