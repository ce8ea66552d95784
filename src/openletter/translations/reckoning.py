"""Reckoning where the words of a thing stand in each language, from the words themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openletter.translations.models import Rendering
from openletter.translations.parts import Part, Stored, is_withdrawn, parts_of, stored
from openletter.translations.piece import Piece, kept_of
from openletter.translations.rules import Standing, TranslationState, reckoned
from openletter.translations.texts import found, is_settled, languages_of, pieces, source_of

_WRITTEN = ("source_language", "state", "since", "total", "done", "kept", "section")


@dataclass(frozen=True, slots=True)
class Sheet:
    """All texts of one thing in one language, as they stand now."""

    kind: str
    subject: Any
    rendering: Rendering
    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...]

    @property
    def settled(self) -> bool:
        """Whether readers may be reading the thing."""
        return is_settled(self.kind, self.subject)

    @property
    def is_source(self) -> bool:
        """Whether this is the language the thing was written in."""
        return bool(self.rendering.language == source_of(self.subject))

    @property
    def withdrawn(self) -> tuple[Piece, ...]:
        """Texts that the source has stopped saying."""
        return tuple(piece for piece in self.pieces if is_withdrawn(piece, self.rendering))

    @property
    def standing(self) -> Standing:
        """What it all amounts to."""
        drafts = [part for part in self.parts if part.draft]
        return Standing(
            whole=bool(self.parts) and all(part.done or part.changed for part in self.parts),
            written=any(piece.present for piece in self.pieces),
            changed=any(part.changed for part in self.parts) or bool(self.withdrawn),
            drafted=bool(drafts),
            by_machine=bool(drafts) and all(part.by_machine for part in drafts),
            settled=self.settled,
            asked=self.rendering.request_id is not None,
        )

    @property
    def state(self) -> TranslationState:
        """The state that follows."""
        return reckoned(self.rendering.state, self.standing)


def sheet_of(kind: str, subject: Any, language: str, *, at: datetime) -> Sheet:
    """One language of a thing whose words are fetched; two queries more, and nothing is written."""
    row = (
        Rendering.objects.filter(kind=kind, subject_id=subject.pk, language=language).select_related("request").first()
    )
    return _sheet(kind, subject, row or _new(kind, subject, language, at), None)


def sheets_of(kind: str, subject: Any, *, at: datetime, also: Iterable[str] = ()) -> tuple[Sheet, ...]:
    """Every language of the thing's section, and those asked for besides, in as many queries as one language."""
    rows = {row.language: row for row in Rendering.objects.filter(kind=kind, subject_id=subject.pk)}
    wanted = dict.fromkeys((*languages_of(subject), *rows, *also))
    wanted.pop(source_of(subject), None)
    known = stored(pieces(kind, subject, source_of(subject)), wanted)
    return tuple(
        _sheet(kind, subject, rows.get(code) or _new(kind, subject, code, at), known.get(code, {})) for code in wanted
    )


def _sheet(kind: str, subject: Any, row: Rendering, known: Stored | None) -> Sheet:
    texts = pieces(kind, subject, row.language)
    if known is None:
        known = stored(texts, [row.language]).get(row.language, {})
    parts = tuple(part for piece in texts for part in parts_of(piece, known, row))
    return Sheet(kind, subject, row, texts, parts)


def _new(kind: str, subject: Any, language: str, at: datetime) -> Rendering:
    return Rendering(
        kind=kind, subject_id=subject.pk, language=language, section=subject.section, since=at,
        source_language=source_of(subject),
    )  # fmt: skip


def around(rendering: Rendering) -> Sheet:
    """The sheet of a rendering, read anew; the rendering may hold what is not saved yet."""
    return _sheet(rendering.kind, found(rendering.kind, rendering.subject_id), rendering, None)


def reckon(kind: str, pk: int, *, at: datetime, also: Iterable[str] = ()) -> tuple[Sheet, ...]:
    """Write down where every language of a thing stands; twice is as once. Raises DoesNotExist."""
    sheets = sheets_of(kind, found(kind, pk), at=at, also=also)
    new: list[Rendering] = []
    old: list[Rendering] = []
    for sheet in sheets:
        row = sheet.rendering
        was = _plain(row)
        bring_up_to_date(sheet, at=at)
        if row.pk is None:
            new.append(row)
        elif _plain(row) != was:
            old.append(row)
    Rendering.objects.bulk_create(new, ignore_conflicts=True)
    Rendering.objects.bulk_update(old, _WRITTEN)
    return sheets


def bring_up_to_date(sheet: Sheet, *, at: datetime) -> None:
    """Set what a rendering says to what its sheet amounts to; saving is the caller's."""
    row, subject = sheet.rendering, sheet.subject
    if (state := sheet.state) != row.state:
        row.state, row.since = state, at
    row.section, row.source_language = subject.section, source_of(subject)
    row.total, row.done = len(sheet.parts), sum(part.done for part in sheet.parts)
    row.kept = {**row.kept, **_seen(sheet)}


def _seen(sheet: Sheet) -> dict[str, dict[str, str]]:
    """Texts met for the first time, or typed anew since, were made from the source as it stands."""
    kept, seen = sheet.rendering.kept, {}
    for piece in sheet.pieces:
        now = kept_of(piece)
        if piece.source and piece.present and (piece.key not in kept or kept[piece.key]["as"] != now["as"]):
            seen[piece.key] = now
    return seen


def _plain(row: Rendering) -> tuple[Any, ...]:
    return (row.section_id, *(str(getattr(row, name)) for name in _WRITTEN if name != "section"))
