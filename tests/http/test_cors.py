"""Calls from web pages of other origins: allow list, preflight, what a page may read (Fetch standard)."""
import pytest
from conftest import article

PAGE = "https://news.example"
POSTED = ["/v1/analyze", "/v1/entities", "/v1/quotes", "/v1/figures"]
FETCHED = ["/openapi.json", "/version", "/healthz", "/readyz"]


def cors_of(answer):
    return {name.lower(): value for name, value in answer.getheaders()
            if name.lower().startswith(("access-control", "timing-allow"))}


@pytest.fixture(scope="module")
def listed():
    from conftest import Server
    running = Server(cors_origins=PAGE + " , http://localhost:3000")
    yield running
    running.stop()


def preflight(server, path, origin, method):
    return server.request("OPTIONS", path, None, {
        "Origin": origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type"})


def test_off_by_default(server):
    answer = server.post(article(300), headers={"Origin": PAGE})
    assert answer.status == 200 and cors_of(answer) == {}
    assert cors_of(preflight(server, "/v1/analyze", PAGE, "POST")) == {}


@pytest.mark.parametrize("path, method", [(path, "POST") for path in POSTED] + [(path, "GET") for path in FETCHED] +
                         [(path, "HEAD") for path in FETCHED])
@pytest.mark.parametrize("origin", [PAGE, "http://localhost:3000"])
def test_preflight_of_every_route(listed, path, method, origin):
    answer = preflight(listed, path, origin, method)
    assert answer.status == 204 and answer.body == b""
    headers = cors_of(answer)
    assert headers["access-control-allow-origin"] == origin
    assert method in headers["access-control-allow-methods"].split(", ")
    allowed = headers["access-control-allow-headers"].lower().split(", ")
    assert {"content-type", "authorization", "x-request-id", "traceparent", "content-encoding"} <= set(allowed)
    assert int(headers["access-control-max-age"]) > 0
    assert "access-control-expose-headers" not in headers
    assert "Origin" in answer.getheader("Vary")


@pytest.mark.parametrize("path, method", [("/v1/analyze", "POST"), ("/version", "GET"), ("/nothing", "GET"),
                                          ("/v1/analyze", "DELETE"), ("/nothing", "POST")])
def test_answers_and_problems_can_be_read(listed, path, method):
    body = article(300) if method == "POST" else None
    answer = listed.request(method, path, body, {"Origin": PAGE, "Content-Type": "text/plain"})
    headers = cors_of(answer)
    assert headers["access-control-allow-origin"] == PAGE
    assert headers["timing-allow-origin"] == PAGE
    assert headers["access-control-allow-credentials"] == "true"
    exposed = headers["access-control-expose-headers"].split(", ")
    assert {"X-Request-ID", "Server-Timing", "Retry-After", "ETag"} <= set(exposed)
    assert "Origin" in answer.getheader("Vary")


def test_refusal_before_the_upload_can_be_read(listed):
    answer = listed.post(b"x" * (5 << 20), headers={"Origin": PAGE})
    assert answer.status == 413 and cors_of(answer)["access-control-allow-origin"] == PAGE


def test_not_modified_can_be_read(listed):
    tag = listed.get("/version").getheader("ETag")
    answer = listed.get("/version", {"Origin": PAGE, "If-None-Match": tag})
    assert answer.status == 304 and cors_of(answer)["access-control-allow-origin"] == PAGE


@pytest.mark.parametrize("origin", [
    "https://news.example.evil.test", "https://evil.test", "http://news.example", "https://news.example:443",
    "https://NEWS.example", "null", "", "*", "https://news.exampl", "https://news.example , http://localhost:3000",
    "https://sub.news.example"])
def test_other_origins_get_nothing(listed, origin):
    for answer in (listed.post(article(300), headers={"Origin": origin}),
                   preflight(listed, "/v1/analyze", origin, "POST")):
        assert answer.status in (200, 204) and cors_of(answer) == {}
        assert "Origin" in answer.getheader("Vary")


def test_answers_without_an_origin_vary_too(listed):
    answer = listed.get("/version")
    assert cors_of(answer) == {} and "Origin" in answer.getheader("Vary")


def test_everyone_is_never_trusted_with_credentials(start):
    server = start(cors_origins="*")
    for headers in ({"Origin": PAGE}, {"Origin": "null"}, {}):
        answer = server.post(article(300), headers=headers)
        assert cors_of(answer)["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in cors_of(answer)
        assert "Origin" not in (answer.getheader("Vary") or "")
    assert "access-control-allow-credentials" not in cors_of(preflight(server, "/v1/analyze", PAGE, "POST"))
