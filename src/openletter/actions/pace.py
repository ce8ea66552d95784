"""How many acts come a day: whether a number stands still or leaps by its own measure, and when a goal is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import ceil, sqrt
from statistics import median
from typing import TYPE_CHECKING, Any

from openletter.actions.rules import LedgerSource

if TYPE_CHECKING:
    from django.db.models import Q

LOOKS_BACK = 23
"""Full days that are looked at: three weeks as a measure, and the two days that are measured."""
FEWEST_USUAL = 5
"""A number that brings fewer a day may well rest for two days."""
SMALLEST_LEAP = 50
"""A leap to less than this is a good day of a small action."""
FORTNIGHT = 14
FEWEST_TO_FORECAST = 20
FARTHEST = 730  # days
CHANCE = 1.28  # deviations: four of five weeks of the same pace lie within
ONLINE = (LedgerSource.VERIFIED_ONLINE, LedgerSource.SELF_REPORTED, LedgerSource.UNCONFIRMED)


class Gait(StrEnum):
    """How a number has been going."""

    EVEN = "even"
    STALLED = "stalled"
    LEAPT = "leapt"


@dataclass(frozen=True, slots=True)
class Stride:
    """How a number goes: what is usual a day, and what came in the days that were measured."""

    gait: Gait
    usual: int
    latest: int


def stride(days: Sequence[int]) -> Stride:
    """How a number goes, from the acts of the last full days, the oldest first.

    Usual is the median of all but the last two days: one loud day changes it little. A number stands still when the
    last two days together brought less than a tenth of one usual day. It leaps when yesterday brought more than five
    times the usual and lies eight times as far from it as days commonly do (median absolute deviation).
    """
    if len(days) < 9:
        return Stride(Gait.EVEN, 0, 0)
    before, latest = days[:-2], days[-2:]
    usual = median(before)
    spread = median(abs(day - usual) for day in before)
    if usual >= FEWEST_USUAL and sum(latest) * 10 < usual:
        return Stride(Gait.STALLED, round(usual), max(sum(latest), 0))
    if latest[-1] >= SMALLEST_LEAP and latest[-1] > 5 * usual and latest[-1] > usual + 8 * spread:
        return Stride(Gait.LEAPT, round(usual), latest[-1])
    return Stride(Gait.EVEN, round(usual), max(latest[-1], 0))


def by_day(of: Q, *, until: date, days: int) -> Mapping[int, list[int]]:
    """Acts of each action on each of the full days (UTC) before `until`, the oldest first, in one query.

    `of` narrows ledger entries. Days are summed by the database itself, not by a function called row by row.
    """
    from django.db.models import Q, Sum

    from openletter.actions.models import LedgerEntry

    edges = [datetime.combine(until - timedelta(days=days - n), time(), UTC) for n in range(days + 1)]
    sums: dict[str, Any] = {
        f"d{n}": Sum("quantity", filter=Q(hour__gte=edges[n], hour__lt=edges[n + 1]), default=0) for n in range(days)
    }
    rows = LedgerEntry.objects.filter(of, automatic=True, source__in=ONLINE, hour__gte=edges[0], hour__lt=edges[-1])
    found = rows.order_by().values("action_id").annotate(**sums).values_list("action_id", *sums)
    return {action: [int(number) for number in numbers] for action, *numbers in found}


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days between which a goal is reached; without `latest` nobody can say it will be."""

    soonest: date
    latest: date | None


def forecast(days: Sequence[int], missing: int, *, today: date) -> Forecast | None:
    """When so many more acts have come, at the pace of fourteen full days; None on fewer than twenty acts.

    The better week, and what chance alone could add to it, gives the soonest day; the weaker week, less as much, the
    latest. A latest day more than two years away is no forecast any more.
    """
    if len(days) < FORTNIGHT or sum(days) < FEWEST_TO_FORECAST or missing <= 0:
        return None
    weeks = (sum(days[-FORTNIGHT:-7]), sum(days[-7:]))
    fast, slow = max(weeks), max(min(weeks), 0)
    fastest, slowest = fast + CHANCE * sqrt(fast), slow - CHANCE * sqrt(slow)
    soonest = ceil(missing * 7 / fastest)
    if soonest > FARTHEST:
        return None
    latest = ceil(missing * 7 / slowest) if slowest > 0 else FARTHEST + 1
    return Forecast(today + timedelta(days=soonest), None if latest > FARTHEST else today + timedelta(days=latest))
