"""Finding cases: by words in any spelling, among those that have pages on a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from openletter.cases import models
from openletter.cases.rules import GOOD_OUTCOMES, PUBLIC_STATUSES, CaseStatus
from openletter.cases.rules.finding import SHORTEST_BEGINNING, Fit, WordKind, is_telling, wanted_words
from openletter.kernel.folding import skeleton

# Beyond this many, asking for all and choosing among them is quicker than naming each.
MOST_NAMED = 500
_FITS = {WordKind.NAME: Fit.NAME, WordKind.BONES: Fit.BONES, WordKind.TOLD: Fit.TOLD}


@dataclass(frozen=True, slots=True)
class Found:
    """A case that may be shown, as far as choosing and ordering need it. `ended` and `well` tell how it stands."""

    id: int
    country: str
    opened_on: date
    concerns: tuple[str, ...]
    ended: bool
    well: bool
    fit: int


def find_cases(text: str, *, among: QuerySet[Any, int], on: date) -> tuple[Found, ...]:
    """The cases among these ids that may be shown on this day and hold every word of `text`; all where it is empty.

    Those that search engines must not find are left out where nobody looks for words: lists without them are read by
    search engines. The number of queries does not grow with the number of cases, only with that of the words.
    """
    fits = fits_of(text) if text.strip() else None
    shown = {"status__in": PUBLIC_STATUSES, "recalled_at__isnull": True, "finding__shown_until__gte": on}
    rows = models.Case.objects.filter(pk__in=among, **shown)
    if fits is None:
        rows = rows.filter(hide_from_search=False, about_child=False)
    if fits is not None and len(fits) <= MOST_NAMED:
        rows = rows.filter(pk__in=list(fits))
    told = rows.order_by().values_list("pk", "country", "opened_on", "status")
    kept = {row[0]: row for row in told if fits is None or row[0] in fits}
    concerns, well = _concerns(kept), _well(pk for pk, row in kept.items() if row[3] == CaseStatus.CLOSED)
    return tuple(
        Found(
            id=pk, country=country, opened_on=opened_on, concerns=tuple(concerns.get(pk, ())),
            ended=status == CaseStatus.CLOSED, well=pk in well, fit=fits[pk] if fits is not None else Fit.NAME,
        )
        for pk, country, opened_on, status in kept.values()
    )  # fmt: skip


def fits_of(text: str) -> dict[int, int]:
    """The cases that hold every word of a text, each with how well the worst of its words fits."""
    found: dict[int, int] | None = None
    for word in wanted_words(text):
        fits = _holding(word)
        found = fits if found is None else {pk: max(found[pk], fit) for pk, fit in fits.items() if pk in found}
    return found or {}


def _holding(word: frozenset[str]) -> dict[int, int]:
    wanted = Q()
    for reading in word:
        wanted |= Q(kind__in=[WordKind.NAME, WordKind.TOLD]) & _begins_with(reading)
        if is_telling(reading):
            wanted |= Q(kind=WordKind.BONES, word=skeleton(reading))
    fits: dict[int, int] = {}
    for pk, kind in models.FindingWord.objects.filter(wanted).values_list("case_id", "kind").distinct():
        fits[pk] = min(fits.get(pk, Fit.TOLD), _FITS[WordKind(kind)])
    return fits


def _begins_with(reading: str) -> Q:
    """Words that begin so; short ones must be there as they stand."""
    if len(reading) < SHORTEST_BEGINNING:
        return Q(word=reading)
    if connection.vendor == "postgresql":
        return Q(word__startswith=reading)
    return Q(word__gte=reading, word__lt=f"{reading}\x7f")  # folded words are plain ASCII: this is read from the index


def _concerns(cases: dict[int, Any]) -> dict[int, list[str]]:
    rows = _of(cases, models.CaseConcern.objects.order_by("order", "pk"))
    found: dict[int, list[str]] = defaultdict(list)
    for pk, concern in rows.values_list("case_id", "concern"):
        found[pk].append(concern)
    return found


def _well(cases: Iterable[int]) -> frozenset[int]:
    """Those whose latest outcome is good news."""
    wanted = frozenset(cases)
    rows = _of(wanted, models.Outcome.objects.order_by("pk"))
    latest = dict(rows.values_list("case_id", "type"))
    return frozenset(pk for pk, outcome in latest.items() if pk in wanted and outcome in GOOD_OUTCOMES)


def _of(cases: Iterable[int], rows: QuerySet[Any]) -> QuerySet[Any]:
    wanted = list(cases)
    return rows.filter(case__in=wanted) if len(wanted) <= MOST_NAMED else rows
