"""Where what waits for a second person, or was sent back, is written on; and on nothing else than what was opened."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.actions.models import Action
from openletter.actions.operations import changing as of_action
from openletter.campaigns.operations import CHANGE as OF_CAMPAIGN
from openletter.cases.operations import changing as of_case
from openletter.cases.operations import news, photos
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import kind_of, mark_of, waiting_for
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may

_OF_CASE = {
    of_case.CHANGE: "cases:edit", news.UPDATE: "desk_case_update", news.OUTCOME: "desk_case_outcome",
    photos.PHOTO: "desk_case_photo",
}  # fmt: skip
_CHANGES = (of_case.CHANGE, of_action.CHANGE)
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
    if proposal.kind not in _OF_CASE:  # which case goes with which, and consent: discarded, and said anew
        return ""
    asked = f"?change={proposal.pk}" if proposal.kind in _SEVERAL else ""
    return reverse(_OF_CASE[proposal.kind], args=[subject.pk]) + asked


class WritesOn:
    """Mix in before a page whose form opens with what waits of `waits_of`, and sends back which state that was."""

    subject: Any
    request: Any

    @property
    def waits_of(self) -> Any:
        """The case or action whose change the form shows."""
        return self.subject

    def change(self) -> Proposal | None:
        """The change that waits of it, or was sent back, without its texts."""
        rows = waiting_for(self.waits_of).filter(kind__in=_CHANGES)
        return rows.defer("wanted", "base", "body").first()

    def require_latest(self) -> None:
        """Pass if what the form was opened on is so still. Raises Refused; the form then stands on what is so now."""
        if self.request.POST.get("laid_on") not in (None, self._mark(self.change())):
            raise Refused(
                gettext(
                    "Somebody wrote on this, or decided on it, since you opened the page. What you typed is still "
                    "here: look at what waits, then save again."
                )
            )

    def _mark(self, change: Proposal | None) -> str:
        row = self.waits_of
        return mark_of(row, change, settled=(of_action if isinstance(row, Action) else of_case).is_settled(row))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what waits, and which state of it the form stands on."""
        change = self.change()
        return super().get_context_data(  # type: ignore[misc]
            **{"proposals": [change] if change else [], "laid_over": change, "laid_on": self._mark(change), **kwargs}
        )
