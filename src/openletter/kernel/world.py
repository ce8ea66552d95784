"""The outlines of countries and territories, for maps (made by `tools/world.py`; docs/decisions/0009-the-map.md)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "world.json"
TOO_SMALL = 60  # square units: less than this is marked with a ring, to be seen at all


@cache
def world() -> dict[str, Any]:
    """`width`, `height` and `countries`: by code the outline `d`, a point `at` within it, and its `area`."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
