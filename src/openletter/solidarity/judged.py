"""Lists for who moderates and who looks after moderators: what waits and how old it is, what was decided and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from openletter.sections.models import Section
from openletter.solidarity.models import Decision, SolidarityMessage
from openletter.solidarity.queries import waiting
from openletter.solidarity.rules import DECIDED, Age, first_day_within

PAGE = 50


def of_age(age: str, sections: Iterable[Section], today: date) -> Q:
    """The filter for what waits near or over the time that each section promised; everything for any other age."""
    if age not in (Age.NEAR, Age.OVER):
        return Q()
    found = Q(pk__in=())
    for section in sections:
        promised = section.days_to_moderate
        due = _start(first_day_within(today, promised))
        early = _start(first_day_within(today, promised - 1))
        since = Q(waits_since__lt=due) if age == Age.OVER else Q(waits_since__gte=due, waits_since__lt=early)
        found |= since & Q(section=section)
    return found


def queue(*, within: Q, after: SolidarityMessage | None = None) -> tuple[list[SolidarityMessage], bool]:
    """A page of what waits, the longest waiting first, and whether there is more."""
    rows = waiting(within=within).select_related("section", "locked_by").prefetch_related(
        "case__words", "section__words"
    )  # fmt: skip
    if after is not None:
        rows = rows.filter(Q(waits_since__gt=after.waits_since) | Q(waits_since=after.waits_since, pk__gt=after.pk))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


@dataclass(frozen=True, slots=True)
class Sums:
    """What was decided in a period: by person in the order of their names, and by reason. Nobody is ranked."""

    accepted: int
    withheld: int
    overturned: int
    by_person: list[Any]
    by_reason: list[Any]


def decisions(*, within: Q, since: date, until: date) -> QuerySet[Decision]:
    """What was decided from one day to another, both included."""
    rows = Decision.objects.filter(within, at__gte=_start(since), at__lt=_start(until + timedelta(days=1)))
    return rows.filter(verdict__in=DECIDED)


def sums(rows: QuerySet[Decision]) -> Sums:
    """Three queries, however many there are."""
    plain = rows.order_by()
    counted = {
        "accepted": Count("pk", filter=Q(verdict="accepted")), "withheld": Count("pk", filter=Q(verdict="withheld")),
        "overturned": Count("pk", filter=Q(overturned_at__isnull=False)),
    }  # fmt: skip
    return Sums(
        **plain.aggregate(**counted),
        by_person=list(plain.values("by_name").annotate(**counted).order_by("by_name")),
        by_reason=list(plain.exclude(reason="").values("reason").annotate(number=Count("pk")).order_by("reason")),
    )


def page_of(rows: QuerySet[Decision], before: Decision | None) -> tuple[list[Decision], bool]:
    """A page of decisions, the newest first, and whether there are older ones."""
    if before is not None:
        rows = rows.filter(Q(at__lt=before.at) | Q(at=before.at, pk__lt=before.pk))
    listed = rows.order_by("-at", "-pk").select_related("section").prefetch_related("section__words")
    found = list(listed.prefetch_related("message__case__words")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
