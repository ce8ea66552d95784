"""Moving a case through its life."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.cases.models import Case
from openletter.cases.operations.consent import require_consent
from openletter.cases.rules import PUBLIC_STATUSES, CaseStatus, may_move
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused


@transaction.atomic
def change_status(*, case: Case, status: str, actor: Actor, at: datetime, reason: str = "") -> Case:
    """The case stands where it was moved to. Refuses a move its life does not know.

    A status that shows the case in public is refused while consent is missing; closing is never refused for that.
    """
    row = Case.objects.select_for_update().get(pk=case.pk)
    wanted = CaseStatus(status)
    if row.status == wanted:
        return row
    if not may_move(row.status, wanted):
        raise Refused(
            # Translators: both are states of a case, such as "Intake" and "Active".
            _("A case cannot go from “%(now)s” to “%(wanted)s”.")
            % {"now": CaseStatus(row.status).label, "wanted": wanted.label}
        )
    if wanted in PUBLIC_STATUSES and wanted != CaseStatus.CLOSED:
        require_consent(row, on=at.date())
    before, row.status = row.status, wanted
    row.save(update_fields=["status"])
    audit.record(
        actor=actor, verb="case.status", subject=row, at=at, section=row.section.key, reason=reason,
        before={"status": before}, after={"status": str(wanted)},
    )  # fmt: skip
    marks.bump(marks.PAGES, marks.ACTIONS)
    return row
