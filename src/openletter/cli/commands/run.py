"""Start everything on this machine: the site, the desk and the worker, and keep them running until Ctrl-C.

The first start makes the database and, in demo mode, loads the demo world. HOST and PORT choose the address.
"""

from __future__ import annotations

import argparse
import http.client
import signal
import subprocess
import sys
import time
from types import FrameType

from openletter.cli.children import Child, stop_all
from openletter.cli.readiness import is_prepared
from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import environment, make_folders, require_free_port
from openletter.cli.welcome import welcome
from openletter.config.env import Env

SUMMARY = "start site, desk and worker together"
START_LIMIT = 60.0  # seconds until the web process must answer for the first time


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options: everything comes from the environment."""


def run(options: argparse.Namespace) -> int:
    """Prepare what is not prepared, start web and worker, say where they are, and stay until asked to stop."""
    settings = environment()
    require_free_port(settings.host, settings.port)
    make_folders(settings.data_dir)
    if not is_prepared(settings):
        prepare()
    stopping = Stopping()
    web = Child("The web process", openletter("web"), say, {})
    worker = Child("The worker", openletter("work"), say, {})
    web.start()
    try:
        if wait_until_answering(web, settings, stopping):
            worker.start()
            say(welcome(settings))
            while not stopping.asked:
                web.watch()
                worker.watch()
                time.sleep(0.2)
    finally:
        say("Stopping.") if stopping.asked else None
        stop_all([web, worker], lambda: stopping.asked > 1)
    return 0


class Stopping:
    """Counts requests to stop: the first is polite, the second is not."""

    def __init__(self) -> None:
        self.asked = 0
        signal.signal(signal.SIGINT, self.ask)
        signal.signal(signal.SIGTERM, self.ask)

    def ask(self, number: int, frame: FrameType | None) -> None:
        """A signal arrived."""
        self.asked += 1


def openletter(*words: str) -> list[str]:
    """The command line of another `openletter` command in the same interpreter."""
    return [sys.executable, "-m", "openletter.cli", *words]


def prepare() -> None:
    """Run `openletter prepare` in a process of its own; its own words explain a failure."""
    if subprocess.run(openletter("prepare"), check=False).returncode != 0:
        raise Refusal("the first start was not finished. Correct what is said above and run it again; nothing is lost.")


def wait_until_answering(web: Child, settings: Env, stopping: Stopping) -> bool:
    """True once the site answers; False when asked to stop meanwhile. A process that ends before is refused."""
    deadline = time.monotonic() + START_LIMIT
    while not stopping.asked:
        if answers(settings.host, settings.port):
            return True
        if not web.running:
            raise Refusal("the web process ended before it answered; the reason is said above.")
        if time.monotonic() > deadline:
            raise Refusal(f"the web process did not answer within {START_LIMIT:.0f} seconds.")
        time.sleep(0.05)
    return False


def answers(host: str, port: int) -> bool:
    """Whether something at the address speaks HTTP."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(target, port, timeout=20)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except OSError:
        return False
    except http.client.HTTPException:
        return False
    finally:
        connection.close()
    return True


def say(sentence: str) -> None:
    """One line to the terminal, at once."""
    print(sentence, flush=True)
