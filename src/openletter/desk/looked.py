"""What somebody had before their eyes when they pressed a button that lets it out: other words are looked at anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext, override

from openletter.actions.models import Action
from openletter.actions.operations import changing as of_action
from openletter.cases.models import Case, CasePhoto, CaseRelation
from openletter.cases.operations.comparing import all_lines
from openletter.kernel.clusters import Line, lines_of
from openletter.kernel.refusals import Refused


def look_of(action: Action | None, case: Case | None) -> str:
    """What an action, a case with its photo and what it belongs with, or both say at this moment, in a digest."""
    with override("en"):
        lines = of_action.lines_of_action(Action.objects.get(pk=action.pk)) if action else []
        return digest_of(lines + (_of_case(Case.objects.get(pk=case.pk)) if case else []), *_beside(case))


def digest_of(lines: Iterable[Line], *more: Any) -> str:
    """A digest of what lines say, each in its language, and of whatever else is looked at with them."""
    return hashlib.sha256(repr(([(line.key, *line.says) for line in lines], *more)).encode()).hexdigest()


def require_same(seen: str | None, now: str) -> None:
    """Pass if what was seen is what is there now. Raises Refused; also for a page that sent nothing back."""
    if seen != now:
        raise Refused(gettext("This has changed since you opened the page. Look at it once more."))


def _of_case(case: Case) -> list[Line]:
    """Its words and facts, the credit of its photo, and what the photo shows in words."""
    photo = CasePhoto.objects.filter(case=case).first()
    return all_lines(case) + (list(lines_of(photo, relations=("words",))) if photo else [])


def _beside(case: Case | None) -> list[Any]:
    """The picture itself, and the cases that belong with this one, whichever of the two says so."""
    if case is None:
        return []
    rows = CaseRelation.objects.filter(Q(case=case) | Q(related=case)).order_by("case", "related")
    photo = CasePhoto.objects.filter(case=case).values_list("mark", flat=True)
    return [list(photo), list(rows.values_list("case", "related"))]


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
        require_same(self.request.POST.get("looked"), look_of(*self.looks_at()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is before their eyes now."""
        return super().get_context_data(looked=look_of(*self.looks_at()), **kwargs)  # type: ignore[misc]
