"""config/kubernetes against Kubernetes' own schemas, against each other, and against the program's settings.

The schemas are PyPI's kubernetes-validate, which `./dev test-deploy` installs; KUBERNETES_VALIDATE names the command.
"""
import os
import pathlib
import re
import subprocess

import pytest
import yaml
from serving import BINARY, ROOT, article

FOLDER = pathlib.Path(ROOT, "config", "kubernetes")
FILES = sorted(FOLDER.glob("*.yaml"))
DOCUMENTS = {document["kind"]: document for path in FILES
             for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))}
VERSIONS = ["1.30", "1.33"]


def container():
    return DOCUMENTS["Deployment"]["spec"]["template"]["spec"]["containers"][0]


def environment():
    return {one["name"]: one["value"] for one in container()["env"]}


def test_all_kinds_are_there():
    assert set(DOCUMENTS) == {"Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget"}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_schemas(path, version):
    command = os.environ.get("KUBERNETES_VALIDATE")
    assert command, "./dev test-deploy sets KUBERNETES_VALIDATE"
    done = subprocess.run([command, "--strict", "-k", version, path], capture_output=True, text=True, timeout=60,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_schemas_can_refuse(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text((FOLDER / "deployment.yaml").read_text().replace("readinessProbe", "readyProbe"))
    done = subprocess.run([os.environ["KUBERNETES_VALIDATE"], "--strict", "-k", VERSIONS[0], wrong],
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0 and "readyProbe" in done.stdout + done.stderr


def test_they_name_each_other():
    labels = DOCUMENTS["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert DOCUMENTS["Deployment"]["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert DOCUMENTS["Service"]["spec"]["selector"].items() <= labels.items()
    assert DOCUMENTS["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"].items() <= labels.items()
    target = DOCUMENTS["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", DOCUMENTS["Deployment"]["metadata"]["name"])
    names = [port["name"] for port in container()["ports"]]
    assert [port["targetPort"] for port in DOCUMENTS["Service"]["spec"]["ports"]] == names
    for probe in ("readinessProbe", "livenessProbe"):
        assert container()[probe]["httpGet"]["port"] in names


def test_the_settings_exist_and_the_program_starts_with_them():
    help_text = subprocess.run([BINARY, "serve", "--help"], capture_output=True, text=True, timeout=20,
                               check=True).stdout
    for name in environment():
        assert "--%s " % name.removeprefix("BYLINE_").lower().replace("_", "-") in help_text, name
    port = container()["ports"][0]["containerPort"]
    assert environment()["BYLINE_LISTEN"].endswith(":%d" % port)
    # A wrong value stops the start before it listens.
    values = {**environment(), "BYLINE_LISTEN": "256.0.0.1:1"}
    done = subprocess.run([BINARY, "serve"], env=values, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 1 and "256.0.0.1" in done.stderr, done.stderr


def test_draining_has_its_time():
    pod = DOCUMENTS["Deployment"]["spec"]["template"]["spec"]
    pause = container()["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] > pause + int(environment()["BYLINE_DRAIN_MS"]) / 1000


def mebibytes(text):
    number, unit = re.fullmatch(r"(\d+)(Mi|Gi|M|G)", text).groups()
    return int(number) * (1024 if unit[0] == "G" else 1)


def test_the_memory_is_enough():
    preset = dict(re.findall(r"^#(\w+) = (\w+)$", pathlib.Path(ROOT, "config/byline.conf").read_text(), re.M))
    workers = int(environment()["BYLINE_WORKERS"])
    most = (workers * mebibytes(environment()["BYLINE_MAX_MEMORY"]) + mebibytes(preset["max_uploads"])
            + 2 * int(preset["batches"]) * mebibytes(environment()["BYLINE_MAX_BODY"]))
    assert most < mebibytes(container()["resources"]["limits"]["memory"])
    assert workers == int(container()["resources"]["limits"]["cpu"])


def test_the_longest_article_fits(start):
    """What an article takes is told in docs/OPERATIONS.md."""
    settings = {name.removeprefix("BYLINE_").lower(): value for name, value in environment().items() if name != "BYLINE_LISTEN"}
    server = start(**{**settings, "deadline_ms": 120000})
    assert server.post(article(mebibytes(environment()["BYLINE_MAX_BODY"]) << 20)).status == 200


def test_the_user_is_the_image_s_and_has_no_rights():
    user = re.search(r"^USER (\d+):(\d+)$", pathlib.Path(ROOT, "Dockerfile").read_text(), re.M)
    pod = DOCUMENTS["Deployment"]["spec"]["template"]["spec"]["securityContext"]
    assert pod["runAsNonRoot"] and (pod["runAsUser"], pod["runAsGroup"]) == tuple(map(int, user.groups()))
    rights = container()["securityContext"]
    assert rights["readOnlyRootFilesystem"] and rights["allowPrivilegeEscalation"] is False
    assert rights["capabilities"] == {"drop": ["ALL"]}
