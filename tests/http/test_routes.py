"""Paths, methods, headers and every status that one request can provoke."""
import pathlib
import re
import subprocess

import pytest
from conftest import article, command, environment, is_problem, statuses

PATHS = ["/v1/analyze", "/v1/entities", "/v1/quotes", "/v1/figures"]
DOCUMENTS = ["/openapi.json", "/version", "/healthz", "/readyz"]
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HEX_ID = re.compile(r"^[0-9a-f]{32}$")


@pytest.mark.parametrize("path", PATHS)
def test_article_is_answered(server, path):
    answer = server.post(article(400), path)
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "application/json"
    assert answer.json["version"] == "1"
    assert answer.json["length"] == 400
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_json_form(server):
    answer = server.post(b'{"text": "Ana Ruiz spoke.", "id": "x7"}', headers={"Content-Type": "application/json"})
    assert answer.status == 200 and answer.json["id"] == "x7"


@pytest.mark.parametrize("path", DOCUMENTS)
def test_documents(server, path):
    answer = server.get(path)
    assert answer.status == 200 and answer.getheader("Content-Type") == "application/json"
    assert isinstance(answer.json, dict)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_head_is_get_without_a_body(server, path):
    answer, full = server.request("HEAD", path), server.get(path)
    assert answer.status == 200 and answer.body == b""
    assert answer.getheader("Content-Length") == full.getheader("Content-Length")


@pytest.mark.parametrize("path, allow", [(path, "POST, OPTIONS") for path in PATHS] +
                         [(path, "GET, HEAD, OPTIONS") for path in DOCUMENTS])
def test_options(server, path, allow):
    answer = server.request("OPTIONS", path)
    assert answer.status == 204 and answer.body == b"" and answer.getheader("Allow") == allow
    assert answer.getheader("Content-Length") is None


def test_options_of_the_server(server):
    answer = server.request("OPTIONS", "*")
    assert answer.status == 204 and "POST" in answer.getheader("Allow")


@pytest.mark.parametrize("method, path, allow", [
    ("GET", "/v1/analyze", "POST, OPTIONS"), ("HEAD", "/v1/quotes", "POST, OPTIONS"),
    ("DELETE", "/v1/figures", "POST, OPTIONS"), ("PUT", "/v1/entities", "POST, OPTIONS"),
    ("POST", "/version", "GET, HEAD, OPTIONS"), ("PATCH", "/healthz", "GET, HEAD, OPTIONS"),
    ("TRACE", "/healthz", "GET, HEAD, OPTIONS"), ("BREW", "/version", "GET, HEAD, OPTIONS"),
    ("QUERY", "/v1/batch", "POST, OPTIONS"), ("get", "/", "GET, HEAD, OPTIONS"),
])
@pytest.mark.parametrize("body", [None, b"Rain."])
def test_405_names_what_is_allowed(server, method, path, allow, body):
    answer = server.request(method, path, body)
    assert answer.status == 405 and answer.getheader("Allow") == allow
    assert method == "HEAD" or is_problem(answer, 405, "method-not-allowed")
    assert method == "HEAD" or ("POST" if "POST" in allow else "GET") in answer.json["detail"]


@pytest.mark.parametrize("path", ["/web", "/v1", "/v1/analyze/", "/V1/analyze", "/v1%2Fanalyze", "/v1/%61nalyze",
                                  "//v1/analyze", "/v1/./analyze", "/healthz/..", "/nothing?x=/v1/analyze"])
def test_404(server, path):
    assert is_problem(server.post(b"text", path), 404, "not-found")


def test_absolute_target(server):
    assert server.get("http://somewhere.test/healthz").status == 200


def test_query_reaches_the_handler(server):
    assert server.post(b"A text.", "/v1/analyze?offsets=utf16").json["offsets"] == "utf16"
    assert is_problem(server.post(b"A text.", "/v1/analyze?offsets=bits"), 422, "invalid-member")


@pytest.mark.parametrize("body, headers, status, slug", [
    (b'{"text": "x"', {"Content-Type": "application/json"}, 400, "not-json"),
    (b"a\xffb", {}, 400, "not-utf8"),
    (b"A text.", {"Accept": "image/png"}, 406, "not-acceptable"),
    (b"text=x", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported-media-type"),
    (b"x", {"Content-Type": "text/plain; charset=latin-1"}, 415, "unsupported-media-type"),
    (b"x", {"Content-Encoding": "br"}, 415, "unsupported-media-type"),
    (b"  ", {}, 422, "invalid-member"),
    (b"", {}, 422, "invalid-member"),
    (b'{"text": "x", "txet": 1}', {"Content-Type": "application/json"}, 422, "invalid-member"),
])
def test_problems_of_a_body(server, body, headers, status, slug):
    assert is_problem(server.post(body, headers=headers), status, slug)


def test_415_says_what_is_taken(server):
    answer = server.post(b"x", headers={"Content-Type": "image/png"})
    assert "text/plain" in answer.getheader("Accept-Post")
    assert server.post(b"x", headers={"Content-Encoding": "br"}).getheader("Accept-Encoding") == "gzip"


def test_411(server):
    assert is_problem(server.request("POST", "/v1/analyze", None, {"Content-Type": "text/plain"}), 411,
                      "length-required")


def test_413_names_the_limit(start):
    server = start(max_body=100)
    answer = server.post(article(101))
    assert is_problem(answer, 413, "too-large") and answer.json["limit"] == 100
    assert server.post(article(100)).status == 200


def test_413_names_the_limit_of_memory(start):
    server = start(max_memory="2M", max_body="1M")
    answer = server.post(article(100000))
    assert is_problem(answer, 413, "too-rich") and answer.json["limit"] == 2 << 20
    assert re.search(r"words;dur=(?!0\.000)", answer.getheader("Server-Timing"))  # what it took is told all the same
    assert server.post(article(100)).status == 200


def test_414(server):
    for size in (8000, 65536):
        assert is_problem(server.get("/healthz?" + "x" * size), 414, "uri-too-long")
    assert server.get("/healthz?" + "x" * 7900).status == 200


def test_417(server):
    assert is_problem(server.post(b"x", headers={"Expect": "a miracle"}), 417, "expectation-failed")


def test_431_for_many_fields(server):
    headers = {"X-%d" % number: "y" for number in range(120)}
    assert is_problem(server.request("GET", "/healthz", None, headers), 431, "headers-too-large")


def test_431_for_a_long_head(server):
    assert server.get("/healthz", {"X": "y" * 16000}).status == 200
    for size in (16384, 65536):
        assert is_problem(server.get("/healthz", {"X": "y" * size}), 431, "headers-too-large")
    assert is_problem(server.get("/healthz", {"X-%d" % number: "y" * 300 for number in range(60)}), 431, "headers-too-large")


def test_431_for_a_head_that_is_not_read(server):
    assert statuses(server.raw(b"GET /healthz HTTP/1.1\r\nHost: t\r\nX: " + b"y" * 200000 + b"\r\n\r\n"))[0] == 431


def test_505(server):
    assert statuses(server.raw(b"GET /healthz HTTP/3.7\r\nHost: t\r\n\r\n")) in ([505], [400])


def test_304_has_no_body(server):
    asked = b"GET /version HTTP/1.1\r\nHost: t\r\nIf-None-Match: *\r\n\r\nGET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
    data = server.raw(asked)
    assert statuses(data) == [304, 200] and b"\r\n\r\nHTTP/1.1 200 " in data


@pytest.mark.parametrize("path", ["/openapi.json", "/version"])
def test_etag(server, path):
    first = server.get(path)
    tag = first.getheader("ETag")
    assert re.match(r'^"[0-9a-f]{16}"$', tag)
    for given in (tag, "W/" + tag, '"other", ' + tag, "*"):
        answer = server.get(path, {"If-None-Match": given})
        assert answer.status == 304 and answer.body == b"" and answer.getheader("ETag") == tag
        assert answer.getheader("Content-Type") is None
        assert answer.getheader("Content-Length") in (None, first.getheader("Content-Length"))
    assert server.get(path, {"If-None-Match": '"other"'}).status == 200


def test_options_with_a_long_body(server):
    """Answered before the end of the upload, by us and not by libmicrohttpd."""
    data = server.raw(b"OPTIONS /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Length: 100000\r\n\r\n" + bytes(100000))
    assert data.startswith(b"HTTP/1.1 204 No Content\r\n") and b"\r\nAllow: POST" in data
    assert b"\r\nContent-Length:" not in data and data.endswith(b"\r\n\r\n")


def test_fields_that_are_one_list(server):
    """RFC 9110, 5.3: several fields of one name are their values with commas between."""
    def ask(*fields):
        head = ["GET /openapi.json HTTP/1.1", "Host: t", "Connection: close", *fields]
        data = server.raw("\r\n".join(head).encode() + b"\r\n\r\n")
        return statuses(data)[0], b"\r\nContent-Encoding: gzip\r\n" in data

    tag = server.get("/openapi.json").getheader("ETag")
    assert ask("Accept: text/html", "Accept: application/json") == (200, False)
    assert ask("Accept: */*", "Accept: application/json;q=0") == (406, False)
    assert ask("Accept-Encoding: br", "X: a", "accept-encoding: gzip", "Accept: text/html", "Accept: */*") == (200, True)
    assert ask("Accept-Encoding: gzip;q=0.5", "Accept-Encoding: identity") == (200, False)
    assert ask('If-None-Match: "a"', "If-None-Match:", "If-None-Match: " + tag) == (304, False)
    assert ask('If-None-Match: "a"', 'If-None-Match: "b"') == (200, False)


@pytest.mark.parametrize("given", ["a", "A-b_c.9", "x" * 64])
def test_request_id_is_echoed_and_logged(server, given):
    assert server.get("/version", {"X-Request-ID": given}).getheader("X-Request-ID") == given
    assert server.logged(given)["route"] == "/version"


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "a\"b", "caf\xe9", "a;b"])
def test_bad_request_id_is_replaced(server, given):
    assert HEX_ID.match(server.get("/version", {"X-Request-ID": given}).getheader("X-Request-ID"))


def test_request_ids_differ(server):
    assert len({server.get("/healthz").getheader("X-Request-ID") for _ in range(10)}) == 10


@pytest.mark.parametrize("given, logged", [
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c"),
    ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more", "0af7651916cd43dd8448eb211c80319c"),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more", None),
    ("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", None),
    ("00-00000000000000000000000000000000-b7ad6b7169203331-01", None),
    ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", None),
    ("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", None),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", None),
    ("nonsense", None),
])
def test_traceparent_goes_to_the_log(server, given, logged):
    answer = server.get("/version", {"traceparent": given})
    assert server.logged(answer.getheader("X-Request-ID")).get("trace") == logged


def test_log_line(server):
    answer = server.post(article(500))
    line = server.logged(answer.getheader("X-Request-ID"))
    assert line["method"] == "POST" and line["route"] == "/v1/analyze" and line["status"] == 200
    assert line["in"] == 500 and line["out"] == len(answer.body) and line["client"] == "127.0.0.1"
    assert line["us"] >= line["words_us"] and line["level"] == "info"
    assert re.match(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line["time"])


def test_log_has_no_article_text(server):
    answer = server.post(b"Zanzibarquux the secret.", "/v1/analyze?title=Zanzibarquux")
    server.logged(answer.getheader("X-Request-ID"))
    assert "zanzibarquux" not in "".join(server.lines).lower()


def test_server_timing(server):
    timing = server.post(article(2000)).getheader("Server-Timing")
    assert re.findall(r"(\w+);dur=\d+\.\d{3}", timing) == ["queue", "words", "entities", "quotes", "figures"]
    assert server.get("/healthz").getheader("Server-Timing") is None


def test_version_is_the_same_everywhere(server):
    printed = subprocess.run(command("version"), env=environment(), capture_output=True, text=True, check=True).stdout
    assert printed.strip().encode() == server.get("/version").body


# ---- the page

@pytest.mark.parametrize("path, media_type", [
    ("/", "text/html; charset=utf-8"), ("/web/page.css", "text/css; charset=utf-8"),
    ("/web/main.js", "text/javascript; charset=utf-8"), ("/web/icon.svg", "image/svg+xml"),
    ("/web/samples/march.txt", "text/plain; charset=utf-8"),
])
def test_the_page_and_what_it_loads(server, path, media_type):
    answer = server.get(path, {"Accept": "text/html"})
    assert answer.status == 200 and answer.getheader("Content-Type") == media_type
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Content-Security-Policy").startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert answer.getheader("Referrer-Policy") == "no-referrer"
    tag = answer.getheader("ETag")
    assert server.get(path, {"If-None-Match": tag}).status == 304
    head = server.request("HEAD", path)
    assert head.body == b"" and head.getheader("Content-Length") == str(len(answer.body))


def test_the_page_is_the_file(server):
    assert server.get("/").body == (ROOT / "web/index.html").read_bytes()
    assert server.get("/web/article.js").body == (ROOT / "web/article.js").read_bytes()


def test_only_the_page_has_a_policy(server):
    assert server.get("/version").getheader("Content-Security-Policy") is None


@pytest.mark.parametrize("path", ["/web/", "/web/nothing.js", "/index.html", "/web/samples/../page.css"])
def test_nothing_else_is_served(server, path):
    assert is_problem(server.get(path), 404, "not-found")


def test_the_page_is_not_posted_to(server):
    assert is_problem(server.post(b"x", "/"), 405, "method-not-allowed")
