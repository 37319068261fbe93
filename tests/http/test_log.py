"""The log as a file: where it goes, and that rotation loses nothing."""
import json
import os
import signal
import subprocess
import threading
import time

from conftest import PATIENCE, article, command, environment


def lines_of(path):
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def wait_for(path, message, count=1):
    end = time.monotonic() + 5 * PATIENCE
    while time.monotonic() < end:
        if sum(line["message"] == message for line in lines_of(path)) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("not in %s: %s" % (path, message))


class Filed:
    """A service that logs to a file, so that its address is read from there."""

    def __init__(self, path):
        self.path = path
        settings = environment(listen="127.0.0.1:0", log_file=path, deadline_ms=int(60000 * PATIENCE))
        self.process = subprocess.Popen(command("serve"), env=settings, stderr=subprocess.PIPE)
        wait_for(path, "listening")
        self.address = next(line["detail"] for line in lines_of(path) if line["message"] == "listening")

    def ask(self):
        return subprocess.run(command("healthcheck", self.address), timeout=20 * PATIENCE, check=False).returncode

    def stop(self):
        self.process.terminate()
        _, errors = self.process.communicate(timeout=20 * PATIENCE)
        assert self.process.returncode == 0 and errors == b""


def test_rotation_loses_no_line(tmp_path):
    path = tmp_path / "byline.log"
    server = Filed(path)
    answered = []
    stop = threading.Event()

    def ask():
        while not stop.is_set():
            answered.append(server.ask())

    asking = threading.Thread(target=ask)
    asking.start()
    rotated = []
    for number in range(3):
        time.sleep(0.2)
        rotated.append(path.rename(tmp_path / ("byline.log.%d" % number)))
        server.process.send_signal(signal.SIGHUP)
        wait_for(path, "reloaded")
    stop.set()
    asking.join()
    server.stop()
    assert set(answered) == {0}
    lines = sum((lines_of(one) for one in [*rotated, path]), [])
    assert sum(line["message"] == "request" for line in lines) == len(answered)
    assert lines[-1]["message"] == "stopped"


def test_a_file_that_cannot_be_opened_stops_the_start(tmp_path):
    done = subprocess.run(command("serve"), env=environment(listen="127.0.0.1:0", log_file=tmp_path / "no" / "log"),
                          capture_output=True, text=True, timeout=20 * PATIENCE, check=False)
    assert done.returncode == 1 and "log_file" in done.stderr


def test_a_folder_that_vanished_keeps_the_old_file(tmp_path):
    folder = tmp_path / "logs"
    folder.mkdir()
    server = Filed(folder / "log")
    moved = folder.rename(tmp_path / "moved") / "log"
    server.process.send_signal(signal.SIGHUP)
    wait_for(moved, "cannot open the log file anew")
    assert server.ask() == 0
    server.stop()
    assert any(line["message"] == "request" for line in lines_of(moved))


def test_sighup_under_load_and_while_draining(start):
    server = start(workers=1)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(server.post(article(20000)).status)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        server.signal(signal.SIGHUP)
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert set(answers) == {200}
    server.signal()
    try:
        server.signal(signal.SIGHUP)  # no second request to stop
    except ProcessLookupError:
        pass
    assert server.wait() == 0


def test_a_reader_who_does_not_read_stops_nothing(tmp_path):
    """Standard error is a pipe that is full: lines are lost, answers are not."""
    reading, writing = os.pipe()
    log = tmp_path / "socket"
    process = subprocess.Popen(command("serve", "--log-level", "debug"), env=environment(listen="unix:%s" % log),
                               stderr=writing)
    os.close(writing)
    try:
        end = time.monotonic() + 20 * PATIENCE
        code = 1
        while code and time.monotonic() < end:
            code = subprocess.run(command("healthcheck", "unix:%s" % log), capture_output=True,
                                  timeout=20 * PATIENCE, check=False).returncode
        import socket
        for _ in range(600):  # more than the 64 KiB that a pipe holds
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(10 * PATIENCE)
                connection.connect(str(log))
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
                assert connection.recv(100).startswith(b"HTTP/1.1 200")
        process.terminate()
        assert process.wait(20 * PATIENCE) == 0
    finally:
        os.close(reading)
        process.kill()
