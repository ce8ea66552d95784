"""What was said before: the same or a similar text translated elsewhere, and the words of the field we agreed on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz, process
from wagtail_localize.models import StringTranslation

from openletter.translations.models import GlossaryTerm
from openletter.translations.parts import Part, shown

_ALIKE = 75  # of a hundred
_POOL = 3000  # the newest texts that are compared
_MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation made before, of a source that is alike by so many hundredths."""

    text: str
    source: str
    alike: int


def suggestions(parts: Iterable[Part], language: str, source_language: str) -> dict[str, tuple[Suggestion, ...]]:
    """For each part that is not done, what was said for the same or a similar text; one query."""
    wanted = [part for part in parts if not part.done]
    if not wanted:
        return {}
    own = {part.draft.pk for part in wanted if part.draft}
    rows = StringTranslation.objects.filter(
        locale__language_code=language, translation_of__locale__language_code=source_language, has_error=False
    )
    rows = rows.exclude(pk__in=own).order_by("-pk")
    pool = dict(rows.values_list("translation_of__data", "data")[:_POOL])
    return {part.key: found for part in wanted if (found := _alike(part, pool))}


def _alike(part: Part, pool: dict[str, str]) -> tuple[Suggestion, ...]:
    near = process.extract(part.string, pool.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST)
    return tuple(
        Suggestion(shown(pool[source], rich=part.rich), shown(source, rich=part.rich), int(score))
        for source, score, _index in near
    )


def terms_in(
    parts: Iterable[Part], language: str, source_language: str, section_id: int
) -> dict[str, tuple[GlossaryTerm, ...]]:
    """For each part, the agreed words for terms its source holds, as its section says them; one query."""
    rows = GlossaryTerm.objects.filter(
        Q(section=None) | Q(section=section_id), language=language, source_language=source_language
    )
    # What the section says itself comes last and takes the place of what all say.
    agreed = {row.term.casefold(): row for row in sorted(rows, key=lambda row: row.section_id is not None)}
    patterns = [(row, _within(row.term)) for row in sorted(agreed.values(), key=lambda row: row.term.casefold())]
    found = {part.key: tuple(row for row, pattern in patterns if pattern.search(part.source)) for part in parts}
    return {key: terms for key, terms in found.items() if terms}


def _within(term: str) -> re.Pattern[str]:
    """The term as a word of its own; in English and French also as one more than one."""
    return re.compile(rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)", re.IGNORECASE)
