"""Reading the number: the sum of ledger lines and of the deltas not yet folded, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import connection

from openletter.actions.rules import PUBLIC_SOURCES, LedgerSource
from openletter.kernel import clock


@dataclass(frozen=True, slots=True)
class Count:
    """An action's number, what it is made of, and what waits beside it. Exact at `as_of`."""

    number: int
    by_source: Mapping[str, int]
    unconfirmed: int
    as_of: datetime
    clicked: int = 0


def sums_of(actions: Iterable[int]) -> str:
    """SQL that gives (action, source, sum) of some actions; a single statement, so that a fold is never half seen."""
    ids = ", ".join(str(int(action)) for action in actions) or "-1"
    return (
        "SELECT action_id, source, SUM(quantity) FROM ("  # noqa: S608 - the ids are numbers
        f" SELECT action_id, source, quantity FROM actions_ledgerentry WHERE action_id IN ({ids})"
        f" UNION ALL SELECT action_id, source, quantity FROM actions_tallydelta WHERE action_id IN ({ids})"
        ") AS lines GROUP BY action_id, source"
    )


def counts_from(rows: Iterable[tuple[Any, ...]], actions: Iterable[int], *, as_of: datetime) -> dict[int, Count]:
    """The counts that the rows of `sums_of` say, for every action asked for."""
    sums: dict[int, dict[str, int]] = {action: {} for action in actions}
    for action, source, total in rows:
        sums[int(action)][str(source)] = int(total)
    return {action: _count(by_source, as_of) for action, by_source in sums.items()}


def count_of(action_id: int, *, as_of: datetime | None = None) -> Count:
    """The count of one action, read now."""
    return counts_of([action_id], as_of=as_of)[action_id]


def counts_of(actions: Iterable[int], *, as_of: datetime | None = None) -> dict[int, Count]:
    """The counts of several actions, read now in one statement."""
    wanted = list(actions)
    with connection.cursor() as cursor:
        cursor.execute(sums_of(wanted))
        rows = cursor.fetchall()
    return counts_from(rows, wanted, as_of=as_of or clock.now())


def _count(by_source: dict[str, int], as_of: datetime) -> Count:
    public = {source.value: by_source[source] for source in PUBLIC_SOURCES if by_source.get(source)}
    return Count(
        number=sum(public.values()),
        by_source=MappingProxyType(public),
        unconfirmed=by_source.get(LedgerSource.UNCONFIRMED, 0),
        as_of=as_of,
        clicked=by_source.get(LedgerSource.CLICKED, 0),
    )
