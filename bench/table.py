"""Keeping figures between runs and writing docs/develop/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.faults import Verdict
from bench.load import Result
from bench.places import GROUND, ROOT

PAGE = ROOT / "docs" / "develop" / "benchmarks.md"
KEPT = GROUND / "figures.json"


def keep(part: str, measured: dict[str, list[Result]]) -> None:
    """Remember a part's figures with the day they were taken."""
    figures = _kept()
    figures[part] = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "load": os.getloadavg()[2],
        "results": {name: [asdict(result) for result in results] for name, results in measured.items()},
    }
    KEPT.write_text(json.dumps(figures))


def keep_verdict(engine: str, verdict: Verdict) -> None:
    """Remember how a fault run ended."""
    figures = _kept()
    figures[f"faults {engine}"] = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "accepted": len(verdict.told.accepted),
        "refused": sum(verdict.told.refused.values()),
        "broken": verdict.told.broken,
        "found": verdict.found,
    }
    KEPT.write_text(json.dumps(figures))


def _kept() -> dict[str, Any]:
    return dict(json.loads(KEPT.read_text())) if KEPT.exists() else {}


def write(pace: Any) -> None:
    print(PAGE, Path, platform, pace)
