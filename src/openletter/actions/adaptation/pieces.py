"""An action as pieces of text, each with a key that means the same in the original and in what was made of it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openletter.actions.models import Action
from openletter.actions.rules import TargetRole

WORDS = ("title", "ask", "button", "thanks")
SHEET = ("summary", "background_heading", "background", "pronouns")
APPEAL = ("subject", "body")
# What an adaptation follows and never words itself: who is asked for what stays the same everywhere.
FOLLOWED = ("demand", "targets")
FETCHED = (
    "words", "demands__words", "appeals__words", "targets__office", "sheets__words", "section",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """The parts of a key: what it is of, in which language, and for demands and letters which of them."""

    part: str
    uid: str = ""
    language: str = ""
    field: str = ""

    @property
    def key(self) -> str:
        """The parts as one text."""
        return ":".join((self.part, self.uid, self.language, self.field))

    @classmethod
    def of(cls, key: str) -> Piece:
        """The parts of a key. Raises ValueError for what is none."""
        return cls(*key.split(":", 3))

    @property
    def is_followed(self) -> bool:
        """Whether an adaptation takes this as it is."""
        return self.part in FOLLOWED


def own_uid(adaptation: Action, theirs: uuid.UUID) -> uuid.UUID:
    """The identity of an adaptation's demand or letter that stands for one of the original's."""
    return uuid.uuid5(adaptation.uid, theirs.hex)


def pieces_of(
    action: Action, *, languages: frozenset[str], named: Collection[uuid.UUID] | None = None
) -> dict[str, str]:
    """The texts of an action by key; empty ones are left out.

    Words, demands and sheets in these `languages`, letters in all of theirs: an office reads its own. With `named`, the
    identities of the original's demands and letters, the rows that stand for these are named as it names them, and
    others are left out.
    """
    names = {own_uid(action, uid): uid for uid in named} if named is not None else None
    found = dict(_all(action, languages, names))
    return {key: text for key, text in found.items() if text}


def languages_of(original: Action, languages: list[str]) -> frozenset[str]:
    """The languages in which a section that speaks these takes an action over; with none in common, its first."""
    common = frozenset(languages) & original.languages()
    return common or frozenset({original.section.default_language})


def uids_of(original: Action, taken: Iterable[str] = ()) -> frozenset[uuid.UUID]:
    """The identities of an original's demands and letters, those included that were taken over and are gone since."""
    now = {fact.uid for fact in (*original.demands.all(), *original.appeals.all())}
    return frozenset(now | {uuid.UUID(uid) for key in taken if (uid := Piece.of(key).uid)})


def _all(
    action: Action, languages: frozenset[str], names: Mapping[uuid.UUID, uuid.UUID] | None
) -> Iterator[tuple[str, str]]:
    for row in sorted(action.words.all(), key=lambda row: row.language):
        if row.language in languages:
            yield from _texts(Piece("words", language=row.language), row, WORDS)
    for name, facts, fields in (
        ("demand", action.demands.all(), ("text",)),
        ("letter", action.appeals.all(), APPEAL),
    ):
        for fact in facts:
            uid = fact.uid if names is None else names.get(fact.uid)
            if uid is not None:
                yield from _of_fact(name, uid, fact, fields, languages)
    for sheet in action.sheets.all():
        yield from _of_fact("sheet", None, sheet, SHEET, languages)
    yield from _facts(action)


def _of_fact(
    part: str, uid: uuid.UUID | None, fact: Any, fields: tuple[str, ...], languages: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for row in sorted(fact.words.all(), key=lambda row: row.language):
        if part == "letter" or row.language in languages:
            yield from _texts(Piece(part, uid.hex if uid else "", row.language), row, fields)


def _texts(piece: Piece, row: Any, fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield Piece(piece.part, piece.uid, piece.language, field).key, str(getattr(row, field))


def _facts(action: Action) -> Iterator[tuple[str, str]]:
    yield Piece("deadline").key, action.deadline.isoformat() if action.deadline else ""
    settings = json.dumps(action.settings, ensure_ascii=False, sort_keys=True) if action.settings else ""
    yield Piece("settings").key, settings
    for role, name in ((TargetRole.TARGET, "targets"), (TargetRole.COPY, "copies")):
        keys = [row.office.key for row in action.targets.all() if row.role == role]
        yield Piece(name).key, "\n".join(keys)
