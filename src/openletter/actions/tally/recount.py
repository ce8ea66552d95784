"""Deriving the number again from the acts themselves, and proving that the ledger says the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction

from openletter.actions.rules import ActState, EvidenceLevel, LedgerSource

if TYPE_CHECKING:
    from openletter.kernel.audit import Actor

# One statement sees one state of the house: acts that are being taken while we count are on both sides or on neither.
BOTH_SIDES = f"""
SELECT action_id, source, SUM(kept), SUM(found) FROM (
    SELECT action_id, source, quantity AS kept, 0 AS found FROM actions_ledgerentry WHERE automatic
    UNION ALL
    SELECT action_id, source, quantity, 0 FROM actions_tallydelta
    UNION ALL
    SELECT action_id, CASE WHEN state = '{ActState.PENDING}' THEN '{LedgerSource.UNCONFIRMED}'
        WHEN evidence = '{EvidenceLevel.SELF_REPORTED}' THEN '{LedgerSource.SELF_REPORTED}'
        WHEN evidence = '{EvidenceLevel.CLICKED}' THEN '{LedgerSource.CLICKED}'
        ELSE '{LedgerSource.VERIFIED_ONLINE}' END, 0, COUNT(*)
    FROM actions_taken WHERE state IN ('{ActState.COUNTED}', '{ActState.PENDING}') GROUP BY 1, 2
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
class Recount:
    """What a recount found. Lines entered by hand have no rows behind them and stand as entered."""

    actions: int
    counted: int
    unconfirmed: int
    differences: tuple[Difference, ...]


def recount() -> Recount:
    """Compare every action's ledger with its rows, as of one moment; changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(BOTH_SIDES)
        lines = [(int(a), str(s), int(kept), int(found)) for a, s, kept, found in cursor.fetchall()]
    return Recount(
        actions=len({action for action, *_rest in lines}),
        counted=sum(found for _a, source, _kept, found in lines if source in COUNTED),
        unconfirmed=sum(found for _a, source, _kept, found in lines if source == LedgerSource.UNCONFIRMED),
        differences=tuple(Difference(*line) for line in lines if line[2] != line[3]),
    )


def repair(*, actor: Actor, at: datetime, reason: str) -> Recount:
    """Append the deltas that make the ledger equal to the rows, each with an audit entry; returns what was wrong.

    Two repairs at once wait for each other: the second finds nothing left to do.
    """
    # Imported here: models need Django set up, and the front imports this package before that.
    from openletter.actions.models import Action, TallyDelta
    from openletter.kernel import audit

    with transaction.atomic():
        actions = {action.pk: action for action in Action.objects.select_for_update().order_by("pk")}
        found = recount()
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
                subject=actions[difference.action_id],
                at=at,
                before={difference.source: difference.ledger},
                after={difference.source: difference.rows},
                reason=reason,
            )
    return found
