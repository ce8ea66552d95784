"""Letters to officials as PDF: one, two to two offices, or a whole group's, each with a sender of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from openletter.actions.papers.addresses import Addressee, Sender
from openletter.actions.papers.formats import Format, window_side
from openletter.actions.papers.phrases import head, phrases_in
from openletter.kernel.languages import direction
from openletter.kernel.pdf import breakable, draw

TEMPLATE = "actions/papers/letter.typ"
MOST_LETTERS = 200
"""A group's list of names; two offices make twice as many letters of it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter in one language: what is said, with the salutation and closing of the office in that language."""

    language: str
    subject: str
    salutation: str
    body: str
    closing: str

    def data(self) -> dict[str, Any]:
        """As the template reads it; an empty line parts paragraphs."""
        paragraphs = [part.strip() for part in self.body.split("\n\n")]
        return {
            "language": self.language, "subject": self._subject(), "salutation": breakable(self.salutation),
            "paragraphs": [breakable(part).split("\n") for part in paragraphs if part],
            "closing": breakable(self.closing),
        }  # fmt: skip

    def _subject(self) -> str:
        return breakable(phrases_in(self.language).subject.format(subject=self.subject)) if self.subject else ""


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """One letter from one person to one office.

    `text` is what is sent, `beside` the same in the reader's language where they asked for it. `on` is the day it
    is dated; None leaves place and date to be written by hand. `country` is the one it is posted in. `copies` are
    the offices a copy goes to. `foot` is a line that names the organisation, empty where the appeal says to name none.
    """

    format: Format
    country: str
    sender: Sender
    to: Addressee
    text: Wording
    on: date | None = None
    beside: Wording | None = None
    copies: tuple[str, ...] = ()
    foot: str = ""

    def signed_by(self, sender: Sender) -> LetterPaper:
        """The same letter from somebody else."""
        return replace(self, sender=sender)

    def data(self) -> dict[str, Any]:
        """As the template reads it."""
        language, phrases = self.text.language, phrases_in(self.text.language)
        block = self.to.block(sender_country=self.country, language=_post_language(self))
        place = self.sender.place
        return {
            "language": language,
            "sender": [breakable(line) for line in (self.sender.name, *self.sender.lines) if line],
            "name": breakable(self.sender.name),
            "head": breakable(head(place, self.on, language=language, country=self.country)) if self.on else "",
            "to": [breakable(line) for line in block],
            "forward": phrases.forward if self.to.through else "",
            "through": [breakable(line) for line in self.to.through],
            "side": "right" if direction(language) == "rtl" else window_side(self.country),
            "text": self.text.data(),
            "beside": self.beside.data() if self.beside else None,
            "copies": [breakable(copy) for copy in self.copies],
            "copy": phrases.copy, "page": phrases.page, "foot": breakable(self.foot),
        }  # fmt: skip


def _post_language(paper: LetterPaper) -> str:
    """The reader's language, which the post it leaves from reads as well; else the letter's."""
    return paper.beside.language if paper.beside else paper.text.language


def draw_letters(letters: Sequence[LetterPaper], *, at: datetime) -> bytes:
    """The letters one after the other in one PDF, each on pages of its own.

    Refuses none and more than twice MOST_LETTERS with ValueError. Raises kernel.pdf.NotDrawn.
    """
    if not 0 < len(letters) <= 2 * MOST_LETTERS:
        raise ValueError(f"{len(letters)} letters in one file")
    first = letters[0]
    data = {
        "title": first.text.subject, "language": first.text.language, "format": first.format.value,
        "letters": [letter.data() for letter in letters],
    }  # fmt: skip
    return draw(TEMPLATE, data, at=at)
