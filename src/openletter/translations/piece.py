"""One text of one fact: what its source says, what stands in the wanted language, and what is remembered of it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.fields import RichTextField

from openletter.kernel.words import key_of


@dataclass(frozen=True, slots=True)
class Label:
    """What the text of a page's piece is called and how it is limited; stands where a fact's text has its column."""

    verbose_name: Any
    max_length: int | None = None
    blank: bool = True
    rich: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One field of one fact: what it says in the source, and what its row says in the wanted language."""

    fact: Any
    name: str
    field: Any
    source: str
    source_row: Any
    present: str
    longest: int | None = None  # where the way by which it goes is narrower than its column

    @property
    def most(self) -> int | None:
        """How many letters it may have; None where nothing limits it."""
        column: int | None = self.field.max_length
        return min(filter(None, (column, self.longest)), default=None)

    @property
    def source_language(self) -> str:
        """The language it is made from; empty where nothing is said elsewhere."""
        return self.source_row.language if self.source_row else ""

    @property
    def shown(self) -> bool:
        """Whether it is asked for: something is said somewhere, or it is what the fact is called."""
        return bool(self.source or self.present or self.name in ("title", "name"))

    @property
    def rich(self) -> bool:
        """Whether it is formatted text."""
        return isinstance(self.field, RichTextField) or getattr(self.field, "rich", False)

    @property
    def anchor(self) -> uuid.UUID:
        """The key under which the library keeps the drafts of its fact: a page has one of its own."""
        own: uuid.UUID | None = getattr(self.fact, "anchor", None)
        return own or key_of(self.fact)

    @property
    def key(self) -> str:
        """Its name in forms and in what is kept."""
        return f"{self.fact._meta.model_name}-{self.fact.pk}-{self.name.replace('.', '_')}"


def digest(text: str) -> str:
    """A short fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


Kept = Mapping[str, Any]


def kept_of(piece: Piece) -> dict[str, str]:
    """What is remembered of a text: the source it was made from, and a fingerprint of what was made of it."""
    return {"from": piece.source, "as": digest(piece.present)}


def made_from(piece: Piece, kept: Kept) -> str | None:
    """The source that the present words were made from; None where it is the present source, or nothing is known."""
    was = kept.get(piece.key)
    if was is None or was["from"] == piece.source or was["as"] != digest(piece.present):
        return None
    return str(was["from"])
