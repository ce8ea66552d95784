"""What a translator fills in: a plain field, or one paragraph of a formatted one, with its draft and its past.

Drafts, the strings they are made from and their memory stand in wagtail-localize's tables; here they are read for a
whole case or action in one query, and nothing is written.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue, extract_strings, restore_strings

from openletter.translations.models import Rendering
from openletter.translations.piece import Piece, made_from

_NEAR = 40  # of a hundred; less alike than this, an older paragraph is not taken for the same one


@dataclass(frozen=True, slots=True)
class Part:
    """One text box. `string` is the source as the library keeps it; all else is as people read and type it."""

    piece: Piece
    number: int
    source: str
    string: str
    present: str
    draft: StringTranslation | None = None
    older: StringTranslation | None = None
    was: str | None = None

    @property
    def rich(self) -> bool:
        """Whether it is a paragraph of formatted text."""
        return self.piece.rich

    @property
    def key(self) -> str:
        """Its name in the form."""
        return f"{self.piece.key}-{self.number}" if self.rich else self.piece.key

    @property
    def text(self) -> str:
        """What stands in the box."""
        written = self.draft or self.older
        return shown(written.data, rich=self.rich) if written else self.present

    @property
    def changed(self) -> bool:
        """Whether the source changed after these words were made, and nobody has looked at them since."""
        return self.was is not None and self.draft is None

    @property
    def by_machine(self) -> bool:
        """Whether its draft came from a machine and no person has kept it yet."""
        return self.draft is not None and self.draft.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE

    @property
    def fault(self) -> str:
        """What is wrong with the draft; empty where nothing is."""
        return self.draft.field_error if self.draft and self.draft.has_error else ""

    @property
    def done(self) -> bool:
        """Whether a person has said here what the source says now."""
        if self.draft is not None:
            return not self.draft.has_error and not self.by_machine
        return bool(self.present) and self.was is None

    @property
    def waits(self) -> bool:
        """Whether there is a draft that readers do not see."""
        return self.draft is not None and (self.text != self.present or self.was is not None)


def shown(data: str, *, rich: bool) -> str:
    """A string of the library as people read it: marks stay in formatted text, other text is plain."""
    return data if rich else StringValue(data).render_text()


def kept_as(text: str, *, rich: bool) -> str:
    """What people typed, as the library keeps it. Raises ValueError for marks that no text may hold."""
    value = StringValue.from_translated_html(text) if rich else StringValue.from_plaintext(text)
    return str(value.data)


Stored = Mapping[tuple[uuid.UUID, str], list[StringTranslation]]


def stored(pieces: Iterable[Piece], languages: Iterable[str]) -> dict[str, Stored]:
    """Every draft and every older translation of these facts, by language, fact and field; one query."""
    keys = {piece.anchor for piece in pieces}
    codes = dict(Locale.objects.filter(language_code__in=list(languages)).values_list("pk", "language_code"))
    rows = StringTranslation.objects.filter(context__object_id__in=keys, locale__in=codes)
    rows = rows.select_related("context", "translation_of", "last_translated_by").order_by("updated_at")
    found: dict[str, dict[tuple[uuid.UUID, str], list[StringTranslation]]] = {}
    for row in rows:
        each = found.setdefault(codes[row.locale_id], defaultdict(list))
        each[(row.context.object_id, row.context.path)].append(row)
    return dict(found)


def parts_of(piece: Piece, known: Stored, rendering: Rendering) -> tuple[Part, ...]:
    """What is to be filled in for one field; nothing where the source says nothing."""
    if not piece.source:
        return ()
    waiting = frozenset(rendering.waiting)
    rows = [row for row in known.get((piece.anchor, piece.name), []) if row.pk in waiting]
    drafts = {row.translation_of.data: row for row in rows}
    before = made_from(piece, rendering.kept)
    if piece.rich:
        found = _paragraphs(piece, before)
    else:
        string = StringValue.from_plaintext(piece.source).data
        found = [Part(piece, 0, piece.source, string, piece.present, was=before)]
    left = [row for row in rows if row.translation_of.data not in {part.string for part in found}]
    return tuple(_drafted(part, drafts.get(part.string), left) for part in found)


def _drafted(part: Part, draft: StringTranslation | None, left: list[StringTranslation]) -> Part:
    """With its draft; without one, with a draft made from what the source said before."""
    if draft is not None or not left:
        return replace(part, draft=draft)
    strings = [row.translation_of.data for row in left]
    was = _nearest(part.string, strings) if part.rich else strings[-1]
    if not was:
        return part
    older = next(row for row in reversed(left) if row.translation_of.data == was)
    return replace(part, older=older, was=shown(was, rich=part.rich))


def _paragraphs(piece: Piece, before: str | None) -> list[Part]:
    """Paragraph by paragraph; words typed in another shape than their source had cannot be matched and are left out."""
    strings, said = _strings(piece.source), _strings(piece.present)
    older = strings if before is None else _strings(before)
    said = said if len(said) == len(older) else [""] * len(older)
    found = []
    for number, string in enumerate(strings):
        was = string if string in older else _nearest(string, older)
        present = said[older.index(was)] if was else ""
        found.append(Part(piece, number, string, string, present, was=None if was == string else was))
    return found


def _strings(html: str) -> list[str]:
    return [value.data for value, _attrs in extract_strings(html)[1]] if html else []


def _nearest(string: str, older: list[str]) -> str:
    best = max(older, key=lambda each: fuzz.ratio(string, each), default="")
    return best if fuzz.ratio(string, best) >= _NEAR else ""


def whole(piece: Piece, texts: Mapping[int, str]) -> str:
    """The whole value of a field from its parts."""
    if not piece.rich:
        return texts[0]
    template, strings = extract_strings(piece.source)
    filled = [(StringValue(kept_as(texts[n], rich=True)), attrs) for n, (_value, attrs) in enumerate(strings)]
    return str(restore_strings(template, filled))


def is_withdrawn(piece: Piece, rendering: Rendering) -> bool:
    """Whether the source has stopped saying what these words were made from."""
    was: Any = rendering.kept.get(piece.key)
    return bool(was and was["from"] and not piece.source and piece.present and piece.source_row is not None)
