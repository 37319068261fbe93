"""Under systemd: the socket comes from outside, and systemd is told how things stand. systemd itself is played by the
test; where its tools are there, they look at the units."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys

import pytest
from conftest import PATIENCE, ROOT, article, command, environment

UNITS = pathlib.Path(ROOT, "config")
# What systemd does between fork and exec: the sockets are 3, 4, ..., and LISTEN_PID is the process's own.
LAUNCH = """
import os, sys
count, sockets, command = int(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:]
for i, number in enumerate(sockets):
    os.dup2(int(number), 100 + i)
for i in range(len(sockets)):
    os.dup2(100 + i, 3 + i)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(count))
os.execvp(command[0], command)
"""


def launch(sockets, count=None, **more):
    numbers = ",".join(str(one.fileno()) for one in sockets)
    return subprocess.Popen([sys.executable, "-c", LAUNCH, str(count or len(sockets)), numbers, *command("serve")],
                            env={**environment(listen="127.0.0.1:1"), **more}, stderr=subprocess.PIPE, text=True,
                            pass_fds=[one.fileno() for one in sockets])


def ask(address, family=socket.AF_INET):
    with socket.socket(family) as connection:
        connection.settimeout(20 * PATIENCE)
        connection.connect(address)
        connection.sendall(b"POST /v1/analyze HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\nConnection: close\r\n"
                           b"Content-Length: 300\r\n\r\n" + article(300))
        data = b""
        while piece := connection.recv(65536):
            data += piece
        return data


def end(process):
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=20 * PATIENCE)
    assert process.returncode == 0, errors
    return errors


def test_the_socket_waits_while_the_service_is_started_anew():
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        for _ in range(2):
            process = launch([listening])
            assert ask(listening.getsockname()).startswith(b"HTTP/1.1 200 ")
            errors = end(process)
            assert '"detail":"127.0.0.1:%d"' % listening.getsockname()[1] in errors
        waiting = socket.create_connection(listening.getsockname())  # nobody serves: it waits in the socket
        process = launch([listening])
        waiting.settimeout(20 * PATIENCE)
        waiting.sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
        assert waiting.recv(100).startswith(b"HTTP/1.1 200 ")
        waiting.close()
        end(process)


def test_a_unix_socket_stays_where_it_is(tmp_path):
    path = str(tmp_path / "byline.sock")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        process = launch([listening])
        assert ask(path, socket.AF_UNIX).startswith(b"HTTP/1.1 200 ")
        assert '"detail":"unix:%s"' % path in end(process)
        assert os.path.exists(path)  # it is systemd's


def test_wrong_sockets_stop_the_start():
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        process = launch([one, two])
        assert "more than one socket" in process.communicate(timeout=20 * PATIENCE)[1] and process.returncode == 1
    with socket.socket() as silent:
        process = launch([silent])
        assert "no socket that listens" in process.communicate(timeout=20 * PATIENCE)[1] and process.returncode == 1


def test_sockets_for_another_process_are_left_alone(start):
    server = start()  # the environment of the tests has none
    assert server.get("/healthz").status == 200
    done = subprocess.run(command("serve"), env={**environment(listen="nowhere"), "LISTEN_PID": "1", "LISTEN_FDS": "1"},
                          capture_output=True, text=True, timeout=20 * PATIENCE, check=False)
    assert done.returncode == 1 and "nowhere" in done.stderr


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told(tmp_path, abstract):
    path = "\0byline-test-%d" % os.getpid() if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told, socket.create_server(("127.0.0.1", 0)) as listening:
        told.bind(path)
        told.settimeout(20 * PATIENCE)
        process = launch([listening], NOTIFY_SOCKET=path.replace("\0", "@"))
        assert told.recv(100) == b"READY=1"
        assert ask(listening.getsockname()).startswith(b"HTTP/1.1 200 ")
        process.send_signal(signal.SIGTERM)
        assert told.recv(100) == b"STOPPING=1"
        process.communicate(timeout=20 * PATIENCE)
        assert process.returncode == 0


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
def test_the_units_are_good(tmp_path):
    text = (UNITS / "byline.service").read_text().replace("/usr/bin/byline", command("serve")[-2])
    (tmp_path / "byline.service").write_text(text)
    shutil.copy(UNITS / "byline.socket", tmp_path)
    units = [str(tmp_path / "byline.service"), str(tmp_path / "byline.socket")]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, timeout=60, check=False)
    mine = [line for line in done.stderr.splitlines() if "byline" in line]
    assert done.returncode == 0 and mine == [], done.stderr
    rated = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=15", units[0]],
                           capture_output=True, text=True, timeout=60, check=False)
    assert rated.returncode == 0, rated.stdout  # exposure of at most 1.5 in 10
