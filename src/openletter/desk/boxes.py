"""The boxes of the translator's page: what each shows, and what came back in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import capfirst

from openletter.kernel.languages import direction
from openletter.translations.differences import Change, changes
from openletter.translations.drafting import Typed
from openletter.translations.memory import Suggestion, suggestions, terms_in
from openletter.translations.models import GlossaryTerm
from openletter.translations.parts import Part
from openletter.translations.piece import Label, digest
from openletter.translations.placeholders import locked
from openletter.translations.reckoning import Sheet

LINE = 120  # letters; a longer field is given several lines


@dataclass(frozen=True)
class Box:
    """One text to translate: its source, its past, what must survive, and what stands in it now."""

    part: Part
    text: str
    was: str  # a fingerprint of what stood here when the page was made
    theirs: str | None = None
    passed_over: bool = False  # somebody else changed it, this person did not; their page shows what stood before
    still_right: bool = False
    terms: tuple[GlossaryTerm, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def label(self) -> str:
        """The field's name; paragraphs are numbered."""
        name = capfirst(str(self.part.piece.field.verbose_name))
        # The pieces of a page are numbered already; most hold one paragraph.
        plain = not self.part.rich or (isinstance(self.part.piece.field, Label) and not self.part.number)
        return name if plain else f"{name} {self.part.number + 1}"

    @property
    def most(self) -> int | None:
        """How many letters it may have; None where nothing limits it."""
        return self.part.piece.most

    @property
    def is_line(self) -> bool:
        """Whether one line is enough."""
        longest = self.part.piece.field.max_length
        return bool(longest and longest <= LINE)

    @property
    def rows(self) -> int:
        """How many lines it is given before it grows."""
        return max(2, min(14, len(self.part.source) // 70 + self.part.source.count("\n") + 1))

    @property
    def locked(self) -> tuple[str, ...]:
        """What must stand in it as in the source."""
        return tuple(dict.fromkeys(locked(self.part.source)))

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed in the source since these words were made; nothing where nothing did."""
        return changes(self.part.was, self.part.source) if self.part.was is not None else ()

    @property
    def source_direction(self) -> str:
        """Which way its source runs."""
        return direction(self.part.piece.source_language)


@dataclass(frozen=True)
class Boxes:
    """All boxes of a sheet, as they are or as they were sent."""

    sheet: Sheet
    sent: Mapping[str, str] | None = None

    @cached_property
    def all(self) -> tuple[Box, ...]:
        """Every box, in the order a page tells its texts."""
        return tuple(self._of(part) for part in self.sheet.parts)

    def _of(self, part: Part) -> Box:
        now = Box(part, part.text, digest(part.text))
        if self.sent is None or part.key not in self.sent:
            return now
        typed = self.sent[part.key].replace("\r\n", "\n").strip()
        was, right = self.sent.get(f"{part.key}.was", now.was), f"{part.key}.right" in self.sent
        if was != now.was and digest(typed) == was:
            return replace(now, passed_over=True)
        changed_by_both = was != now.was and typed != part.text
        return replace(now, text=typed, still_right=right, theirs=part.text if changed_by_both else None)

    @property
    def conflicts(self) -> tuple[Box, ...]:
        """Boxes that somebody else changed meanwhile to something else."""
        return tuple(box for box in self.all if box.theirs is not None)

    def typed(self) -> dict[str, Typed]:
        """What is to be kept; boxes in conflict are left as they are until the person has seen both."""
        sent = self.sent or {}
        return {
            box.part.key: Typed(box.text, still_right=box.still_right)
            for box in self.all
            if box.part.key in sent and box.theirs is None
        }

    def over(self, sheet: Sheet) -> Boxes:
        """The same boxes on a sheet as it stands now; only what is in conflict is still shown as it was typed."""
        keys = {box.part.key for box in self.conflicts}
        return Boxes(sheet, {name: text for name, text in (self.sent or {}).items() if name.split(".")[0] in keys})

    def helped(self) -> list[tuple[Any, list[Box]]]:
        """Boxes fact by fact, each with agreed words and what was said before."""
        to, source = self.sheet.rendering.language, self.sheet.rendering.source_language
        terms = terms_in(self.sheet.parts, to, source, self.sheet.subject.section_id)
        before = suggestions(self.sheet.parts, to, source)
        facts: dict[Any, list[Box]] = {}
        for box in self.all:
            key = box.part.key
            full = replace(box, terms=terms.get(key, ()), suggestions=before.get(key, ()))
            facts.setdefault(box.part.piece.fact, []).append(full)
        return list(facts.items())


def withdrawn(sheet: Sheet) -> list[tuple[str, str]]:
    """Texts that the source has stopped saying, by name; they go when the translation is approved."""
    return [(capfirst(str(piece.field.verbose_name)), strip_tags(piece.present)) for piece in sheet.withdrawn]
