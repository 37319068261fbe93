"""The example on a small cluster of its own, a master and two workers on this machine (Spark's local-cluster mode): its
answers are those of a plain run. ./dev test-spark runs this, with pyspark in a virtual environment."""
import json
import os
import pathlib
import subprocess
import sys

import pyspark

HERE = pathlib.Path(__file__).resolve().parent
BINARY = os.environ["BYLINE_BINARY"]
SENTENCES = [
    "The ferry board of Port Ellis said on Monday that 1,200 crates were missing.",
    "“We have counted them twice,” said Mira Okafor, who leads the board. 🚢",
    "About 14 % of the crates held medicine, according to the customs office.\nIts head, João Sá, would not say more.",
    "Okafor added that the loss was worth $2.5 million.",
]


def requests():
    lines = [json.dumps({"id": "a%d" % number, "text": " ".join(SENTENCES[number % 4:]) + " No. %d." % number,
                         "published": "2024-11-06", "offsets": "utf16"}, ensure_ascii=number % 2 == 0)
             for number in range(200)]
    lines[50], lines[150] = '{"id": "bad"}', '{"id": "worse", "text": 5}'
    return lines


def without_index(line):
    answer = json.loads(line)
    answer.pop("index")
    return answer


def run_on_spark(folder):
    home = pathlib.Path(pyspark.__file__).parent
    environment = {**os.environ, "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable,
                   "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(folder / "work")}
    return subprocess.run(
        [home / "bin" / "spark-submit", "--master", "local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false",
         HERE / "analyze.py", "--partitions", "4", BINARY, folder / "requests.ndjson", folder / "answers"],
        env=environment, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def test_a_cluster_answers_as_the_command_does(tmp_path):
    (tmp_path / "requests.ndjson").write_text("\n".join(requests()) + "\n", encoding="utf-8")
    done = run_on_spark(tmp_path)
    assert done.returncode == 0, done.stderr[-4000:]
    assert json.loads(done.stdout) == {"executors": 2, "statuses": {"200": 198, "422": 2}}
    parts = sorted((tmp_path / "answers").glob("part-*"))
    assert len([part for part in parts if part.stat().st_size]) == 4
    answers = [without_index(line) for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    plain = subprocess.run([BINARY, "analyze", "--ndjson", tmp_path / "requests.ndjson"], capture_output=True, text=True,
                           timeout=120, check=True)
    assert answers == [without_index(line) for line in plain.stdout.splitlines()]
