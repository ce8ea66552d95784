"""The parts of a run. Within a part all contenders take turns, so that other work on the machine hits them alike."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import psycopg

from bench import load
from bench.faults import Fault, Site, Verdict, torment
from bench.load import Result
from bench.places import PYTHON, ROOT, World, restart_postgres, world
from bench.servers import Server, serving

SMALL = 10_000
SUM = (
    "SELECT coalesce(sum(quantity), 0) FROM (SELECT quantity, action_id FROM actions_tallydelta"
    " UNION ALL SELECT quantity, action_id FROM actions_ledgerentry) AS lines"
)
FRONT = "openletter.config.asgi:application"


@dataclass(frozen=True)
class Pace:
    """How often and how long each contender runs."""

    rounds: int
    seconds: float


Measured = dict[str, list[Result]]
Turn = Callable[[float], Result]


def prepared(engine: str, name: str, rows: int, *, pages: bool = False) -> tuple[World, dict[str, Any]]:
    """A world with the demo data, open limits and so many acts; and its action. With `pages` they can be drawn."""
    made = world(engine, name)
    if pages:
        _run(made, "-m", "openletter.cli", "prepare")
    return made, described(made, rows, fresh=not pages)


def described(made: World, rows: int = 0, *, fresh: bool = False) -> dict[str, Any]:
    """Open a world's limits, fill it with acts, and say which action to take; `fresh` loads the demo data first."""
    for command in (("migrate",), ("demo", "load")) if fresh else ():
        _run(made, "-m", "openletter.cli", *command)
    return dict(json.loads(_run(made, "-m", "bench.prepare", str(rows)).splitlines()[-1]))


def acts(engine: str, pace: Pace) -> Measured:
    """Taking acts: the product, the same group commit alone, Django's form view, and the bare server."""
    made, action = prepared(engine, "acts", SMALL)
    fields = f"section={action['section']}&language={action['language']}&started={action['started']}"
    path = f"/act/{action['ref']}"
    with ExitStack() as stack:
        bare = stack.enter_context(serving(made, "bench.contenders.bare:application", interface="asgi", ready="/"))
        commit = stack.enter_context(_commit(made))
        form = stack.enter_context(serving(made, "bench.contenders.form:application", interface="wsgi", ready="/token"))
        front = stack.enter_context(serving(made, FRONT, interface="asgi", ready="/healthz"))
        token = load.fetch(form.base + "/token").decode()
        secret = f"{fields}&csrfmiddlewaretoken={token}"
        return _rounds(
            pace,
            {
                "bare 200": lambda s: load.get(bare.base + "/", s),
                "group commit alone": checked(made, action, lambda s: load.post(commit.base, path, fields, s)),
                "Openletter": checked(made, action, lambda s: load.post(front.base, path, fields, s)),
                "Django form view": checked(
                    made,
                    action,
                    lambda s: load.post(form.base, path, secret, s, cookie=f"csrftoken={token}"),
                ),
            },
        )


def pages(pace: Pace) -> Measured:
    """The action page kept and not kept, and the number."""
    made, action = prepared("sqlite", "pages", SMALL, pages=True)
    page, count = action["page"], f"/count/{action['ref']}"
    browser = "Accept-Encoding: gzip, deflate, br"
    with ExitStack() as stack:
        bare = stack.enter_context(serving(made, "bench.contenders.bare:application", interface="asgi", ready="/"))
        front = stack.enter_context(serving(made, FRONT, interface="asgi", ready=page))
        load.fetch(front.base + count)
        return _rounds(
            pace,
            {
                "bare 200": lambda s: load.get(bare.base + "/", s),
                "page, kept": lambda s: load.get(front.base + page, s, browser),
                "number": lambda s: load.get(front.base + count, s),
                "page, drawn anew": lambda s: _drained(front, page, load.get(front.base + page + "?anew", s, browser)),
            },
        )


def _drained(front: Server, page: str, result: load.Result) -> load.Result:
    """Wait until the pages that wrk asked for and left behind are drawn: they would slow whoever comes next."""
    load.fetch(front.base + page + "?last")
    return result


def size(engine: str, pace: Pace, large: int) -> Measured:
    """What an act costs when its action has few and when it has millions."""
    with ExitStack() as stack:
        turns: dict[str, Turn] = {}
        for rows in (SMALL, large):
            made, action = prepared(engine, f"rows{rows}", rows)
            front = stack.enter_context(serving(made, FRONT, interface="asgi", ready="/healthz"))
            turns[f"{rows:,} rows"] = checked(made, action, signing(front.base, action))
        return _rounds(pace, turns)


def faults(engine: str, pace: Pace) -> Verdict:
    """Killed twice, replaced once; on PostgreSQL its server restarts and crashes besides."""
    made, action = prepared(engine, "faults", 0)
    events: list[Fault] = [Site.kill, Site.replace, Site.kill]
    if not made.is_sqlite:
        events[1:1] = [lambda _site: restart_postgres("fast"), lambda _site: restart_postgres("immediate")]
    return torment(made, action, events, seconds=pace.rounds * pace.seconds * 2)


def signing(base: str, action: dict[str, Any]) -> Turn:
    """A turn in which people act at the site of that address."""
    fields = f"section={action['section']}&language={action['language']}&started={action['started']}"
    return lambda seconds: load.post(base, f"/act/{action['ref']}", fields, seconds)


def _commit(made: World) -> Any:
    return serving(made, "bench.contenders.commit:application", interface="asginl", ready="/")


def _rounds(pace: Pace, turns: dict[str, Turn]) -> Measured:
    measured: Measured = {name: [] for name in turns}
    for turn in turns.values():
        turn(1.0)
    for number in range(pace.rounds):
        for name, turn in turns.items():
            result = turn(pace.seconds)
            measured[name].append(result)
            print(
                f"{number + 1}/{pace.rounds} {name}: {result.per_second:,.0f}/s, p50 {result.p50:.1f} ms,"
                f" p99 {result.p99:.1f} ms, {result.errors} errors",
                flush=True,
            )
    return measured


def checked(made: World, action: dict[str, Any], turn: Turn) -> Turn:
    """A turn after which the database must hold a row for every answer; a few more may be on their way at its end."""

    def looked_at(seconds: float) -> Result:
        before = _acts(made, action)
        result = turn(seconds)
        added = _acts(made, action) - before
        answered = result.requests - result.errors
        if not answered <= added <= answered + 2 * load.CONNECTIONS:
            raise SystemExit(f"bench: {answered} answers, but {added} rows in {made.name}")
        return result

    return looked_at


def _acts(made: World, action: dict[str, Any]) -> int:
    """Acts of the action since its beginning, by the deltas and ledger: counting millions of rows would take longer."""
    sql = f"{SUM} WHERE action_id = {int(action['action'])}"
    if made.is_sqlite:
        import sqlite3

        with sqlite3.connect(made.url.removeprefix("sqlite:///"), timeout=30) as lite:
            return int(lite.execute(sql).fetchone()[0])
    with psycopg.connect(made.url) as connection:
        row = connection.execute(sql.encode()).fetchone()
    return int(row[0]) if row else 0


def _run(made: World, *words: str) -> str:
    hurried = made.environ(PGOPTIONS="-c synchronous_commit=off")  # what prepares a world loses nothing by it
    done = subprocess.run([PYTHON, *words], cwd=ROOT, env=hurried, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench: {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
