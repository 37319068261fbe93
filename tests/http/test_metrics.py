"""/metrics: the format, as promtool reads it, and that every number is true."""
import os
import pathlib
import re
import shutil
import subprocess
import time

import pytest
from conftest import PATIENCE, ROOT, article, is_problem, send

LINE = re.compile(r'^([a-z_:][a-z0-9_:]*)(\{[^}]*\})? ([0-9.e+-]+|\+Inf)$')


def read(server):
    """{name{labels}: value}; what the text says of types is checked on the way."""
    answer = server.get("/metrics")
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "text/plain; version=0.0.4; charset=utf-8"
    values, types = {}, {}
    for line in answer.body.decode().splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in types
            types[name] = kind
        elif not line.startswith("# HELP "):
            name, labels, value = LINE.match(line).groups()
            base = re.sub(r"_(bucket|sum|count)$", "", name)
            assert name in types or types[base] == "histogram"
            assert name + (labels or "") not in values
            values[name + (labels or "")] = float(value)
    return values


def grown(server, before, seconds=5):
    """What has changed; the last counts come just after the last answer."""
    after = read(server)
    return {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}


def wait_for(server, name, value, seconds=5):
    end = time.monotonic() + seconds * PATIENCE
    while time.monotonic() < end:
        if read(server).get(name) == value:
            return
        time.sleep(0.02)
    raise AssertionError("%s is %s, not %s" % (name, read(server).get(name), value))


def test_requests_are_counted(start):
    server = start()
    before = read(server)
    body = article(1000)
    answers = [server.post(body) for _ in range(3)]
    server.post(b"", "/v1/quotes")
    server.get("/nothing")
    server.get("/nothing/else")
    server.request("BREW", "/version")
    wait_for(server, 'byline_http_requests_total{route="/version",status="405"}', 1)
    more = grown(server, before)
    assert more['byline_http_requests_total{route="/v1/analyze",status="200"}'] == 3
    assert more['byline_http_requests_total{route="/v1/quotes",status="422"}'] == 1
    assert more['byline_http_requests_total{route="none",status="404"}'] == 2
    assert more['byline_articles_total'] == 3
    for kind in ("entities", "quotes", "figures"):
        assert more["byline_%s_total" % kind] == sum(len(answer.json[kind]) for answer in answers) > 0
    assert more["byline_http_received_bytes_total"] == 3000
    assert more["byline_http_sent_bytes_total"] > sum(len(answer.body) for answer in answers)


def test_histograms_add_up(start):
    server = start()
    for _ in range(5):
        server.post(article(5000))
    wait_for(server, 'byline_http_request_duration_seconds_count{route="/v1/analyze"}', 5)
    values = read(server)
    labels = ['route="/v1/analyze"'] + ['stage="%s"' % stage for stage in ("queue", "words", "entities", "quotes", "figures")]
    for label in labels:
        name = "byline_http_request_duration_seconds" if "route" in label else "byline_stage_duration_seconds"
        buckets = [(float(key.split('le="')[1][:-2]), value) for key, value in values.items()
                   if key.startswith("%s_bucket{%s," % (name, label))]
        assert buckets == sorted(buckets) and buckets[-1][0] == float("inf")
        assert buckets[-1][1] == values["%s_count{%s}" % (name, label)] == 5
        total = values["%s_sum{%s}" % (name, label)]
        assert 0 < total < 60 * PATIENCE
        bound = next(bound for bound, count in buckets if count == 5)
        assert total <= 5 * bound  # the sum is of the same durations as the buckets
    stages = sum(values['byline_stage_duration_seconds_sum{stage="%s"}' % stage]
                 for stage in ("words", "entities", "quotes", "figures"))
    assert stages <= values['byline_http_request_duration_seconds_sum{route="/v1/analyze"}']


def test_gauges_tell_what_is(start):
    server = start(workers=1, queue=3, deadline_ms=600000)
    values = read(server)
    assert values["byline_queue_limit"] == 3 and values["byline_workers"] == 1 and values["byline_ready"] == 1
    assert values["byline_queue_length"] == values["byline_requests_in_flight"] == 0
    connections = [server.connect() for _ in range(5)]
    for connection in connections:
        send(connection, "POST", "/v1/analyze", article(int(1e5 / PATIENCE)), {"Content-Type": "text/plain"})
        if connection is connections[0]:
            wait_for(server, 'byline_stage_duration_seconds_count{stage="queue"}', 1)  # the worker has it
    wait_for(server, 'byline_rejected_total{reason="queue"}', 1)
    values = read(server)
    assert values["byline_queue_length"] == 3 and values["byline_requests_in_flight"] == 4
    assert values['byline_connections{phase="work"}'] == 4
    assert values["byline_upload_bytes"] >= 1e5 / PATIENCE
    for connection in connections:
        connection.close()
    wait_for(server, "byline_requests_in_flight", 0, 60)
    wait_for(server, "byline_upload_bytes", 0)


def test_a_worker_for_each_core_that_it_may_use(start):
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, [min(cores)])
    try:
        server = start()
    finally:
        os.sched_setaffinity(0, cores)
    assert read(server)["byline_workers"] == 1


def test_rejections_have_reasons(start, tmp_path):
    (tmp_path / "keys").write_text("one abcdefghijklmnop\n")
    server = start(keys_file=tmp_path / "keys", rate=1, max_uploads=100, max_body=100)
    good = {"Authorization": "Bearer abcdefghijklmnop"}
    assert server.post(b"Rain.").status == 401
    assert server.post(b"Rain.", headers=good).status == 200
    assert server.post(b"Rain.", headers=good).status == 429
    assert is_problem(server.get("/metrics"), 429, "too-many-requests")


def test_the_process_is_the_right_one(start):
    server = start()
    values = read(server)
    with open("/proc/%d/status" % server.process.pid) as status:
        resident = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))
    assert resident / 2 < values["process_resident_memory_bytes"] < resident * 2
    assert abs(values["process_start_time_seconds"] - time.time()) < 60 * PATIENCE
    assert values["process_start_time_seconds"] == read(server)["process_start_time_seconds"]
    assert values["process_cpu_seconds_total"] > 0 and values["process_max_fds"] >= 1024
    version = server.get("/version").json
    assert values['byline_build_info{version="%(version)s",commit="%(commit)s",model="%(model)s",kernels="%(kernels)s"}' % version] == 1


def test_it_is_no_page_to_cache(server):
    answer = server.get("/metrics", {"Accept": "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"})
    assert answer.status == 200 and answer.getheader("Cache-Control") == "no-store"
    assert server.get("/metrics", {"Accept-Encoding": "gzip"}).getheader("Content-Encoding") == "gzip"
    head = server.request("HEAD", "/metrics")
    assert head.status == 200 and head.body == b""


@pytest.fixture
def promtool():
    own = pathlib.Path(ROOT, "build", "promtool")
    found = str(own) if own.is_file() else shutil.which("promtool")
    if not found:
        pytest.skip("no promtool: ./dev test fetches it from Debian's prometheus package where it can")
    return found


def test_promtool_has_nothing_to_say(start, promtool):
    server = start()
    server.post(article(500))
    server.get("/nothing")
    text = server.get("/metrics").body
    done = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0 and done.stdout + done.stderr == b"", (done.stdout, done.stderr)
    broken = subprocess.run([promtool, "check", "metrics"], input=text.replace(b"byline_articles_total", b"byline_articles"),
                            capture_output=True, timeout=60, check=False)
    assert broken.stdout + broken.stderr != b""


def test_the_alerts_are_rules_over_metrics_that_exist(server, promtool):
    path = pathlib.Path(ROOT, "config", "alerts.yml")
    done = subprocess.run([promtool, "check", "rules", path], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    used = set(re.findall(r"\b(?:byline|process)_[a-z_]+", path.read_text(encoding="utf-8")))
    assert len(used) > 5 and used <= {name.split("{")[0] for name in read(server)}
