"""What every test of the binary shares: where it is."""
import os
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent


@pytest.fixture(scope='session')
def byline():
    """The path of the binary under test: BYLINE_BINARY, which ./dev test sets."""
    path = pathlib.Path(os.environ.get('BYLINE_BINARY', ROOT / 'build/test/server/byline'))
    if not path.is_file():
        pytest.fail(f'{path} is not there: run ./dev test, or set BYLINE_BINARY')
    return str(path)
