"""What the benchmarks of the service share: the service itself, one request, quantiles."""
import contextlib
import pathlib
import re
import subprocess
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ARTICLE = (HERE / "articles/harbour.txt").read_bytes()


class Service:
    """`byline serve` on a port of this machine; ready when it is entered, over when it is left."""

    def __init__(self, binary, port, wrap=(), **settings):
        self.url = "http://127.0.0.1:%d" % port
        flags = [part for name, value in settings.items() for part in ("--" + name.replace("_", "-"), str(value))]
        self.command = [*wrap, binary, "serve", "--listen", "127.0.0.1:%d" % port, *flags]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.url + "/readyz").close()
                return self
            time.sleep(0.05)
        self.process.kill()
        raise SystemExit("the service does not start: " + " ".join(self.command))

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def single(self, article=ARTICLE, fields=None):
        """Milliseconds that one article takes."""
        request = urllib.request.Request(self.url + "/v1/analyze", article, {"Content-Type": "text/plain", **(fields or {})})
        begun = time.perf_counter()
        with urllib.request.urlopen(request) as answer:
            answer.read()
        return 1000 * (time.perf_counter() - begun)

    def memory(self, name):
        """KiB; VmRSS is now, VmHWM the most there was."""
        status = pathlib.Path("/proc/%d/status" % self.process.pid).read_text(encoding="ascii")
        return int(re.search(name + r":\s+(\d+)", status).group(1))


def quantile(times, percent):
    times = sorted(times)
    return times[min(len(times) - 1, int(len(times) * percent / 100))]
