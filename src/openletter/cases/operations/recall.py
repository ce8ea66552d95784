"""The safety stop of a case: nothing of it is shown until somebody else says it may be again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.cases.models import Case
from openletter.cases.operations.finding import keep_findable
from openletter.kernel import audit, marks, outbox, second
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused

RECALL, RESUME = "case.recall", "case.resume"


@transaction.atomic
def recall(*, case: Case, actor: Actor, at: datetime, reason: str, after: dict[str, Any] | None = None) -> Case:
    """Within a minute nothing of the case is shown, taken or sent, in any language. `after` joins the audit entry.

    Its status and words stay as they are, and so does who consented. Refuses without a reason; twice changes nothing.
    """
    if not reason.strip():
        raise Refused(_("Say why this is recalled. Only staff read it."))
    row = Case.objects.select_for_update().get(pk=case.pk)
    if row.recalled_at is not None:
        return row
    row.recalled_at = at
    row.save(update_fields=["recalled_at"])
    audit.record(
        actor=actor, verb=RECALL, subject=row, at=at, section=row.section.key, reason=reason,
        after={"recalled_at": at.isoformat(), **(after or {})},
    )  # fmt: skip
    outbox.write("case_recalled", {"case": row.pk}, at=at)
    _everywhere(row)
    return row


@transaction.atomic
def show_again(*, case: Case, actor: Actor, at: datetime, reason: str) -> Case:
    """The case's pages stand again as they did. Twice changes nothing.

    Refuses without a reason, and the person who recalled it, whatever their role: a second person looks first.
    """
    if not reason.strip():
        raise Refused(_("Say why this may be shown again. Only staff read it."))
    row = Case.objects.select_for_update().get(pk=case.pk)
    if row.recalled_at is None:
        return row
    if not may_show_again(row, actor):
        raise Refused(own_stop())
    before, row.recalled_at = row.recalled_at, None
    row.save(update_fields=["recalled_at"])
    audit.record(
        actor=actor, verb=RESUME, subject=row, at=at, section=row.section.key, reason=reason,
        before={"recalled_at": before.isoformat()}, after={"recalled_at": None},
    )  # fmt: skip
    _everywhere(row)
    return row


def may_show_again(case: Case, actor: Actor) -> bool:
    """Whether this actor may show a recalled case again: not whoever recalled it, whatever their role."""
    return second.may_approve(actor, [second.last_by(case, RECALL)])


def own_stop() -> str:
    """What is said to whoever recalled a case and looks for the way back."""
    return _(
        "You stopped this yourself. Somebody else has to say that it may be shown again, whatever your role: "
        "anybody who may press the safety stop in this section or in all of them."
    )


def require_not_recalled(case: Case) -> None:
    """Pass unless the case is recalled: then nothing of it opens. Raises Refused."""
    if case.recalled_at is not None:
        raise Refused(_("The case is recalled. Nothing of it can be opened until it may be shown again."))


def last_recall(case: Case) -> AuditEntry | None:
    """What the audit says of the recall in force: who, why and what it stopped."""
    rows = AuditEntry.objects.filter(verb=RECALL, subject_type=case._meta.label_lower, subject_id=str(case.pk))
    return rows.order_by("-pk").first()


def _everywhere(row: Case) -> None:
    keep_findable(row.pk)
    marks.bump(marks.PAGES, marks.ACTIONS)
