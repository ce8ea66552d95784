"""Screens of the desk with a hundred thousand rows in every table: `python -m bench desk`."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from bench.places import PYTHON, ROOT, World, existing, world

ROWS = 100_000
MOST = 300.0  # milliseconds of server time


def filled(engine: str, rows: int, *, anew: bool) -> World:
    """A world with so many rows in every table; the one that is there, unless it is to be made anew."""
    if not anew and (found := existing(engine, "desk")):
        return found
    made = world(engine, "desk")
    for words in (("openletter.cli", "migrate"), ("bench.many", str(rows))):
        subprocess.run([PYTHON, "-m", *words], cwd=ROOT, env=made.environ(), check=True)
    return made


def asked(made: World, rounds: int, words: list[str]) -> list[dict[str, Any]]:
    """What every screen took, as each of the people."""
    told = []
    command = [PYTHON, "-m", "bench.asking", str(rounds), *words]
    with subprocess.Popen(command, cwd=ROOT, env=made.environ(), stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            told.append(json.loads(line))
            _say(told[-1])
    if process.returncode:
        raise SystemExit("bench: the screens could not be asked")
    return told


def _say(found: dict[str, Any]) -> None:
    if found["status"] >= 400:
        print(f"!! {found['status']} {found['who']:14} {found['url']} {found.get('error', '')}", flush=True)
        return
    mark = "!!" if found["median"] > MOST else "  "
    print(
        f"{mark} {found['median']:6.0f} ms, worst {found['worst']:6.0f}, least {found['least']:6.0f}, in database"
        f" {found['database']:6.0f}, own {found['own']:6.0f}, {found['queries']:3} queries, {found['bytes'] // 1024:4} kB"
        f" {found['who']:14} {found['url']}",
        flush=True,
    )


if __name__ == "__main__":
    import sys

    engine = os.environ.get("ON", "postgresql")
    asked(filled(engine, int(os.environ.get("ROWS", ROWS)), anew="--anew" in sys.argv), 3, [w for w in sys.argv[1:] if w != "--anew"])
