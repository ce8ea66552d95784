"""Envelopes and sheets of labels: where it goes, and from whom if they wish to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openletter.actions.papers.addresses import Addressee, Sender
from openletter.actions.papers.formats import EnvelopeFormat, Format
from openletter.kernel.pdf import breakable, draw

ENVELOPE = "actions/papers/envelope.typ"
LABELS = "actions/papers/labels.typ"


@dataclass(frozen=True, slots=True)
class EnvelopePaper:
    """One envelope. `language` is the sender's, `country` the one it is posted in."""

    format: EnvelopeFormat
    country: str
    language: str
    sender: Sender
    to: Addressee


@dataclass(frozen=True, slots=True)
class LabelPaper:
    """A sheet of address labels: 14 of 99 by 38 mm on A4, 10 of 4 by 2 inches on US Letter."""

    format: Format
    country: str
    language: str
    to: tuple[Addressee, ...]


def draw_envelopes(envelopes: Sequence[EnvelopePaper], *, title: str, at: datetime) -> bytes:
    """The envelopes as pages of their own size. Refuses none with ValueError; raises kernel.pdf.NotDrawn."""
    if not envelopes:
        raise ValueError("no envelope")
    first = envelopes[0]
    data = {
        "title": title, "language": first.language, "size": first.format.size,
        "envelopes": [
            {
                "sender": [breakable(line) for line in (each.sender.name, *each.sender.lines) if line],
                "to": _block(each.to, each.country, each.language),
            }
            for each in envelopes
        ],
    }  # fmt: skip
    return draw(ENVELOPE, data, at=at)


def draw_labels(paper: LabelPaper, *, title: str, at: datetime) -> bytes:
    """One sheet filled with the addresses, one after the other and again from the first. ValueError for none."""
    if not paper.to:
        raise ValueError("no address")
    labels = [_block(to, paper.country, paper.language) for to in paper.to]
    return draw(LABELS, {"title": title, "language": paper.language, "format": paper.format, "labels": labels}, at=at)


def _block(to: Addressee, country: str, language: str) -> list[str]:
    return [breakable(line) for line in to.block(sender_country=country, language=language)]
