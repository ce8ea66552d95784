"""How long a person's hands and eyes need for a task at the desk, reckoned from what the task asks of them.

The keystroke-level model of Card, Moran and Newell (1980), in seconds: thinking before a deed 1.35, pointing 1.1, a
press of button or key 0.2, hands from mouse to keys 0.4. Facts and texts are prepared elsewhere and pasted. To that
come reading a page that is new and waiting for it. The figures are a reckoning, not a measurement of people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

THINKING: Final = 1.35
POINTING: Final = 1.1
PRESS: Final = 0.2
TO_THE_KEYS: Final = 0.4
PASTE: Final = 2 * PRESS
READING: Final = 8.0  # a page that is new: its heading, what it asks, what is missing
WAITING: Final = 1.0  # for a page, on a slow line
SWITCHING: Final = 4.0  # to the window with the prepared text, finding the next piece, and back

CLICK: Final = THINKING + POINTING + PRESS
PASTED: Final = SWITCHING + THINKING + POINTING + PRESS + TO_THE_KEYS + PASTE
CHOSEN: Final = THINKING + 2 * (POINTING + PRESS)


@dataclass(slots=True)
class Hands:
    """What one person did in one part of the task."""

    part: str
    clicks: int = 0
    pasted: int = 0
    chosen: int = 0
    pages: int = 0

    @property
    def seconds(self) -> float:
        """The time the model gives it."""
        read = self.pages * (READING + WAITING)
        return self.clicks * CLICK + self.pasted * PASTED + self.chosen * CHOSEN + read


@dataclass(slots=True)
class Task:
    """A whole task, part by part."""

    parts: list[Hands] = field(default_factory=list)

    def begin(self, part: str) -> Hands:
        """What follows belongs to this part."""
        self.parts.append(Hands(part))
        return self.parts[-1]

    @property
    def now(self) -> Hands:
        """The part that is going on."""
        return self.parts[-1]

    def seconds(self) -> float:
        """All parts together."""
        return sum(part.seconds for part in self.parts)

    def table(self) -> str:
        """As a table in Markdown, with the sum."""
        rows = ["| part | pages | clicks | pasted | chosen | minutes |", "|---|---|---|---|---|---|"]
        rows += [_row(one.part, one, one.seconds) for one in self.parts]
        whole = Hands("together", *(sum(getattr(one, name) for one in self.parts) for name in _COUNTED))
        return "\n".join([*rows, _row("**together**", whole, self.seconds())]) + "\n"


_COUNTED = ("clicks", "pasted", "chosen", "pages")


def _row(name: str, hands: Hands, seconds: float) -> str:
    told = (name, hands.pages, hands.clicks, hands.pasted, hands.chosen, f"{seconds / 60:.1f}")
    return f"| {' | '.join(map(str, told))} |"
