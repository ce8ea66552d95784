"""Reads of translations: where one thing stands, what waits, what is covered."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from openletter.kernel import clock
from openletter.sections.access import Right, holdings
from openletter.translations import pages
from openletter.translations.models import Rendering
from openletter.translations.reckoning import sheet_of
from openletter.translations.rules import TranslationState
from openletter.translations.texts import MODELS, source_of


def kind_of(fact: Any) -> str:
    """What a case, an action or a page is called here."""
    return next((kind for kind, model in MODELS.items() if isinstance(fact, model)), Rendering.Kind.PAGE)


def _number_of(fact: Any) -> int:
    """The number under which its translations are kept; 0, which nothing has, for a page without words of its own."""
    return (pages.number_of(fact.pk) or 0) if kind_of(fact) == Rendering.Kind.PAGE else int(fact.pk)


def translation_state(fact: Any, language: str) -> TranslationState:
    """Where the words of a case, an action or a page stand in a language.

    The language it was written in is approved as the thing itself is. What was never reckoned is reckoned now, and not
    written down.
    """
    kind = kind_of(fact)
    row = Rendering.objects.filter(kind=kind, subject_id=_number_of(fact), language=language).only("state").first()
    if row is not None:
        return TranslationState(row.state)
    if kind == Rendering.Kind.PAGE:
        return TranslationState.MISSING
    if language == source_of(fact):
        return TranslationState.APPROVED
    return sheet_of(kind, fact, language, at=clock.now()).state


def translation_states(fact: Any) -> dict[str, TranslationState]:
    """Every language reckoned for a thing; one query."""
    rows = Rendering.objects.filter(kind=kind_of(fact), subject_id=_number_of(fact))
    return {code: TranslationState(state) for code, state in rows.values_list("language", "state")}


def readable(user: Any) -> Q:
    """What belongs to the sections in which a person has to do with words, and what all sections share."""
    ids = holdings(user).section_ids(Right.REVIEW_WORDS)
    if ids is None:
        return Q()
    return Q(section_id__in=ids) | Q(section=None) if ids else Q(pk=None)


def queue(user: Any) -> QuerySet[Rendering]:
    """The translations of the sections in which a person has to do with words, what is wanted soonest first."""
    rows = Rendering.objects.filter(readable(user)).defer("kept", "waiting")
    return rows.order_by("due", "id")


def coverage(user: Any) -> dict[str, dict[str, int]]:
    """How many translations stand in each state, by language; one query."""
    rows = queue(user).order_by().values_list("language", "state").annotate(n=Count("id"))
    found: dict[str, dict[str, int]] = {}
    for language, state, n in rows:
        found.setdefault(language, {})[state] = n
    return found
