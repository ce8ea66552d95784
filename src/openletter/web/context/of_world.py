"""The map of the world: land in one outline, and apart from it the countries and territories that have cases.

The outlines are made by `tools/world.py`; docs/decisions/0009-the-map.md says whose borders they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openletter.kernel.world import TOO_SMALL, world


@dataclass(frozen=True)
class Lit:
    """One country on the map. `x` and `y` are set where it needs a ring around it."""

    d: str
    href: str
    title: str
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class World:
    """The map, in its own units; it is never mirrored."""

    width: int
    height: int
    land: str
    lit: tuple[Lit, ...]


def world_of(countries: Mapping[str, tuple[str, str]]) -> World:
    """The map with these countries lit: by code, where each leads and what is said of it."""
    drawn = world()
    outlines = drawn["countries"]
    lit = (_lit(outlines[code], *said) for code, said in countries.items() if code in outlines)
    land = "".join(row["d"] for code, row in outlines.items() if code not in countries)
    return World(drawn["width"], drawn["height"], land, tuple(lit))


def _lit(row: Mapping[str, Any], href: str, title: str) -> Lit:
    x, y = row["at"] if row["area"] < TOO_SMALL else (0, 0)
    return Lit(row["d"], href, title, x, y)
