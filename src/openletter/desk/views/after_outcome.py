"""After an outcome: what the pages still say of the person, and the actions that still run, looked at once."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.cases import operations
from openletter.cases.models import Case, Outcome
from openletter.desk import said
from openletter.desk.forms.actions import BareForm
from openletter.desk.views.cases import CaseDeed
from openletter.kernel.languages import direction, endonym
from openletter.sections.access import Right, may

_RUNNING = (ActionStatus.LIVE, ActionStatus.SUSPENDED, ActionStatus.SCHEDULED)
_ENOUGH = 60  # words of a story by which one sees whether it still holds


def unlooked(case: Case) -> list[Outcome]:
    """The outcomes since which nobody looked at the case's words, the latest first."""
    return list(Outcome.objects.filter(case=case, words_checked_at=None).prefetch_related("words"))


def told_now(case: Case) -> list[dict[str, str]]:
    """What the case's pages say now, language by language: headline and the beginning of the story."""
    rows = sorted(case.words.all(), key=lambda row: row.language)
    return [
        {
            "language": row.language, "direction": direction(row.language), "called": endonym(row.language),
            "headline": row.headline,
            "story": Truncator(strip_tags(row.story.replace("</p>", "</p> "))).words(_ENOUGH),
        }
        for row in rows
    ]  # fmt: skip


class AfterOutcome(CaseDeed):
    """Whether the words still hold, and which actions still run."""

    right = Right.EDIT_CASES
    form_class = BareForm
    template_name = "desk/after_outcome.html"
    page_title = _("What the pages still say")
    explains = _(
        "Headline and story were written before the outcome. Read them as a reader does today, and change what is no "
        "longer so: in every language."
    )
    button = _("They say what is so")
    done = _("It is kept that you looked.")

    def perform(self, form: Any) -> None:
        """Keep that somebody looked."""
        operations.words_hold(case=self.subject, **self.who_and_when())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The outcomes, the words, and the actions with the way to close each."""
        rows = self.subject.actions.filter(status__in=_RUNNING).select_related("section")
        return super().get_context_data(
            outcomes=unlooked(self.subject), told=told_now(self.subject),
            edit=reverse("cases:edit", args=[self.subject.pk]),
            running=[self._running(row) for row in rows.prefetch_related("words", "section__words")], **kwargs,
        )  # fmt: skip

    def _running(self, action: Action) -> dict[str, Any]:
        closes = action.status != ActionStatus.SCHEDULED and may(self.request.user, Right.RELEASE, action.section_id)
        sees = may(self.request.user, Right.SEE_ACTIONS, action.section_id)
        return {
            "title": said.title(action), "status": action.get_status_display(), "section": said.name(action.section),
            "url": reverse("actions:inspect", args=[action.pk]) if sees else "",
            "close": reverse("desk_action_close", args=[action.pk]) if closes else "",
        }  # fmt: skip


urls: list[URLPattern] = [path("cases/<int:pk>/after/", AfterOutcome.as_view(), name="desk_case_after")]
