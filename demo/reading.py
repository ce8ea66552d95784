"""Reading the demo world's files."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml


class _Plain(yaml.SafeLoader):
    """YAML in which `on` is a word and not "true"."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])

HERE = Path(__file__).resolve().parent
# The first is what the others offer as the next thing to do.
CASES = ("zefzafi", "drareni", "sahrawi-activists", "el-khiari", "aarrass", "mkhaitir")


def read(name: str) -> Any:
    """One file of the demo world."""
    return yaml.load((HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Plain)  # noqa: S506 - a safe loader


def cases() -> list[dict[str, Any]]:
    """Every case, in the order of loading."""
    return [read(f"cases/{key}") for key in CASES]


def noon(day: date) -> datetime:
    """Noon of a day, in UTC: when the demo's past happened."""
    return datetime.combine(day, time(12), UTC)
