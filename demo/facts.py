"""Making facts that are the same on every machine: their identity is derived from where they stand in the files."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from html import escape
from typing import Any

from openletter.kernel import words
from openletter.kernel.audit import Actor
from openletter.kernel.words import Fact

ACTOR = Actor(id=None, name="Demo world")
NAMES = uuid.UUID("6f70656e-6c65-5474-8572-64656d6f0000")


def make[F: Fact](model: type[F], path: str, texts: Mapping[str, Mapping[str, Any]], **fields: Any) -> F:
    """A fact with its words; `path` says where it stands, such as `case/zefzafi/development/2`."""
    row = model(uid=uuid.uuid5(NAMES, path), **fields)
    row.full_clean(exclude=["uid"])
    row.save()
    words.write(row, texts)
    return row


def settle[F: Fact](row: F, path: str) -> F:
    """Give a fact that a verb made, and its words, the identity of its place."""
    row.uid = uuid.uuid5(NAMES, path)
    row.save(update_fields=["uid"])
    words.write(row, {said.language: {} for said in row.words.all()})
    return row


def edtf(value: object) -> str:
    """A date as the file has it, as text; YAML reads some of them as days or numbers."""
    return "" if value is None else str(value)


def html(paragraphs: list[Any]) -> str:
    """Paragraphs, and headings as {h: ...}, as the editor stores them."""
    return "".join(
        f"<h2>{escape(part['h'], quote=False)}</h2>"
        if isinstance(part, dict)
        else f"<p>{escape(part, quote=False)}</p>"
        for part in paragraphs
    )
