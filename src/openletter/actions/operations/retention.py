"""Personal data ends on its day: what people typed is destroyed, who they were cannot be told, the number stays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, Func, Q
from django.db.models.sql.compiler import SQLCompiler

from openletter.actions import evidence
from openletter.actions.enclosures.models import Enclosure
from openletter.actions.models import Action, ActionTaken
from openletter.actions.operations.life import locked
from openletter.actions.rules import retention_ends
from openletter.kernel import audit

BATCH = 5000  # rows in one transaction: short enough that nobody waits for it


def erase_ended(*, at: datetime) -> int:
    """Erase the acts of every action whose retention has ended by this day; returns how many acts were erased."""
    ended = Q(closed_on__isnull=False) | Q(deadline__lt=at.date())
    actions = Action.objects.filter(ended, erased_on__isnull=True).select_related("section")
    return sum(erase(action=action, at=at) for action in actions if _is_over(action, at.date()))


def erase(*, action: Action, at: datetime) -> int:
    """Erase one action's acts, in batches; done twice it changes nothing more. Returns how many acts were erased.

    The sealed content and the key's name go; the person's hash becomes random bytes, so that not even who holds
    the key of the hash could ask whether an address is among them. Sheets behind the ledger go too: they name people.
    State, day and ledger stay: recount still agrees.
    """
    erased, after = 0, UUID(int=0)
    while ids := _next(action, after):
        with transaction.atomic():
            _blank(ids)
        erased, after = erased + len(ids), ids[-1]
    with transaction.atomic():
        row = locked(action)
        files = evidence.erase_of(row.pk)
        row.erased_on = at.date()
        row.save(update_fields=["erased_on"])
        audit.record(
            actor=audit.SYSTEM, verb="action.erase", subject=row, at=at, section=row.section.key,
            after={"erased": erased, "files": files},
        )  # fmt: skip
    return erased


def _is_over(action: Action, today: date) -> bool:
    end = retention_ends(action.closed_on, action.deadline, months=action.section.retention_months)
    return end is not None and end < today


def _next(action: Action, after: UUID) -> list[UUID]:
    rows = ActionTaken.objects.filter(action=action, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def _blank(ids: list[UUID]) -> None:
    Enclosure.objects.filter(act_id__in=ids).delete()
    ActionTaken.objects.filter(pk__in=ids).update(sealed=None, data_key=None, person=_RandomBytes(), traces="")


class _RandomBytes(Func):
    """Sixteen random bytes made by the database, others for each row."""

    template = "randomblob(16)"
    output_field = BinaryField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, template="uuid_send(gen_random_uuid())")
