"""The world, its countries shaded by how many; it is never mirrored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.html import escape

from openletter.desk.charts.ground import Drawing, legend
from openletter.kernel.world import TOO_SMALL, world

LEVELS: Final = (10, 100, 1_000, 10_000, 100_000)


def level_of(number: int) -> int:
    """The shade of a number: 1 from ten, one more with each nought, 5 at most; 0 below ten."""
    return sum(number >= least for least in LEVELS)


def globe(
    numbers: Mapping[str, int], *, called: Callable[[str], str], shown: Callable[[int], str], mirrored: bool = False
) -> Callable[[float], Drawing]:
    """The drawing of the world in which each country with a number has its shade."""
    found = world()
    lit = {code: number for code, number in numbers.items() if code in found["countries"] and level_of(number)}
    land = "".join(row["d"] for code, row in found["countries"].items() if code not in lit)
    parts = [f'<path class="land" d="{land}"/>']
    for code, number in lit.items():
        row, level = found["countries"][code], level_of(number)
        parts.append(
            f'<g><title>{escape(f"{called(code)}: {shown(number)}")}</title><path class="l{level}" d="{row["d"]}"/>'
        )
        if row["area"] < TOO_SMALL:
            parts.append(f'<circle class="l{level} ring" cx="{row["at"][0]}" cy="{row["at"][1]}" r="5"/>')
        parts.append("</g>")
    highest = max((level_of(number) for number in lit.values()), default=0)

    def draw(width: float) -> Drawing:
        scale = width / found["width"]
        high = found["height"] * scale
        steps = [(f"l{level}", f"{shown(least)}+") for level, least in enumerate(LEVELS[:highest], start=1)]
        under, own = legend(steps, width, high + 10, mirrored=mirrored) if steps else (0.0, [])
        return Drawing(high + 10 + under, (f'<g transform="scale({scale:.4f})">', *parts, "</g>", *own))

    return draw
