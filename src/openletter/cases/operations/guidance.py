"""Rules for messages to the person: what they may hold, and by which way they go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from openletter.cases.models import Case, SolidarityGuidance
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor


@transaction.atomic
def guide_messages(*, case: Case, guidance: SolidarityGuidance, actor: Actor, at: datetime) -> SolidarityGuidance:
    """The case's one guidance reads as `guidance` does, saved or not; what already stood so is not written again.

    Raises ValidationError where a value is none the model knows.
    """
    row = Case.objects.select_for_update().get(pk=case.pk)
    stood = SolidarityGuidance.objects.filter(case=row).first()
    before = audit.snapshot(stood) if stood else {}
    guidance.case, guidance.pk = row, stood.pk if stood else None
    guidance.full_clean(validate_unique=False)
    if stood and audit.snapshot(guidance) == before:
        return stood
    guidance._state.adding = stood is None
    guidance.save()
    audit.record(
        actor=actor, verb="case.guidance", subject=row, at=at, section=row.section.key,
        before=before, after=audit.snapshot(guidance),
    )  # fmt: skip
    marks.bump(marks.PAGES)
    return guidance
