"""The product itself, started as an operator starts it: web and worker as processes, on a database of their own."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.world import databases
from tests.world.places import ROOT, ground

from openletter.cli.readiness import note_prepared
from openletter.config.env import read

START_LIMIT = 120.0


@dataclass(frozen=True, slots=True)
class Site:
    """A running site. `mailbox` is the folder its letters fall into; `database_url` can be read beside it."""

    base_url: str
    data_dir: Path
    database_url: str
    environ: dict[str, str]

    @property
    def mailbox(self) -> Path:
        """Folder of the outgoing mails."""
        return self.data_dir / "mailbox"

    def openletter(self, *words: str) -> str:
        """Run a command of the product on this site's database; its output. A refusal fails the test."""
        done = subprocess.run(
            [sys.executable, "-m", "openletter.cli", *words],
            **self._surroundings(),
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"openletter {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def neighbours(self, section: str, *names: str) -> None:
        """Invented people move in, each with an open petition on a section's site."""
        environ = self.environ | {"DJANGO_SETTINGS_MODULE": "openletter.config.settings"}
        command = [sys.executable, "-m", "tests.world.neighbours", section, *names]
        subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)

    def module(self, name: str) -> None:
        """Run a module of the project on this site's database."""
        subprocess.run([sys.executable, "-m", name], **self._surroundings(), check=True)

    def python(self, program: str) -> None:
        """Run a few lines with the product set up on this site's database, as another process of it would."""
        begin = "from openletter.cli.surroundings import set_up_django\nset_up_django()\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + program], **self._surroundings(), check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start one of its processes. Its output goes to a file named after it in the data folder."""
        log = (self.data_dir / f"{words[0]}.log").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", "openletter.cli", *words], **self._surroundings(), stdout=log, stderr=log
            )

    def _surroundings(self) -> dict[str, object]:
        return {"cwd": ROOT, "env": self.environ}


@contextmanager
def running_site(
    name: str, *, on: databases.Engine | None = None, worker: bool = True, environ: Mapping[str, str] | None = None
) -> Iterator[Site]:
    """A site with the demo world, on its own copy of the database, gone afterwards; `environ` changes its settings."""
    on = on or databases.engine()
    site = prepared_site(on, name)
    site.environ.update(environ or {})
    processes = [site.start("web")] + ([site.start("work")] if worker else [])
    try:
        _wait(site, processes[0])
        yield site
    finally:
        for process in processes[1:]:
            process.kill()  # a worker may die at any moment; to end politely it would first take itself apart
        processes[0].terminate()
        for process in processes:
            _end(process)
        on.drop(name)
        shutil.rmtree(site.data_dir, ignore_errors=True)


def prepared_site(on: databases.Engine, name: str) -> Site:
    """A machine on which the demo world was loaded and nothing runs yet."""
    on.copy(databases.with_demo_world(on), name)
    site = _site(on, name)
    note_prepared(read(site.environ))  # files and tables came with the copy
    return site


def _site(on: databases.Engine, name: str) -> Site:
    data = ground() / name
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(databases.demo_data(), data, ignore=shutil.ignore_patterns("static"))
    (data / "static").symlink_to(databases.demo_data() / "static")  # nothing is written there while a site runs
    port = free_port()
    mine = {key: value for key, value in os.environ.items() if not key.startswith("OPENLETTER_")}
    mine |= {
        "OPENLETTER_MODE": "demo",
        "OPENLETTER_DATABASE_URL": on.address(name),
        "OPENLETTER_DATA_DIR": str(data),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PYTHONPATH": str(ROOT / "src"),
    }
    mine.pop("DJANGO_SETTINGS_MODULE", None)
    return Site(f"http://127.0.0.1:{port}", data, on.address(name), mine)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(site: Site, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if web.poll() is not None:
            break
        connection = http.client.HTTPConnection("127.0.0.1", int(site.environ["PORT"]), timeout=60)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    said = (site.data_dir / "web.log").read_text(errors="replace")
    raise AssertionError(f"the site did not start:\n{said}")


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
