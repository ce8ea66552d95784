"""Where what waits for a second person, or was sent back, is written on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from openletter.actions.models import Action
from openletter.actions.operations import changing as of_action
from openletter.campaigns.operations import CHANGE as OF_CAMPAIGN
from openletter.cases.operations import changing as of_case
from openletter.cases.operations import news, photos
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import kind_of
from openletter.sections.access import Right, may

_OF_CASE = {
    of_case.CHANGE: "cases:edit", news.UPDATE: "desk_case_update", news.OUTCOME: "desk_case_outcome",
    photos.PHOTO: "desk_case_photo",
}  # fmt: skip
_SEVERAL = (news.UPDATE, news.OUTCOME)  # of these more than one can wait of a case


def form_of(user: Any, proposal: Proposal) -> str:
    """The address of the form that opens with it; empty for who may not write there."""
    subject: Any = kind_of(proposal).subject(proposal)
    if proposal.kind == OF_CAMPAIGN:
        return reverse("campaigns:edit", args=[subject.pk]) if may(user, Right.DIRECTORY) else ""
    right = Right.EDIT_ACTIONS if isinstance(subject, Action) else Right.EDIT_CASES
    if not may(user, right, subject.section_id):
        return ""
    if proposal.kind == of_action.CHANGE:
        return reverse("desk_action_adapt" if subject.original_id else "actions:edit", args=[subject.pk])
    asked = f"?change={proposal.pk}" if proposal.kind in _SEVERAL else ""
    return reverse(_OF_CASE[proposal.kind], args=[subject.pk]) + asked
