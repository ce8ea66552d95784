"""Postcards: a picture or a stamp drawn from the name on one side, a few words and the address on the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openletter.actions.papers.addresses import Addressee
from openletter.actions.papers.formats import Format
from openletter.kernel.languages import direction
from openletter.kernel.pdf import Picture, breakable, draw

TEMPLATE = "actions/papers/postcard.typ"


@dataclass(frozen=True, slots=True)
class Face:
    """The side with the picture. `ink` is `#rrggbb`; `other` is the name in its other script, where there is one.

    `framed` lays the photograph `art` into the stamp `stamp`; without a photograph the stamp carries initials itself.
    """

    title: str
    language: str
    ink: str
    stamp: Picture
    stamp_says: str
    other: str = ""
    other_language: str = ""
    line: str = ""
    photo: Picture | None = None
    credit: str = ""


@dataclass(frozen=True, slots=True)
class PostcardPaper:
    """One card, or a sheet of four alike to be cut.

    `link` is the short address of the case, never one that leads to who posted the card. `name` signs it; empty
    leaves room for a signature by hand.
    """

    format: Format
    four: bool
    country: str
    language: str
    salutation: str
    text: str
    closing: str
    to: Addressee
    face: Face
    name: str = ""
    link: str = ""


def draw_postcard(paper: PostcardPaper, *, title: str, at: datetime) -> bytes:
    """Two pages: the front and the back. Raises kernel.pdf.NotDrawn."""
    face = paper.face
    pictures = {"stamp": face.stamp} | ({"photo": face.photo} if face.photo else {})
    data = {
        "title": title, "format": paper.format.value, "four": paper.four, "language": paper.language,
        "rtl": direction(paper.language) == "rtl", "photo": face.photo is not None,
        "salutation": breakable(paper.salutation), "closing": breakable(paper.closing),
        "text": [breakable(line) for line in paper.text.split("\n")], "name": breakable(paper.name), "link": paper.link,
        "to": [breakable(line) for line in paper.to.block(sender_country=paper.country, language=paper.language)],
        "face": {
            "title": face.title, "language": face.language, "ink": face.ink, "says": face.stamp_says,
            "other": face.other, "other_language": face.other_language or face.language, "line": face.line,
            "credit": face.credit,
        },
    }  # fmt: skip
    return draw(TEMPLATE, data, at=at, pictures=pictures)
