"""What somebody had before their eyes when they pressed a button that lets it out: other words are looked at anew."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.translation import gettext, override

from openletter.actions.models import Action
from openletter.actions.operations import changing as of_action
from openletter.cases.models import Case, CasePhoto
from openletter.cases.operations.comparing import all_lines
from openletter.kernel.refusals import Refused


def look_of(action: Action | None, case: Case | None) -> str:
    """What an action, a case, or both say and ask at this moment, in a digest of one language."""
    with override("en"):
        lines = of_action.lines_of_action(Action.objects.get(pk=action.pk)) if action else []
        lines = lines + (all_lines(Case.objects.get(pk=case.pk)) if case else [])
        told = repr([(line.key, line.text) for line in lines])
    photo = CasePhoto.objects.filter(case=case).values_list("mark", flat=True).first() if case else ""
    return hashlib.sha256(f"{photo}\0{told}".encode()).hexdigest()


class Looked:
    """Mix in before a page whose button lets something out; its form sends back what was seen."""

    subject: Any
    request: Any

    def looks_at(self) -> tuple[Action | None, Case | None]:
        """What the button lets out: the action, its case, or both."""
        subject = self.subject
        return (subject, subject.case) if isinstance(subject, Action) else (None, subject)

    def require_seen(self) -> None:
        """Pass if nothing was written since the page was made. Raises Refused."""
        if self.request.POST.get("looked") not in (None, look_of(*self.looks_at())):
            raise Refused(gettext("This has changed since you opened the page. Look at it once more."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is before their eyes now."""
        return super().get_context_data(looked=look_of(*self.looks_at()), **kwargs)  # type: ignore[misc]
