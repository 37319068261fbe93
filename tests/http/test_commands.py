"""The command line: settings, sockets, healthcheck."""
import json
import os
import pathlib
import resource
import socket
import stat
import subprocess

import pytest
from conftest import PATIENCE, article, command, environment

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*arguments, **settings):
    return subprocess.run(command(*arguments), env=environment(**settings), capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=20 * PATIENCE)


@pytest.mark.parametrize("arguments", [["--help"], ["serve", "--help"], ["healthcheck", "--help"],
                                       ["version", "--help"], ["analyze", "--help"]])
def test_help(arguments):
    done = run(*arguments)
    assert done.returncode == 0 and "byline" in done.stdout and done.stderr == ""


def test_help_tells_what_sighup_does():
    told = run("serve", "--help").stdout.partition("SIGHUP opens")[2]
    assert "log file" in told and "keys" in told


@pytest.mark.parametrize("arguments", [[], ["analyse"], ["--nonsense"], ["version", "x"], ["healthcheck", "a", "b"],
                                       ["healthcheck", "--fast"]])
def test_wrong_usage(arguments):
    done = run(*arguments)
    assert done.returncode == 2 and done.stdout == "" and "byline" in done.stderr


@pytest.mark.parametrize("arguments, settings, words", [
    (["--wrokers", "2"], {}, ["--wrokers"]),
    (["--workers"], {}, ["--workers"]),
    (["--workers", "many"], {}, ["--workers", "many"]),
    (["--max_body", "1M"], {}, ["--max_body"]),
    (["extra"], {}, ["extra"]),
    ([], {"workers": "-1"}, ["BYLINE_WORKERS", "-1"]),
    ([], {"queue": "0"}, ["BYLINE_QUEUE", "0"]),
    ([], {"max_body": "4X"}, ["BYLINE_MAX_BODY", "4X"]),
    ([], {"log_level": "loud"}, ["BYLINE_LOG_LEVEL", "loud"]),
    ([], {"wrokers": "2"}, ["BYLINE_WROKERS"]),
    ([], {"max_uploads": "1K"}, ["max_uploads", "max_body"]),
    ([], {"config": "/nonexistent/byline.conf"}, ["/nonexistent/byline.conf"]),
    ([], {"connections": "1000000"}, ["connections"]),
])
def test_wrong_settings_stop_the_start(arguments, settings, words):
    done = run("serve", *arguments, **{"listen": "127.0.0.1:0", **settings})
    if settings.get("connections") and done.returncode == 0:
        pytest.skip("this system allows a million descriptors")
    assert done.returncode == 2
    for word in words:
        assert word in done.stderr


def test_batches_need_descriptors_too():
    """The start fails rather than the batch when the system does not allow as many."""
    def limit():
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))
    done = subprocess.run(command("serve"), env=environment(listen="127.0.0.1:0", connections=64, batches=100),
                          capture_output=True, text=True, preexec_fn=limit, timeout=20 * PATIENCE)
    assert done.returncode == 2 and "64 connections and 100 batches need 228 file descriptors" in done.stderr


@pytest.mark.parametrize("command_line", [["serve", "--listen", "127.0.0.1:0"], ["analyze"], ["version"]])
@pytest.mark.parametrize("content, words", [
    (None, "cannot be read"), (b"", "cannot be read"), (b"BYLREAD1", "cut short"), (b"GIF89a" + bytes(2000), "model file"),
])
def test_a_wrong_model_stops_the_start(tmp_path, command_line, content, words):
    path = tmp_path / "reader.bin"
    if content is not None:
        path.write_bytes(content)
    done = run(*command_line, model=path)
    assert done.returncode == 1 and done.stdout == ""
    assert str(path) in done.stderr and words in done.stderr and "built-in" in done.stderr


def test_another_model_is_taken(start):
    built_in, other = ROOT / "models/reader.bin", ROOT / "tests/data/reader.bin"
    checksums = [path.read_bytes()[8:16][::-1].hex() for path in (built_in, other)]
    assert [json.loads(run("version", model=m).stdout)["model"] for m in ("", other)] == checksums
    service = start(model=other)
    assert json.loads(service.get("/version").body)["model"] == checksums[1]
    assert service.post(article(100)).status == 200


@pytest.mark.parametrize("text, words", [
    ("max_bdoy = 1M\n", ["max_bdoy"]),
    ("queue = none\n", ["queue", "none"]),
    ("queue = 5\nqueue = 6\n", ["queue", "twice"]),
    ("[server]\nqueue = 5\n", ["line 1"]),
    ("trusted_proxies = " + ", ".join("10.%d.0.0/16" % i for i in range(65)), ["line 1", "trusted_proxies", "64", "\"10.64.0.0/16\""]),
    ("queue\n", ["line 1"]),
])
def test_wrong_file(tmp_path, text, words):
    path = tmp_path / "byline.conf"
    path.write_text(text)
    done = run("serve", "--config", str(path), listen="127.0.0.1:0")
    assert done.returncode == 2
    for word in words + ["byline.conf"]:
        assert word in done.stderr


def test_flag_over_environment_over_file(start, tmp_path):
    path = tmp_path / "byline.conf"
    path.write_text("# a comment\nmax_body = 100\nqueue = 7 ; and another\n")
    assert start(config=path).post(article(101)).status == 413
    assert start(config=path, max_body=200).post(article(101)).status == 200


def test_names_that_kubernetes_sets_are_no_settings(start):
    assert start(service_host="10.0.0.1", port="tcp://10.0.0.1:80", port_80_tcp="x").get("/healthz").status == 200


@pytest.mark.parametrize("listen", ["nowhere", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:99999", "::1:80", "unix:",
                                    "unix:/" + "x" * 200, "unix:/nonexistent/place.sock", "203.0.113.1:80"])
def test_bad_addresses(listen):
    done = run("serve", listen=listen)
    assert done.returncode in (1, 2) and done.stderr.startswith("byline serve: ")


def test_address_in_use(server):
    done = run("serve", listen=server.address)
    assert done.returncode == 1 and "in use" in done.stderr


def test_ipv6(start):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 here")
    server = start(listen="[::1]:0")
    assert server.get("/healthz").status == 200
    assert run("healthcheck", listen=server.address).returncode == 0


def test_unix_socket(start, tmp_path):
    path = str(tmp_path / "byline.sock")
    server = start(listen="unix:" + path)
    assert server.post(article(300)).status == 200
    assert stat.S_ISSOCK(os.stat(path).st_mode)
    assert run("healthcheck", listen="unix:" + path).returncode == 0
    second = run("serve", listen="unix:" + path)
    assert second.returncode == 1 and "in use" in second.stderr
    server.stop()
    assert not os.path.exists(path)
    assert run("healthcheck", listen="unix:" + path).returncode == 1


def test_stale_unix_socket_is_replaced(start, tmp_path):
    path = str(tmp_path / "byline.sock")
    left = socket.socket(socket.AF_UNIX)
    left.bind(path)
    left.close()
    assert start(listen="unix:" + path).get("/healthz").status == 200


def test_other_files_are_left_alone(tmp_path):
    path = tmp_path / "precious.txt"
    path.write_text("keep me")
    assert run("serve", listen="unix:" + str(path)).returncode == 1
    assert path.read_text() == "keep me"


def test_socket_of_a_successor_is_left_alone(start, tmp_path):
    path = str(tmp_path / "byline.sock")
    server = start(listen="unix:" + path)
    os.unlink(path)
    successor = start(listen="unix:" + path)
    server.stop()
    assert successor.get("/healthz").status == 200


def test_healthcheck(server):
    base = "http://%s" % server.address
    for arguments, settings, code in [([base], {}, 0), ([base + "/"], {}, 0), ([base + "/readyz"], {}, 0),
                                      ([server.address], {}, 0), ([], {"listen": server.address}, 0),
                                      ([], {"listen": "0.0.0.0:%d" % server.port}, 0),
                                      ([], {"listen": ":%d" % server.port}, 0),
                                      ([base + "/nothing"], {}, 1), (["http://127.0.0.1:1"], {}, 1),
                                      (["https://127.0.0.1"], {}, 2)]:
        done = run("healthcheck", *arguments, **settings)
        assert done.returncode == code, (arguments, settings, done.stderr)
        assert (done.stderr == "") == (code == 0)


def test_healthcheck_gives_up(tmp_path):
    silent = socket.create_server(("127.0.0.1", 0))
    done = run("healthcheck", "http://127.0.0.1:%d" % silent.getsockname()[1])
    assert done.returncode == 1
    silent.close()
