"""What every drawing shares: its two widths, texts that stand where they should in both directions, and its frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from openletter.kernel.labels import width_of

WIDE: Final = 760.0
NARROW: Final = 340.0
SIZE: Final = 13.0
LINE: Final = 22.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The parts of a picture and how high it came out."""

    height: float
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture at both widths. `draw` gives its parts for a width."""

    key: str
    title: str
    says: str
    draw: Callable[[float], Drawing]

    @property
    def wide(self) -> SafeString:
        """For pages with room, and for paper."""
        return self.framed(WIDE, "wide")

    @property
    def narrow(self) -> SafeString:
        """For phones: the same type in fewer units, so that it stays readable."""
        return self.framed(NARROW, "narrow")

    def framed(self, width: float, name: str) -> SafeString:
        """The picture with its title and what it says, as one image."""
        drawing, own = self.draw(width), f"figure-{self.key}-{name}"
        return mark_safe(  # noqa: S308 - every part is a number, a word of ours or escaped
            f'<svg xmlns="http://www.w3.org/2000/svg" class="desk-chart {name}" direction="ltr" role="img"'
            f' viewBox="0 0 {n(width)} {n(drawing.height)}" width="{n(width)}" height="{n(drawing.height)}"'
            f' aria-labelledby="{own}-title {own}-says"><title id="{own}-title">{escape(self.title)}</title>'
            f'<desc id="{own}-says">{escape(self.says)}</desc>{"".join(drawing.parts)}</svg>'
        )


def n(value: float) -> str:
    """A number as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")


def text(words: str, x: float, y: float, *, at: str = "middle", name: str = "tick") -> str:
    """Words at a place; `at` is `start`, `middle` or `end` of them, from the left whatever the language."""
    return f'<text class="{name}" x="{n(x)}" y="{n(y)}" text-anchor="{at}">{escape(words)}</text>'


def rect(name: str, x: float, y: float, width: float, height: float) -> str:
    """A filled part."""
    return f'<rect class="{name}" x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"/>'


def shortened(words: str, room: float, size: float = SIZE) -> str:
    """The words, or as many of their letters as there is room for."""
    if width_of(words, size) <= room:
        return words
    letters = max(int(room / width_of("x", size)) - 1, 1)
    return f"{words[:letters].rstrip()}…"


def legend(names: Sequence[tuple[str, str]], width: float, top: float, *, mirrored: bool) -> tuple[float, list[str]]:
    """What the colours mean, in as many lines as it takes: (height, parts). `names` are (class, words)."""
    parts: list[str] = []
    along, line = 0.0, 0
    for name, words in names:
        room = 20 + width_of(words, SIZE) + 14
        if along and along + room > width:
            along, line = 0.0, line + 1
        y = top + line * LINE
        x = width - along - 12 if mirrored else along
        parts.append(rect(name, x, y, 12, 12))
        said = shortened(words, width - 24)
        parts.append(text(said, x - 6 if mirrored else x + 18, y + 11, at="end" if mirrored else "start", name="word"))
        along += room
    return (line + 1) * LINE, parts


def nice(highest: int) -> int:
    """The least round number that is not below: 1, 2 or 5 with noughts."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power >= highest:
                return step * power
        power *= 10
