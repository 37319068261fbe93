"""What the HTTP tests use to start services is here as well, as the module `serving`."""
import importlib.util
import pathlib
import sys

HTTP = pathlib.Path(__file__).resolve().parent.parent / "http" / "conftest.py"
SPEC = importlib.util.spec_from_file_location("serving", HTTP)
serving = importlib.util.module_from_spec(SPEC)
sys.modules["serving"] = serving
SPEC.loader.exec_module(serving)

start = serving.start
