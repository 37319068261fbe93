"""The README is followed word for word: its curl lines are run, and what it shows of an answer is what comes back."""
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(r"^```%s\n(.*?)^```$" % language, README, re.M | re.S)


def curl_lines():
    lines = [line for block in blocks("sh") for line in block.replace("\\\n", " ").splitlines()]
    return [line for line in lines if line.startswith("curl ")]


def run(line, server):
    assert "localhost:8080" in line, line
    line = line.replace("curl ", "curl -sS ", 1).replace("localhost:8080", server.address)
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, (line, done.stderr.decode())
    return json.loads(done.stdout)


def part_of(shown, real, where="answer"):
    """Whether every member shown is in the real answer; a list is shown in part."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            assert key in real, f"{where}.{key}"
            part_of(value, real[key], f"{where}.{key}")
    elif isinstance(shown, list) and shown and isinstance(shown[0], dict):
        by_key = {json.dumps([x.get("id"), x.get("start")]): x for x in real}
        for value in shown:
            key = json.dumps([value.get("id"), value.get("start")])
            assert key in by_key, f"{where}: no {key}"
            part_of(value, by_key[key], f"{where}{key}")
    else:
        assert shown == real, f"{where}: {shown!r} is shown, {real!r} comes back"


def test_curl_lines_are_answered(server):
    lines = curl_lines()
    assert len(lines) >= 2
    for line in lines:
        answer = run(line, server)
        assert answer["version"] == "1", (line, answer)


def test_the_answer_shown_is_real(server):
    shown = json.loads(blocks("json")[0])
    part_of(shown, run(curl_lines()[0], server))


def test_the_batch_is_answered_as_shown(server):
    command = next(block for block in blocks("sh") if "/v1/batch" in block).replace("localhost:8080", server.address)
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    shown = next(block for block in blocks("json") if '"index"' in block).splitlines()
    for line, real in zip(shown, done.stdout.splitlines(), strict=True):
        start, end = line.split(" ...")
        assert real.startswith(start.rstrip(",")) and real.endswith(end)


def test_every_setting_and_command_named_exists(byline):
    listed = subprocess.run([byline, "serve", "--help"], capture_output=True, text=True, timeout=60, check=False).stdout
    for flag in re.findall(r"`(--[a-z-]+)`", README):
        known = flag in listed or flag in subprocess.run([byline, "analyze", "--help"], capture_output=True, text=True,
                                                         timeout=60, check=False).stdout
        assert known or flag == "--help", flag
    tasks = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, timeout=60, check=False).stdout
    for task in re.findall(r"\./dev ([a-z]+)", README):
        assert re.search(r"^  %s\b" % task, tasks, re.M), task


def test_the_python_example_runs_and_names_the_speakers(server):
    program = blocks("python")[0]
    assert "http://localhost:8080/" in program
    program = program.replace("localhost:8080", server.address)
    done = subprocess.run(["/usr/bin/python3", "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Ann Lee said: ['We lost our street,']" in done.stdout.splitlines(), done.stdout
