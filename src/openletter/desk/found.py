"""What the safety check finds in a change that waits: asked before it is approved, and of its writers beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from openletter.actions.models import Action
from openletter.actions.safety import Finding, newly_found, safety_check
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.cases.operations import photos
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import kind_of, waiting_for
from openletter.kernel.refusals import Refused


def case_of(proposal: Proposal) -> Case | None:
    """The case it is of, or of whose action; a campaign is of none: whom it may name is asked where its words stand."""
    subject: Any = kind_of(proposal).subject(proposal)
    if isinstance(subject, Campaign):
        return None
    case: Case = subject.case if isinstance(subject, Action) else subject
    return case


def found_of(proposal: Proposal, *, at: datetime) -> tuple[Finding, ...]:
    """What is found of the case, and of the action where it is of one, as the database has them now."""
    if (case := case_of(proposal)) is None:
        return ()
    subject = kind_of(proposal).subject(proposal)
    return safety_check(Case.objects.get(pk=case.pk), subject if isinstance(subject, Action) else None, at.date())


@transaction.atomic
def found_once_approved(proposal: Proposal, *, at: datetime) -> list[Finding]:
    """What approving it would newly bring, answered or not; it is tried and taken back, and nothing of it stays.

    Empty where it could not be approved at all: because it is refused, or because something it needs was deleted, or
    written by somebody else, since. That is said to whoever tries; what is only read goes on being readable.
    """
    try:
        before = found_of(proposal, at=at)
        with transaction.atomic():
            _put_for_now(proposal, at)
            found = newly_found(found_of(proposal, at=at), before)
            transaction.set_rollback(True)  # of this block alone
    except (Refused, IntegrityError, ObjectDoesNotExist):
        return []
    return found


def _put_for_now(proposal: Proposal, at: datetime) -> None:
    """As approving does; of a photo without its pixels, which nothing is found in and which take a second to cut."""
    case = case_of(proposal)
    if proposal.kind == photos.PHOTO and case is not None:
        photos.put_facts(case=case, proposal=proposal, at=at)
    else:
        kind_of(proposal).apply(proposal, SYSTEM, at)


def waiting_in(case: Case, *, at: datetime) -> Iterator[Finding]:
    """What would newly be found in all changes of a case and of its actions that wait."""
    for subject in (case, *case.actions.all()):
        for proposal in waiting_for(subject).defer("body"):
            yield from found_once_approved(proposal, at=at)
