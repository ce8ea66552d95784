"""What a card says, before it is drawn: plain values, so that the same words are always the same picture."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

WIDTH, HEIGHT = 1200, 630
# Raised when the drawing changes, so that every card gets a new address.
EDITION = 2


@dataclass(frozen=True)
class Line:
    """Words on a card with the direction they run in and their language."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True)
class Card:
    """Everything on a card. `ink` is `#rrggbb`, readable on our paper.

    `portrait` is the name its stamp is drawn from; empty for a section's own card. `photo` is the mark of
    a photo that may be shown on social media; empty for the typographic portrait.
    """

    house: str
    language: str
    direction: str
    ink: str
    title: Line
    other: Line | None = None
    line: Line | None = None
    note: str = ""
    outcome: str = ""
    outcome_on: str = ""
    portrait: str = ""
    several: bool = False
    pseudonym: bool = False
    photo: str = ""
    credit: str = ""

    @property
    def digest(self) -> str:
        """Ten hexadecimal signs that change when anything on the card does."""
        return hashlib.sha256(f"{EDITION}{self!r}".encode()).hexdigest()[:10]

    def said(self) -> str:
        """The card in words, for those who do not see it."""
        outcome = " ".join(part for part in (self.outcome, self.outcome_on) if part)
        line = self.line.text if self.line else ""
        parts = (self.title.text, line, self.note, outcome, self.credit, self.house)
        return " · ".join(part for part in parts if part)

    def plain(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)
