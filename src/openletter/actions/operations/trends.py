"""Noting what grows: acts of the last two hours added up by what they have in common, without opening any but one.

The acts' ids are ordered by time, so two hours are one stretch of the table, however long the table is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Avg, Case, CharField, Count, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Substr, TruncHour

from openletter.actions.abuse.traces import KEPT_FOR, LABEL, NONE, PLACES, SLOWEST
from openletter.actions.access import CannotOpen, Erased, open_act
from openletter.actions.models import ActionTaken, Trend
from openletter.actions.operations.switches import canonical_domain
from openletter.actions.rules import ActState
from openletter.kernel.audit import SYSTEM
from openletter.kernel.ids import uuid7

LEAST = 10  # acts in an hour, below which nothing is written down
MOST = 200  # lines an hour for networks, domains and words each
LOOKED_BACK = timedelta(hours=1)  # the hour before is looked at too: its confirmations arrive late
TREND_KEPT = timedelta(days=14)
AT_ONCE = 500
By = Trend.By
STANDING = (ActState.PENDING, ActState.COUNTED, ActState.SHADOWED)


def note(*, at: datetime) -> int:
    """Write down this hour and the one before, and forget what is older than two weeks; returns how many lines."""
    begin = at.replace(minute=0, second=0, microsecond=0) - LOOKED_BACK
    lines = list(_lines(begin))
    Trend.objects.bulk_create(
        lines, update_conflicts=True, unique_fields=["hour", "action", "by", "label"],
        update_fields=["quantity", "confirmed", "pending", "shadowed", "seconds", "country"],
    )  # fmt: skip
    Trend.objects.filter(hour__lt=at - TREND_KEPT).delete()
    _name_domains(begin, at)
    return len(lines)


def forget(*, at: datetime) -> int:
    """End the traces of acts older than thirty days; returns how many acts. What a pause left is caught up with."""
    ended, until = 0, _first_id(at - KEPT_FOR)
    position = _first_id(at - 3 * KEPT_FOR)
    while True:
        rows = ActionTaken.objects.filter(pk__gte=position, pk__lt=until).exclude(traces="").order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        if not ids:
            return ended
        ended += ActionTaken.objects.filter(pk__in=ids).update(traces="")
        position = ids[-1]


def _lines(begin: datetime) -> Iterator[Trend]:
    rows: Any = ActionTaken.objects.filter(pk__gte=_first_id(begin), state__in=STANDING).order_by()
    rows = rows.annotate(hour=TruncHour("taken_at", tzinfo=UTC))
    for by, label in ((By.ALL, Value("")), *((by, _label(by)) for by in (By.NETWORK, By.DOMAIN, By.WORDS))):
        found = rows.annotate(label=label).values("action_id", "hour", "label").annotate(**_MEASURES)
        if by != By.ALL:
            found = found.exclude(label__in=("", NONE))
        great = list(found.filter(quantity__gte=LEAST).order_by("-quantity")[:MOST])
        countries = _countries(rows.annotate(label=label)) if great else {}
        for line in great:
            yield _line(by, line, countries)


def _countries(rows: Any) -> dict[tuple[int, datetime, str], tuple[str, int]]:
    """The country that most acts of each line give, with how many do."""
    found = rows.exclude(country="").values_list("action_id", "hour", "label", "country")
    found = found.annotate(number=Count("pk")).filter(number__gte=LEAST).order_by("number")
    return {(action, hour, label): (country, number) for action, hour, label, country, number in found}


_MEASURES: dict[str, Any] = {
    "quantity": Count("pk"),
    "confirmed": Count("pk", filter=Q(confirmed_at__isnull=False)),
    "pending": Count("pk", filter=Q(state=ActState.PENDING)),
    "shadowed": Count("pk", filter=Q(state=ActState.SHADOWED)),
    "seconds": Avg(
        Case(
            When(traces="", then=None),
            default=Cast(Substr("traces", 3 * LABEL + 1), IntegerField()),
            output_field=IntegerField(),
        )
    ),
}


def _label(by: str) -> Any:
    return Substr("traces", PLACES[by], LABEL, output_field=CharField())


def _line(by: str, found: dict[str, Any], countries: Mapping[tuple[int, datetime, str], tuple[str, int]]) -> Trend:
    country, number = countries.get((found["action_id"], found["hour"], found["label"]), ("", 0))
    return Trend(
        action_id=found["action_id"], hour=found["hour"], by=by, label=found["label"], quantity=found["quantity"],
        confirmed=found["confirmed"], pending=found["pending"], shadowed=found["shadowed"],
        seconds=min(round(found["seconds"] or 0), SLOWEST), country=country if 2 * number > found["quantity"] else "",
    )  # fmt: skip


def _name_domains(begin: datetime, at: datetime) -> None:
    """A domain that ten acts share has a name: one of them is opened for it, and nothing but the domain is kept."""
    for line in Trend.objects.filter(hour__gte=begin, by=By.DOMAIN, name="")[:AT_ONCE]:
        known = Trend.objects.filter(by=By.DOMAIN, label=line.label).exclude(name="").values_list("name", flat=True)
        if name := known.first() or _domain_of(line, begin, at):
            Trend.objects.filter(pk=line.pk).update(name=name)


def _domain_of(line: Trend, begin: datetime, at: datetime) -> str:
    rows = ActionTaken.objects.filter(pk__gte=_first_id(begin), action=line.action_id, sealed__isnull=False)
    one = rows.annotate(label=_label(By.DOMAIN)).filter(label=line.label).values_list("pk", flat=True).first()
    if one is None:
        return ""
    try:
        return canonical_domain(open_act(one, by=SYSTEM, purpose="the domain of many acts", at=at).email)
    except (Erased, CannotOpen):
        return ""


def _first_id(at: datetime) -> UUID:
    """What sorts before every act that was taken from this moment on."""
    return uuid7(now_ms=int(at.timestamp() * 1000), random=bytes(10))
