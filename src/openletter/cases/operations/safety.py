"""Answering what was pointed out before publishing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.cases.models import Case, SafetyAnswer
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused

ANSWER = "case.answer"


@transaction.atomic
def answer_finding(*, case: Case, finding: str, reason: str, actor: Actor, at: datetime) -> SafetyAnswer:
    """Why these words may be published is on record; it counts as writing of the case, so somebody else reads it.

    Refuses an answer without a reason.
    """
    if not reason.strip():
        raise Refused(_("Say why this may stay."))
    given = {"reason": reason.strip(), "answered_by": actor.name[:200], "answered_at": at}
    row, _new = SafetyAnswer.objects.update_or_create(case=case, finding=finding, defaults=given)
    audit.record(
        actor=actor, verb=ANSWER, subject=case, at=at, section=case.section.key, reason=reason.strip(),
        after={"finding": finding},
    )  # fmt: skip
    return row


def answered_by(case: Case, findings: Collection[str], user_id: int) -> bool:
    """Whether this person gave the reason for any of these findings."""
    rows = AuditEntry.objects.filter(subject_type=case._meta.label_lower, subject_id=str(case.pk), verb=ANSWER)
    return bool(findings) and rows.filter(actor_id=user_id, after__finding__in=list(findings)).exists()
