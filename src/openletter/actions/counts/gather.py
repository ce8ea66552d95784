"""Gathering counts from acts: derived again and again, only what differs is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Value, When

from openletter.actions.counts.days import DayOf
from openletter.actions.counts.rules import DELAYS, Delay
from openletter.actions.models import ActCount, ActionTaken
from openletter.actions.rules import ActState
from openletter.kernel.ids import first_of

About = ActCount.About
AT_ONCE = 1000  # rows written in one transaction: nobody who acts waits for it
DAY = timedelta(days=1)  # a clock of another process may be behind
LOOKS_BACK = timedelta(days=3)
COUNTED = Q(state=ActState.COUNTED)

Key = tuple[int, date, str]


def gather(*, at: datetime, everything: bool = False) -> int:
    """The counts equal the acts; returns how many rows were written or taken away.

    Without `everything` only the month in which the last three days lie is looked at, and acts that came in then:
    what changed of older acts is found by the next full round. Done twice it changes nothing more.
    """
    since = None if everything else (at.date() - LOOKS_BACK).replace(day=1)
    return sum(_bring(about, found, since) for about, found in _found(since))


def _found(since: date | None) -> Iterator[tuple[str, QuerySet[Any]]]:
    acts = ActionTaken.objects.all() if since is None else ActionTaken.objects.filter(pk__gte=first_of(since - DAY))
    day = DayOf(F("taken_at"))
    yield About.COUNTRY, _counted(acts.filter(COUNTED), DayOf(F("taken_at"), months=True), F("country"))
    yield About.LANGUAGE, _counted(acts.filter(COUNTED), day, F("language"))
    yield About.STATE, _counted(acts, day, F("state"))
    confirmed = acts.filter(COUNTED, confirmed_at__isnull=False).annotate(
        waited=ExpressionWrapper(F("confirmed_at") - F("taken_at"), output_field=DurationField())
    )
    steps = (When(waited__lt=step, then=Value(delay.value)) for step, delay in DELAYS)
    yield (
        About.DELAY,
        _counted(confirmed, day, Case(*steps, default=Value(Delay.LATER.value), output_field=CharField())),
    )


def _counted(acts: QuerySet[Any], day: DayOf, key: Any) -> QuerySet[Any]:
    rows = acts.order_by().annotate(_day=day, _key=key).values("action_id", "_day", "_key")
    return rows.annotate(_number=Count("pk")).values_list("action_id", "_day", "_key", "_number")


def _bring(about: str, found: QuerySet[Any], since: date | None) -> int:
    wanted = {(action, date.fromisoformat(day), key[:12]): number for action, day, key, number in found.iterator()}
    if since is not None:
        wanted = {key: number for key, number in wanted.items() if key[1] >= since}
    kept = ActCount.objects.filter(about=about, **({"since__gte": since} if since else {}))
    known: dict[Key, tuple[int, int]] = {
        (action, day, key): (pk, number)
        for pk, action, day, key, number in kept.values_list("pk", "action_id", "since", "key", "number").iterator()
    }
    gone = [pk for key, (pk, _number) in known.items() if key not in wanted]
    changed = [
        ActCount(about=about, action_id=action, since=day, key=key, number=number)
        for (action, day, key), number in wanted.items()
        if known.get((action, day, key), (0, -1))[1] != number
    ]
    _write(changed, gone)
    return len(changed) + len(gone)


def _write(changed: list[ActCount], gone: list[int]) -> None:
    for rows in batched(changed, AT_ONCE, strict=False):
        with transaction.atomic():
            ActCount.objects.bulk_create(
                rows, update_conflicts=True, update_fields=["number"],
                unique_fields=["about", "since", "action", "key"],
            )  # fmt: skip
    for keys in batched(gone, AT_ONCE, strict=False):
        ActCount.objects.filter(pk__in=keys).delete()
