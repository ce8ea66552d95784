"""Under load the web process is killed and PostgreSQL restarted; what was answered as accepted must be there, once."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.places import PYTHON, ROOT, World, free_port

PEOPLE_AT_ONCE = 24
CLEAR = frozenset({503})  # what an act that was not taken may be answered, apart from a connection that breaks
START_LIMIT = 60.0

Fault = Callable[["Site"], None]


class Site:
    """The web process of a world, as an operator's supervisor keeps it: started again whenever it ends."""

    def __init__(self, world: World, *words: str) -> None:
        self.world, self.port, self.words = world, free_port(), words
        self._process = self._start()

    def kill(self) -> None:
        """Take the process and its workers away without a word, and start anew."""
        self._end(signal.SIGKILL)
        self._process = self._start()

    def replace(self) -> None:
        """Ask it politely to end, as a deployment does, and start anew."""
        self._end(signal.SIGTERM)
        self._process = self._start()

    def close(self) -> None:
        """End it."""
        self._end(signal.SIGTERM)

    def wait(self) -> None:
        """Until it takes acts."""
        until = time.monotonic() + START_LIMIT
        while time.monotonic() < until:
            with (
                contextlib.suppress(OSError),
                contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection,
            ):
                connection.request("GET", "/healthz")
                with connection.getresponse() as answer:
                    if answer.status == 200:
                        return
            time.sleep(0.05)
        raise RuntimeError("the web process does not take acts")

    def _start(self) -> subprocess.Popen[bytes]:
        environ = self.world.environ(HOST="127.0.0.1", PORT=str(self.port))
        with (self.world.data_dir / "web.log").open("ab") as log:
            return subprocess.Popen(
                [PYTHON, "-m", "openletter.cli", "web", *self.words],
                cwd=ROOT,
                env=environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _end(self, how: signal.Signals) -> None:
        os.killpg(self._process.pid, how) if how == signal.SIGKILL else self._process.send_signal(how)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


@dataclass
class Told:
    """What the people were told."""

    accepted: list[str] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    broken: int = 0

    @property
    def unclear(self) -> dict[int, int]:
        """Answers that were neither accepted nor a clear no."""
        return {status: times for status, times in self.refused.items() if status not in CLEAR}


@dataclass(frozen=True)
class Verdict:
    """What was told, and what the database says of it."""

    told: Told
    found: dict[str, int]

    def __str__(self) -> str:
        told = self.told
        return f"{len(told.accepted)} accepted, {dict(told.refused)} refused, {told.broken} broken off; {self.found}"

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled or miscounted, and every no was clear."""
        wrong = {name: number for name, number in self.found.items() if name != "rows"}
        return not any(wrong.values()) and not self.told.unclear and bool(self.told.accepted)


def torment(world: World, action: dict[str, Any], faults: Sequence[Fault], *, seconds: float) -> Verdict:
    """Let people act for a while, with the faults spread evenly over it, then look."""
    site = Site(world)
    stop = threading.Event()
    told = [Told() for _ in range(PEOPLE_AT_ONCE)]
    try:
        site.wait()
        people = [
            threading.Thread(target=_people, args=(n, site.port, action, told[n], stop)) for n in range(len(told))
        ]
        for person in people:
            person.start()
        for fault in faults:
            time.sleep(seconds / (len(faults) + 1))
            fault(site)
            site.wait()
        time.sleep(seconds / (len(faults) + 1))
        stop.set()
        for person in people:
            person.join()
    finally:
        stop.set()
        site.close()
    together = Told()
    for one in told:
        together.accepted += one.accepted
        together.refused += one.refused
        together.broken += one.broken
    return Verdict(together, verify(world, action, together.accepted))


def verify(world: World, action: dict[str, Any], accepted: list[str]) -> dict[str, int]:
    """What the database says, asked from inside the world."""
    done = subprocess.run(
        [PYTHON, "-m", "bench.verify", action["ref"]],
        cwd=ROOT,
        env=world.environ(),
        input=json.dumps(accepted),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _people(number: int, port: int, action: dict[str, Any], told: Told, stop: threading.Event) -> None:
    """One after another over a connection that is kept as long as it holds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    run, nth = f"{time.time_ns():x}", 0
    while not stop.is_set():
        nth += 1
        email = f"p{run}t{number}n{nth}@people{nth % 20}.example"
        try:
            connection.request(
                "POST", f"/act/{action['ref']}", _form(email, action), {"Content-Type": "application/json"}
            )
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            told.broken += 1
            connection.close()
            time.sleep(0.02)
            continue
        if answer.status == 201:
            told.accepted.append(email)
        else:
            told.refused[answer.status] += 1
    connection.close()


def _form(email: str, action: dict[str, Any]) -> bytes:
    return json.dumps(
        {
            "email": email,
            "name": "Amélie Dupont",
            "country": "CA",
            "section": action["section"],
            "language": action["language"],
            "started": action["started"],
        }
    ).encode()
