"""Starting and ending the contenders under granian, one process each."""

from __future__ import annotations

import subprocess
import time
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.load import fetch
from bench.places import PYTHON, ROOT, World, free_port

START_LIMIT = 90.0
FORM_THREADS = 8


@dataclass(frozen=True)
class Server:
    """A contender that answers."""

    base: str
    process: subprocess.Popen[bytes]


@contextmanager
def serving(world: World, application: str, *, interface: str, ready: str) -> Iterator[Server]:
    """An application on a port of its own; its output goes to a file in the world's folder."""
    port = free_port()
    words = [PYTHON, "-m", "granian", "--interface", interface, "--host", "127.0.0.1", "--port", str(port)]
    words += ["--workers", "1", "--no-ws", "--http", "1", "--log-level", "warning"]
    words += ["--blocking-threads", str(FORM_THREADS)] if interface == "wsgi" else []
    with (world.data_dir / f"{application.split(':')[0]}.log").open("ab") as log:
        environ = world.environ(HOST="127.0.0.1", PORT=str(port))
        process = subprocess.Popen([*words, application], cwd=ROOT, env=environ, stdout=log, stderr=log)
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait(server, ready)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server, ready: str) -> None:
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until and server.process.poll() is None:
        try:
            fetch(server.base + ready)
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
            time.sleep(0.1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"bench: {server.base} did not start; its output is in the world's folder")
