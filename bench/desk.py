"""Screens of the desk with a hundred thousand rows in every table: `python -m bench desk`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from bench.places import PYTHON, ROOT, World, existing, world

ROWS = 100_000
MOST = 300.0  # milliseconds of server time
SHOWN = 12  # so many of the slowest stand on the page


def measured(engine: str, rounds: int, words: Sequence[str] = (), *, anew: bool = False) -> list[dict[str, Any]]:
    """What every list, Today and the figures took, asked as an administrator of everything, and of one section."""
    made = filled(engine, ROWS, anew=anew)
    told = []
    command = [PYTHON, "-m", "bench.asking", str(rounds), *words]
    with subprocess.Popen(command, cwd=ROOT, env=made.environ(), stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            told.append(json.loads(line))
            print(_line(told[-1]), flush=True)
    if process.returncode:
        raise SystemExit("bench: the screens could not be asked")
    return told


def filled(engine: str, rows: int, *, anew: bool) -> World:
    """A world with so many rows in every table; the one that is there, unless it is to be made anew."""
    if not anew and (found := existing(engine, "desk")):
        return found
    made = world(engine, "desk")
    environ = made.environ(DJANGO_SETTINGS_MODULE="openletter.config.settings")
    for words in (
        ("openletter.cli", "migrate"),
        ("django", "collectstatic", "--noinput", "-v0", "--skip-checks"),
        ("bench.many", str(rows)),
    ):
        subprocess.run([PYTHON, "-m", *words], cwd=ROOT, env=environ, check=True)
    return made


def _line(found: dict[str, Any]) -> str:
    if found["status"] >= 400:
        return f"!! {found['status']} {found['who']:13} {found['url']} {found.get('error', '')}"
    return (
        f"{'!!' if found['median'] > MOST else '  '} {found['median']:6.0f} ms, worst {found['worst']:6.0f}, of it in"
        f" the database {found['database']:5.0f}, own {found['own']:5.0f}, {found['queries']:3} queries,"
        f" {found['bytes'] // 1024:4} kB {found['who']:13} {found['url']}"
    )


def lines(kept: dict[str, Any]) -> list[str]:
    """What the page says: for each of the people how many screens, the middle and the slowest of them."""
    found = [
        f"\n{kept['day']}, load of the machine before: {kept['load']:.1f}.\n",
        f"Every table that a list of the desk shows holds {ROWS:,} rows, half of them of one section. Each list is",
        "asked for as it opens, by a word, by each filter, in each order and on later pages; Today, the figures and",
        f"the search for acts besides. Median milliseconds of an answer, wanted: below {MOST:.0f} on a machine that",
        "does nothing else; what an answer takes of one core beside the database is told apart.\n",
        *(
            ["This run asked for a part of the lists only, once each, on a busy machine.\n"]
            if kept.get("partly")
            else ()
        ),
        "| as an administrator of | screens | middle | slowest | above | most of one core | most queries |",
        "|---|---|---|---|---|---|---|",
    ]
    for who, each in kept["people"].items():
        figures = (each["screens"], each["middle"], each["slowest"], each["above"], each["own"], each["queries"])
        found.append(f"| {who} | {' | '.join(f'{figure:.0f}' for figure in figures)} |")
    return [*found, "", "| slowest | ms | of it in the database | queries |", "|---|---|---|---|", *_slowest(kept)]


def _slowest(kept: dict[str, Any]) -> list[str]:
    return [
        f"| {one['who']}: `{one['url']}` | {one['median']:.0f} | {one['database']:.0f} | {one['queries']} |"
        for one in kept["slowest"]
    ]


def summed_up(told: list[dict[str, Any]]) -> dict[str, Any]:
    """What is kept of a run."""
    answered = sorted((one for one in told if one["status"] < 400), key=lambda one: -one["median"])
    people: dict[str, Any] = {}
    for who in dict.fromkeys(one["who"] for one in told):
        own = [one for one in answered if one["who"] == who]
        people[who] = {
            "screens": len(own), "middle": own[len(own) // 2]["median"], "slowest": own[0]["median"],
            "above": sum(one["median"] > MOST for one in own), "own": max(one["own"] for one in own),
            "queries": max(one["queries"] for one in own),
        }  # fmt: skip
    return {"people": people, "slowest": answered[:SHOWN]}
