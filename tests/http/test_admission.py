"""Who may ask (keys), how often (rates), and whose word on an address is believed."""
import signal
import time

import pytest
from conftest import PATIENCE, Server, article, is_problem, send, receive

ONE, TWO, OTHER = "abcdefghijklmnop", "0123456789-._~+/=" + "x" * 100, "abcdefghijklmnoq"


def key(secret, scheme="Bearer"):
    return {"Authorization": "%s %s" % (scheme, secret)}


@pytest.fixture
def keys(tmp_path):
    path = tmp_path / "keys"
    path.write_text("# for tests\n\nmobile %s\n  web\t%s  \n" % (ONE, TWO))
    path.chmod(0o600)
    return path


# ---- keys

def test_keys_open_what_needs_one(start, keys):
    server = start(keys_file=keys)
    for path in ("/v1/analyze", "/v1/entities", "/v1/quotes", "/v1/figures"):
        assert is_problem(server.post(b"Rain.", path), 401, "unauthorized")
        assert server.post(b"Rain.", path, key(ONE)).status == 200
    for path in ("/version", "/metrics"):
        assert is_problem(server.get(path), 401, "unauthorized")
        assert server.get(path, key(TWO)).status == 200
    for path in ("/healthz", "/readyz", "/openapi.json"):
        assert server.get(path).status == 200
    assert server.get("/nothing").status == 404
    assert server.request("OPTIONS", "/v1/analyze").status == 204  # a preflight never has a key


def test_401_says_what_to_do(start, keys):
    server = start(keys_file=keys)
    answer = server.post(b"Rain.")
    assert answer.getheader("WWW-Authenticate") == 'Bearer realm="byline"'
    assert "Authorization: Bearer" in answer.json["detail"]
    answer = server.post(b"Rain.", headers=key(OTHER))
    assert answer.getheader("WWW-Authenticate") == 'Bearer realm="byline", error="invalid_token"'


@pytest.mark.parametrize("given", [
    key(OTHER), key(ONE[:-1]), key(ONE + "p"), key(""), key(ONE.upper()), key('"%s"' % ONE),
    key(ONE, "Basic"), key(ONE, "Token"), {"Authorization": ONE}, {"Authorization": "Bearer"},
    key(ONE + " " + ONE), key("x" * 5000), key("mobile"), key("="), {"X-Authorization": "Bearer " + ONE},
])
def test_wrong_keys(start, keys, given):
    server = start(keys_file=keys)
    assert is_problem(server.post(b"Rain.", headers=given), 401, "unauthorized")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer  "])
def test_the_scheme_has_no_case(start, keys, scheme):
    assert start(keys_file=keys).post(b"Rain.", headers=key(TWO, scheme)).status == 200


def test_401_before_the_upload(start, keys):
    server = start(keys_file=keys)
    with server.connect() as connection:
        send(connection, "POST", "/v1/analyze", None, {"Content-Type": "text/plain", "Content-Length": "3000000",
                                                       "Expect": "100-continue"})
        assert is_problem(receive(connection), 401, "unauthorized")


def test_the_log_has_the_name_and_never_the_key(start, keys):
    server = start(keys_file=keys, log_level="debug")
    answer = server.post(b"Rain.", headers=key(TWO))
    assert server.logged(answer.getheader("X-Request-ID"))["key"] == "web"
    wrong = server.post(b"Rain.", headers=key(OTHER))
    assert "key" not in server.logged(wrong.getheader("X-Request-ID"))
    text = "".join(server.lines)
    assert ONE not in text and TWO not in text and OTHER not in text


def change(server, keys, text, message="reloaded"):
    keys.write_text(text)
    count = sum('"%s"' % message in line for line in server.lines)
    server.signal(signal.SIGHUP)
    end = time.monotonic() + 5 * PATIENCE
    while time.monotonic() < end and sum('"%s"' % message in line for line in server.lines) == count:
        time.sleep(0.02)


def test_sighup_reads_the_keys_anew(start, keys):
    server = start(keys_file=keys)
    change(server, keys, "mobile %s\nmobile %s\n" % (ONE, OTHER))  # both are good while one takes the other's place
    assert server.get("/version", key(ONE)).status == server.get("/version", key(OTHER)).status == 200
    assert server.get("/version", key(TWO)).status == 401
    change(server, keys, "mobile %s\n" % OTHER)
    assert server.get("/version", key(ONE)).status == 401
    assert server.get("/version", key(OTHER)).status == 200


@pytest.mark.parametrize("text", ["", "# nothing\n", "mobile short\n", "mobile\n", ONE + "\n", "a b c\n",
                                  "mo,bile %s\n" % ONE, "mobile %s\n" % ("x" * 128), "mobile %s\n" % ("x" * 2000),
                                  "mobile caf\xe9caf\xe9caf\xe9caf\xe9\n", "\n".join("k%d %s" % (i, ONE) for i in range(1001))])
def test_a_bad_file_stops_the_start_and_not_the_service(start, keys, text):
    server = start(keys_file=keys)
    change(server, keys, text)
    assert "the keys of before stay" in "".join(server.lines)
    assert server.get("/version", key(ONE)).status == 200
    with pytest.raises(AssertionError, match="did not start"):
        Server(keys_file=keys)
    assert ONE not in "".join(server.lines)


def test_a_file_that_everybody_can_read_is_told(start, keys):
    keys.chmod(0o644)
    server = start(keys_file=keys)
    assert "can be read by everybody" in "".join(server.lines)


# ---- rates

def rate_of(answer):
    left, full = answer.getheader("RateLimit").removeprefix('"default";r=').split(";t=")
    return int(left), int(full)


def test_no_rate_unless_it_is_set(server):
    answer = server.post(b"Rain.")
    assert answer.getheader("RateLimit") is None and answer.getheader("RateLimit-Policy") is None


def test_a_bucket_becomes_empty_and_full_again(start):
    server = start(rate=60, rate_burst=3)
    for left in (2, 1, 0):
        answer = server.post(b"Rain.")
        assert answer.status == 200 and rate_of(answer)[0] == left and rate_of(answer)[1] <= 3
        assert answer.getheader("RateLimit-Policy") == '"default";q=3;w=3'
    answer = server.post(b"Rain.")
    assert is_problem(answer, 429, "too-many-requests")
    assert answer.getheader("Retry-After") == "1" and rate_of(answer) == (0, 3)
    for path in ("/healthz", "/readyz", "/openapi.json"):
        assert server.get(path).status == 200
    time.sleep(1.1)
    assert server.post(b"Rain.").status == 200
    assert server.post(b"Rain.").status == 429


def test_each_key_has_its_own(start, keys):
    server = start(keys_file=keys, rate=1, rate_burst=2)
    for _ in range(2):
        assert server.get("/version", key(ONE)).status == 200
    assert server.get("/version", key(ONE)).status == 429
    assert server.get("/version", key(TWO)).status == 200


def test_guessing_keys_is_slow(start, keys):
    server = start(keys_file=keys, rate=1, rate_burst=5)
    answers = [server.get("/version", key("%016d" % guess)).status for guess in range(8)]
    assert answers == [401] * 5 + [429] * 3
    assert server.get("/version", key(ONE)).status == 200  # who has a key is not held up by who has not


def test_each_address_has_its_own(start):
    server = start(rate=1, rate_burst=1, trusted_proxies="127.0.0.0/8")
    def ask(client):
        return server.get("/version", {"X-Forwarded-For": client}).status
    assert [ask("192.0.2.1"), ask("192.0.2.1"), ask("192.0.2.2")] == [200, 429, 200]
    assert [ask("2001:db8::1"), ask("2001:db8::2"), ask("2001:db8:0:1::1")] == [200, 429, 200]


def test_many_addresses_take_no_memory(start):
    server = start(rate=60, trusted_proxies="127.0.0.1")
    with server.connect() as connection:
        for i in range(3000):
            send(connection, "GET", "/version", None, {"X-Forwarded-For": "10.%d.%d.1" % (i // 256, i % 256)})
            assert receive(connection).status == 200


# ---- addresses

def client(server, **headers):
    answer = server.get("/version", {name.replace("_", "-"): value for name, value in headers.items()})
    return server.logged(answer.getheader("X-Request-ID"))["client"]


def test_nobody_is_believed_by_default(server):
    assert client(server, X_Forwarded_For="192.0.2.1", Forwarded="for=192.0.2.1") == "127.0.0.1"


@pytest.mark.parametrize("given, believed", [
    ("192.0.2.1", "192.0.2.1"), ("192.0.2.1, 10.1.2.3", "192.0.2.1"), ("6.6.6.6, 192.0.2.1, 10.1.2.3,10.0.0.1", "192.0.2.1"),
    ("192.0.2.1, 11.0.0.1", "11.0.0.1"), ("2001:db8::7, 10.0.0.1", "2001:db8::7"), ("[2001:db8::7]:443", "2001:db8::7"),
    ("192.0.2.1:50000", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("192.0.2.1, fd00::5", "192.0.2.1"),
    ("10.0.0.7", "10.0.0.7"), ("unknown", "127.0.0.1"), ("192.0.2.1, nonsense, 10.0.0.1", "10.0.0.1"),
    ("", "127.0.0.1"), (",", "127.0.0.1"), ("192.0.2.1,", "192.0.2.1"), ("192.0.2.256", "127.0.0.1"),
    ('"6.6.6.6, 192.0.2.1', "192.0.2.1"), ("192.0.2.1:", "127.0.0.1"), ("192.0.2.1:999999", "127.0.0.1"),
    (", ".join(["6.6.6.6"] * 500 + ["192.0.2.1"]), "192.0.2.1"),
])
def test_hops_are_believed_from_the_last(start, given, believed):
    server = start(trusted_proxies="127.0.0.1, 10.0.0.0/8, fd00::/8")
    assert client(server, X_Forwarded_For=given, Forwarded="for=6.6.6.6") == believed


@pytest.mark.parametrize("given, believed", [
    ("for=192.0.2.1", "192.0.2.1"), ("For=\"[2001:db8::7]:4711\"", "2001:db8::7"),
    ("for=192.0.2.1;proto=https;by=10.0.0.1, for=10.0.0.2", "192.0.2.1"), ("by=6.6.6.6;FOR=192.0.2.1", "192.0.2.1"),
    ("for=6.6.6.6, for=_hidden, for=10.0.0.2", "10.0.0.2"), ("for=unknown", "127.0.0.1"), ("proto=https", "127.0.0.1"),
    ('for="6.6.6.6, for=192.0.2.1', "192.0.2.1"), ("192.0.2.1", "127.0.0.1"),
])
def test_the_standard_field(start, given, believed):
    server = start(trusted_proxies="127.0.0.1,10.0.0.0/8", forwarded_header="forwarded")
    assert client(server, Forwarded=given, X_Forwarded_For="6.6.6.6") == believed


def test_a_proxy_that_is_not_trusted(start):
    assert client(start(trusted_proxies="10.0.0.0/8"), X_Forwarded_For="192.0.2.1") == "127.0.0.1"


def test_a_proxy_over_a_unix_socket(start, tmp_path):
    for trusted, believed in (("unix", "192.0.2.1"), ("10.0.0.0/8", "unix")):
        server = start(listen="unix:%s" % (tmp_path / believed), trusted_proxies=trusted)
        assert client(server, X_Forwarded_For="192.0.2.1") == believed
