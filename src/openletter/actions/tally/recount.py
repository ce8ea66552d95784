"""Deriving the number again from the acts themselves, and proving that the ledger says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction

from openletter.actions.rules import ActState, EvidenceLevel, LedgerSource

if TYPE_CHECKING:
    from openletter.kernel.audit import Actor

STANDING = ", ".join(f"'{state}'" for state in (ActState.COUNTED, ActState.PENDING, ActState.SHADOWED))
# One statement sees one state of the house: acts that are being taken while we count are on both sides or on neither.
BOTH_SIDES = f"""
SELECT action_id, source, SUM(folded), SUM(waiting), SUM(found) FROM (
    SELECT action_id, source, quantity AS folded, 0 AS waiting, 0 AS found
    FROM actions_ledgerentry WHERE automatic AND {{of_actions}}
    UNION ALL
    SELECT action_id, source, 0, quantity, 0 FROM actions_tallydelta WHERE {{of_actions}}
    UNION ALL
    SELECT action_id, CASE WHEN state = '{ActState.PENDING}' THEN '{LedgerSource.UNCONFIRMED}'
        WHEN state = '{ActState.SHADOWED}' THEN '{LedgerSource.SHADOWED}'
        WHEN evidence = '{EvidenceLevel.SELF_REPORTED}' THEN '{LedgerSource.SELF_REPORTED}'
        WHEN evidence = '{EvidenceLevel.CLICKED}' THEN '{LedgerSource.CLICKED}'
        ELSE '{LedgerSource.VERIFIED_ONLINE}' END, 0, 0, COUNT(*)
    FROM actions_taken WHERE state IN ({STANDING}) AND {{of_actions}} GROUP BY 1, 2
) AS sides GROUP BY action_id, source ORDER BY action_id, source
"""  # noqa: S608 - only our own constants


# The lines of the public number that acts stand behind, row by row.
COUNTED = (LedgerSource.VERIFIED_ONLINE, LedgerSource.SELF_REPORTED)


@dataclass(frozen=True, slots=True)
class Difference:
    """That the ledger and the rows disagree about one source of one action."""

    action_id: int
    source: str
    ledger: int
    rows: int


@dataclass(frozen=True, slots=True)
class Line:
    """One source of one action: what is folded into the ledger, what waits to be folded, and what the acts say."""

    action_id: int
    source: str
    folded: int
    waiting: int
    rows: int

    @property
    def difference(self) -> int:
        """What the ledger would have to move by; nought where both agree."""
        return self.rows - self.folded - self.waiting


@dataclass(frozen=True, slots=True)
class Recount:
    """What a recount found. Lines entered by hand have no rows behind them and stand as entered."""

    actions: int
    counted: int
    unconfirmed: int
    differences: tuple[Difference, ...]
    lines: tuple[Line, ...] = ()


def recount(actions: Iterable[int] | None = None) -> Recount:
    """Compare every action's ledger, or those of some, with its rows, as of one moment; changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(BOTH_SIDES.format(of_actions=_of(actions)))
        lines = tuple(Line(int(a), str(s), int(f), int(w), int(r)) for a, s, f, w, r in cursor.fetchall())
    return Recount(
        actions=len({line.action_id for line in lines}),
        counted=sum(line.rows for line in lines if line.source in COUNTED),
        unconfirmed=sum(line.rows for line in lines if line.source == LedgerSource.UNCONFIRMED),
        differences=tuple(
            Difference(line.action_id, line.source, line.folded + line.waiting, line.rows)
            for line in lines
            if line.difference
        ),
        lines=lines,
    )


def _of(actions: Iterable[int] | None) -> str:
    if actions is None:
        return "1 = 1"
    return f"action_id IN ({', '.join(str(int(action)) for action in actions) or '-1'})"


def repair(*, actor: Actor, at: datetime, reason: str, actions: Iterable[int] | None = None) -> Recount:
    """Append the deltas that make the ledger equal to the rows, each with an audit entry; returns what was wrong.

    Two repairs at once wait for each other: the second finds nothing left to do.
    """
    # Imported here: models need Django set up, and the front imports this package before that.
    from openletter.actions.models import Action, TallyDelta
    from openletter.kernel import audit

    with transaction.atomic():
        rows = Action.objects.select_for_update(of=("self",)).select_related("section").order_by("pk")
        if actions is not None:
            rows = rows.filter(pk__in=list(actions))
        held = {action.pk: action for action in rows}
        found = recount(None if actions is None else held)
        for difference in found.differences:
            TallyDelta.objects.create(
                action_id=difference.action_id,
                source=difference.source,
                quantity=difference.rows - difference.ledger,
                at=at,
            )
            audit.record(
                actor=actor,
                verb="recount",
                subject=held[difference.action_id],
                section=held[difference.action_id].section.key,
                at=at,
                before={difference.source: difference.ledger},
                after={difference.source: difference.rows},
                reason=reason,
            )
    return found
