"""Documents that are made from something else are current."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def test_the_interface_is_written_from_its_description():
    done = subprocess.run([sys.executable, ROOT / 'docs/make_api.py', '--check'], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_setting_is_told_to_operators(byline):
    listed = subprocess.run([byline, 'serve', '--help'], capture_output=True, text=True, check=True).stdout
    flags = [line.split()[0].removeprefix('--') for line in listed.splitlines() if line.startswith('  --')]
    told = (ROOT / 'docs/OPERATIONS.md').read_text(encoding='utf-8')
    keys = [flag.replace('-', '_') for flag in flags if flag != 'config']
    table = re.findall(r'^\| `([a-z_]+)` \| ', told, re.MULTILINE)
    assert len(keys) > 20 and table == keys


def test_every_alert_is_told_to_operators():
    names = re.findall(r'- alert: (\w+)', (ROOT / 'config/alerts.yml').read_text(encoding='utf-8'))
    told = (ROOT / 'docs/OPERATIONS.md').read_text(encoding='utf-8')
    assert len(names) > 5 and [name for name in names if name not in told] == []
