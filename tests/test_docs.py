"""Documents that are made from something else are current."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def test_the_interface_is_written_from_its_description():
    done = subprocess.run([sys.executable, ROOT / 'docs/make_api.py', '--check'], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
