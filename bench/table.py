"""Keeping figures between runs and writing docs/develop/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from bench import desk, papers
from bench.faults import Verdict
from bench.load import CONNECTIONS, Result
from bench.places import GROUND, ROOT
from bench.watching import ALONE, COUNT, EVERY, PEOPLE, WATCHED

PAGE = ROOT / "docs" / "develop" / "benchmarks.md"
KEPT = GROUND / "figures.json"
PACKAGES = ("django", "wagtail", "granian", "psycopg", "a2wsgi", "cryptography", "typst")
INTRODUCTION = """# Benchmarks

Made by `make bench` (`python -m bench`); do not edit. Load generator (wrk, {connections} kept-open connections), server
and database share one machine, so only ratios within one part mean anything: there, all contenders took turns. Each
act comes from a person of its own, and after each turn the database was asked whether it has a row for every
answer. Durability is as delivered: PostgreSQL `fsync` and `synchronous_commit` on, SQLite `synchronous=FULL`.
Median of the rounds, and the worst round's 99th percentile.

{machine}
"""
WATCHING = f"""PostgreSQL, two web processes. {PEOPLE:,} kept-open connections, each asking for the number every
{EVERY:.0f} seconds, spread evenly. An answer's time runs from the moment its question was due: waiting counts too.
"""
# part, contender, baseline, figure wanted, and how it is said
TARGETS = (
    ("acts postgresql", "Openletter", "Django form view", 8.0),
    ("acts postgresql", "Openletter", "group commit alone", 0.6),
    ("acts sqlite", "Openletter", "Django form view", 8.0),
    ("acts sqlite", "Openletter", "group commit alone", 0.6),
    ("pages", "page, kept", "page, drawn anew", 20.0),
    ("pages", "page, kept", "bare 200", 0.6),
    ("pages", "number", "page, drawn anew", 20.0),
    ("pages", "number", "bare 200", 0.6),
    ("watchers", WATCHED, ALONE, 0.7),
    ("size postgresql", "5,000,000 rows", "10,000 rows", 0.8),
    ("size sqlite", "5,000,000 rows", "10,000 rows", 0.8),
    ("papers", papers.OURS, papers.BARE, 0.7),
)


def keep(part: str, measured: dict[str, list[Result]]) -> None:
    """Remember a part's figures with the day they were taken."""
    _remember(part, {"results": {name: [asdict(result) for result in results] for name, results in measured.items()}})


def keep_memory(taken: dict[str, float]) -> None:
    """Remember what papers take."""
    _remember("memory of papers", taken)


def keep_verdict(engine: str, verdict: Verdict) -> None:
    """Remember how a fault run ended."""
    told = verdict.told
    figures = {"accepted": len(told.accepted), "refused": sum(told.refused.values()), "broken": told.broken}
    _remember(f"faults {engine}", {**figures, "found": verdict.found})


def keep_desk(figures: dict[str, Any]) -> None:
    """Remember how fast the desk's lists were."""
    _remember("desk", figures)


def write() -> None:
    """Write the page from everything kept."""
    figures = _kept()
    lines = [INTRODUCTION.format(connections=CONNECTIONS, machine=_machine())]
    lines += ["## Targets\n", "| | compared with | wanted | reached |", "|---|---|---|---|", *_targets(figures)]
    for part, kept in sorted(figures.items()):
        if "results" in kept:
            lines += _part(part, kept)
            lines += papers.lines(figures["memory of papers"]) if part == "papers" else []
    lines += ["\n## Desk", *desk.lines(figures["desk"])] if "desk" in figures else []
    lines += _faults(figures)
    PAGE.write_text("\n".join(lines) + "\n")
    print(f"written: {PAGE.relative_to(ROOT)}")


def _targets(figures: dict[str, Any]) -> Iterator[str]:
    for part, contender, baseline, wanted in TARGETS:
        results = figures.get(part, {}).get("results", {})
        if contender in results and baseline in results:
            reached = _middle(results[contender]) / _middle(results[baseline])
            yield f"| {part}: {contender} | {baseline} | {wanted:g}x | {reached:.2f}x |"
    for part in ("acts postgresql", "acts sqlite"):
        if part in figures:
            worst = max(each["p99"] for each in figures[part]["results"]["Openletter"])
            yield f"| {part}: 99th percentile at {CONNECTIONS} connections | | below 100 ms | {worst:.0f} ms |"
    yield from _watched(figures.get("watchers", {}).get("results", {}))


def _watched(results: dict[str, list[dict[str, float]]]) -> Iterator[str]:
    if COUNT in results:
        worst, errors = max(each["p99"] for each in results[COUNT]), sum(each["errors"] for each in results[COUNT])
        yield f"| watchers: 99th percentile of {COUNT} | | below 200 ms | {worst:.0f} ms |"
        yield f"| watchers: questions without an answer | | 0 | {errors:.0f} |"


def _part(part: str, kept: dict[str, Any]) -> list[str]:
    lines = [f"\n## {part}\n", f"{kept['day']}, load of the machine before: {kept['load']:.1f}.\n"]
    lines += [WATCHING] if part == "watchers" else []
    lines += ["| | per second | rounds | p50 ms | p99 ms | errors |", "|---|---|---|---|---|---|"]
    for name, rounds in kept["results"].items():
        each = " / ".join(f"{result['per_second']:,.0f}" for result in rounds)
        p50, p99 = median(result["p50"] for result in rounds), max(result["p99"] for result in rounds)
        errors = sum(result["errors"] for result in rounds)
        lines.append(f"| {name} | {_middle(rounds):,.0f} | {each} | {p50:.1f} | {p99:.1f} | {errors} |")
    return lines


def _faults(figures: dict[str, Any]) -> list[str]:
    rows = [(part, kept) for part, kept in sorted(figures.items()) if part.startswith("faults ")]
    if not rows:
        return []
    lines = [
        "\n## Faults\n",
        "Under load the web process was killed twice and replaced once; PostgreSQL restarted and crashed besides.\n",
        "| | accepted | refused (503) | connections broken | accepted but missing | doubled | ledger differs |",
        "|---|---|---|---|---|---|---|",
    ]
    for part, kept in rows:
        found = kept["found"]
        lines.append(
            f"| {part.removeprefix('faults ')} | {kept['accepted']:,} | {kept['refused']:,} | {kept['broken']:,}"
            f" | {found['missing']} | {found['doubled']} | {found['differences']} |"
        )
    return lines


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = platform.python_version()
    return f"Machine: {os.cpu_count()} cores, {memory:.0f} GiB, {sys.platform}. Python {python}, {packages}."


def _middle(rounds: list[dict[str, float]]) -> float:
    return float(median(each["per_second"] for each in rounds))


def _remember(part: str, figures: dict[str, Any]) -> None:
    kept = _kept() | {part: {"day": f"{datetime.now(UTC):%Y-%m-%d}", "load": os.getloadavg()[2], **figures}}
    Path(KEPT).write_text(json.dumps(kept))


def _kept() -> dict[str, Any]:
    return dict(json.loads(KEPT.read_text())) if KEPT.exists() else {}
