"""Entering into the ledger by hand what was counted elsewhere: on paper, by groups, by partners, in earlier years."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from openletter.actions.evidence import Opened, attach
from openletter.actions.models import Action, LedgerEntry
from openletter.actions.operations.life import locked
from openletter.actions.rules import MANUAL_SOURCES, ActionStatus, LedgerSource
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused


@transaction.atomic
def enter(
    *,
    action: Action,
    source: str,
    quantity: int,
    actor: Actor,
    at: datetime,
    reason: str,
    evidence: str = "",
    corrects: LedgerEntry | None = None,
    file: Opened | None = None,
) -> LedgerEntry:
    """The public number moves by `quantity`; a negative one corrects an earlier entry, which itself is never changed.

    `corrects` is that entry; `file` a sheet or photograph that proves this one, kept sealed. Refuses sources that only
    the counting writes, zero, an entry without a reason, a correction below nothing, one of another action or source,
    and an action that is closed: its number stands for good.
    """
    row = locked(action)
    _check(row, source, quantity, reason)
    if corrects is not None and (corrects.automatic or (corrects.action_id, corrects.source) != (row.pk, source)):
        raise Refused(_("A correction belongs to the same action and source as the entry it puts right."))
    entry = LedgerEntry.objects.create(
        action=row, source=LedgerSource(source), quantity=quantity, actor_id=actor.id, actor=actor.name[:200],
        reason=reason, evidence=evidence, corrects=corrects, recorded_at=at,
    )  # fmt: skip
    audit.record(
        actor=actor, verb="ledger.enter", subject=row, at=at, section=row.section.key, reason=reason,
        after={"source": source, "quantity": quantity, "evidence": evidence} | _named(corrects),
    )  # fmt: skip
    if file is not None:
        attach(entry=entry, file=file, actor=actor, at=at)
    marks.bump(marks.PAGES, marks.ACTIONS)
    return entry


def _check(row: Action, source: str, quantity: int, reason: str) -> None:
    if row.status in (ActionStatus.CLOSED, ActionStatus.ARCHIVED):
        raise Refused(_("This action is closed and its number stands for good."))
    if source not in MANUAL_SOURCES:
        raise Refused(_("Only what was counted elsewhere is entered by hand."))
    if quantity == 0:
        raise Refused(_("Enter a number other than zero."))
    if not reason.strip():
        raise Refused(_("Say where this number comes from. The reason stays in the ledger."))
    if quantity < 0 and _counted(row, source) + quantity < 0:
        raise Refused(_("This correction takes away more than was entered."))


def _named(corrects: LedgerEntry | None) -> dict[str, int]:
    return {} if corrects is None else {"corrects": corrects.pk}


def _counted(row: Action, source: str) -> int:
    return row.ledger.filter(source=source).aggregate(sum=Sum("quantity"))["sum"] or 0
