"""Reading the demo world's files."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
# The first is what the others offer as the next thing to do.
CASES = ("zefzafi", "drareni", "sahrawi-activists", "el-khiari", "aarrass", "mkhaitir")


def read(name: str) -> Any:
    """One file of the demo world."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def cases() -> list[dict[str, Any]]:
    """Every case, in the order of loading."""
    return [read(f"cases/{key}") for key in CASES]


def noon(day: date) -> datetime:
    """Noon of a day, in UTC: when the demo's past happened."""
    return datetime.combine(day, time(12), UTC)
