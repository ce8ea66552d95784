"""Taking acts while people keep the page open: each of them asks for the number every ten seconds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from bench import load
from bench.crowd import Seen, loaded, percentile
from bench.faults import Site
from bench.load import Result
from bench.parts import SMALL, Measured, Pace, checked, prepared, signing
from bench.places import PYTHON, ROOT
from openletter.cli.descriptors import raise_limit

PEOPLE, EVERY = 20_000, 10.0  # seconds between two questions of one person
PROCESSES = 2
SPARE = 200  # open files a crowd needs besides its connections
ALONE, WATCHED, COUNT = "acts alone", "acts while watched", "the number while watched"


@dataclass(frozen=True)
class Watchers:
    """Several crowds, each a process of its own."""

    processes: Sequence[subprocess.Popen[str]]

    def say(self, word: str) -> None:
        """Tell every crowd something."""
        for process in self.processes:
            _pipe(process.stdin).write(word + "\n")
            _pipe(process.stdin).flush()

    def hear(self) -> list[str]:
        """The next line of every crowd."""
        return [_pipe(process.stdout).readline().strip() for process in self.processes]


def crowds(people: int, files: int) -> list[int]:
    """How many people each process takes: at least two processes, and none with more than it may open files."""
    number = max(PROCESSES, -(-people // max(1, files - SPARE)))
    return [people // number + (1 if each < people % number else 0) for each in range(number)]


@contextmanager
def watching(port: int, path: str, people: int) -> Iterator[Watchers]:
    """Everybody is connected and has asked once; afterwards all of them leave."""
    words = [PYTHON, "-m", "bench.crowd", f"127.0.0.1:{port}", path]
    processes = [
        subprocess.Popen(
            [*words, str(each), str(EVERY), str(nth)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for nth, each in enumerate(crowds(people, raise_limit()), start=1)
    ]
    everybody = Watchers(processes)
    try:
        if set(everybody.hear()) != {"ready"}:
            raise SystemExit("bench: the watchers did not get ready")
        yield everybody
    finally:
        for process in processes:
            process.kill()
            process.wait()


def watchers(pace: Pace, people: int = PEOPLE) -> Measured:
    """Acts on PostgreSQL with two web processes, alone and watched in turns, and what the watchers saw."""
    made, action = prepared("postgresql", "watchers", SMALL)
    seconds = max(pace.seconds, 2 * EVERY)
    site = Site(made, "--workers", "2")
    measured: Measured = {ALONE: [], WATCHED: [], COUNT: []}
    try:
        site.wait()
        base = f"http://127.0.0.1:{site.port}"
        acting = checked(made, action, signing(base, action))
        load.fetch(f"{base}/count/{action['ref']}")
        acting(1.0)
        for number in range(pace.rounds):
            measured[ALONE].append(acting(seconds))
            with watching(site.port, f"/count/{action['ref']}", people) as everybody:
                everybody.say("begin")
                measured[WATCHED].append(acting(seconds))
                everybody.say("end")
                seen = sum(map(loaded, everybody.hear()), Seen())
            measured[COUNT].append(_result(seen, seconds))
            _tell(f"{number + 1}/{pace.rounds}", measured, seen)
    finally:
        site.close()
    return measured


def _result(seen: Seen, seconds: float) -> Result:
    answers = sum(seen.times.values())
    return Result(
        per_second=answers / seconds,
        p50=percentile(seen.times, 50),
        p99=percentile(seen.times, 99),
        requests=answers,
        errors=sum(seen.wrong.values()),
    )


def _tell(round_: str, measured: Measured, seen: Seen) -> None:
    for name, results in measured.items():
        last = results[-1]
        times = f"p50 {last.p50:.1f} ms, p99 {last.p99:.1f} ms"
        print(f"{round_} {name}: {last.per_second:,.0f}/s, {times}, {last.errors} errors")
    print(f"{round_} slowest answer {percentile(seen.times, 100):.0f} ms; wrong: {dict(seen.wrong)}", flush=True)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
