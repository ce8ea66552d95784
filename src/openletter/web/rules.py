"""What stands where on a section's home: decided purely, from what each case and its open actions say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from openletter.cases.rules import CasePriority

# A deadline so near that whoever comes back next week may come too late.
SOON_DAYS = 14
RANK = {CasePriority.URGENT: 0, CasePriority.HIGH: 1, CasePriority.NORMAL: 2, CasePriority.LOW: 3}


@dataclass(frozen=True, slots=True)
class Standing:
    """A case for which one can act now. `deadlines` are those of its open actions."""

    case: int
    priority: str
    opened_on: date
    deadlines: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """The cases in their places: each stands in one place only."""

    urgent: tuple[int, ...]
    featured: int | None
    others: tuple[int, ...]


def is_urgent(standing: Standing, *, today: date) -> bool:
    """Whether a case is of the highest priority, or an action of it ends within fourteen days."""
    near = (0 <= (deadline - today).days <= SOON_DAYS for deadline in standing.deadlines)
    return standing.priority == CasePriority.URGENT or any(near)


def order_of(
    open_cases: Iterable[Standing], *, today: date, shown: frozenset[int] = frozenset(), feature: bool = True
) -> Order:
    """Urgent first, the nearest deadline before the others; then one featured; then the rest by priority.

    Featured is the case of the highest priority among those that are not urgent; among equals the newest. Cases that
    are `shown` elsewhere by choice stand in none of these places; without `feature` nobody is chosen to stand alone.
    """
    rows = [row for row in open_cases if row.case not in shown]
    urgent = sorted((row for row in rows if is_urgent(row, today=today)), key=_nearness)
    rest = sorted((row for row in rows if not is_urgent(row, today=today)), key=_weight)
    alone = rest[:1] if feature else []
    return Order(_cases(urgent), alone[0].case if alone else None, _cases(rest[len(alone) :]))


def _nearness(row: Standing) -> tuple[date, int]:
    return min(row.deadlines, default=date.max), row.case


def _weight(row: Standing) -> tuple[int, int, int]:
    return RANK.get(CasePriority(row.priority), len(RANK)), -row.opened_on.toordinal(), row.case


def _cases(rows: Sequence[Standing]) -> tuple[int, ...]:
    return tuple(row.case for row in rows)
