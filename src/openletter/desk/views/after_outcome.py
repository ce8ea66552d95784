"""After an outcome: what the pages still say of the person, and the actions that still run, looked at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.actions.operations import after_outcome, life
from openletter.actions.operations.after_outcome import RUNNING
from openletter.actions.rules import ActionStatus
from openletter.cases import operations
from openletter.cases.models import Case, Outcome
from openletter.desk import said
from openletter.desk.forms.actions import BareForm
from openletter.desk.views.cases import CaseDeed
from openletter.kernel.languages import direction, endonym
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may, within
from openletter.translations.texts import source_of

_ASKED_OF_WRITERS = _(
    "Headline and story were written before the outcome. Read them as a reader does today, and change what is no "
    "longer so: in every language."
)
_ASKED_OF_CLOSERS = _(
    "An outcome of this case is on record. Look at the actions that still run: close each that has reached its end, or "
    "let it run on."
)
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
    button = _("They say what is so")

    @property
    def edits(self) -> bool:
        """Whether this person writes the case, and so says whether its words hold."""
        return may(self.request.user, Right.EDIT_CASES, self.subject.section_id)

    @property
    def sees(self) -> bool:
        """Whether the case itself is open to them, or only what became of it for their section's actions."""
        return may(self.request.user, Right.SEE_CASES, self.subject.section_id)

    @property
    def page_title(self) -> Any:
        """What it is about for this person."""
        return _("What the pages still say") if self.edits else _("An outcome, and actions that still run")

    @property
    def explains(self) -> Any:
        """What is asked of this person."""
        return _ASKED_OF_WRITERS if self.edits else _ASKED_OF_CLOSERS

    def rows(self) -> Any:
        """Cases of their sections, and those of which they could close a running action."""
        closes = Action.objects.filter(self._closes("section_id"), status__in=RUNNING)
        own = within(self.request.user, Right.SEE_CASES, "section_id") | Q(pk__in=closes.values("case"))
        return Case.objects.filter(own).prefetch_related("words")

    def _closes(self, path: str) -> Q:
        return within(self.request.user, Right.RELEASE, path)

    def lets_in(self) -> bool:
        """Who writes the case, who approves in its section, and who could close one of the running actions."""
        if self.edits or may(self.request.user, Right.RELEASE, self.subject.section_id):
            return True
        return self.subject.actions.filter(self._closes("section_id"), status__in=RUNNING).exists()

    @property
    def back(self) -> str:
        """The case, for who may see it; otherwise the desk's first page."""
        return super().back if self.sees else reverse("wagtailadmin_home")

    def way(self) -> list[tuple[str, str]]:
        """The case, for who may see it."""
        return super().way() if self.sees else []

    def perform(self, form: Any) -> str | None:
        """Keep that an action goes on, or that somebody looked at the words. Refuses the latter to all but writers."""
        chosen = self.request.POST.get("let_run", "")
        if chosen:
            rows = self.subject.actions.filter(self._closes("section_id"))
            after_outcome.let_run(action=get_object_or_404(rows, ref=chosen), **self.who_and_when())
            self.done = _("It is kept: the action stays as it is.")
            return self._again() or self.goes_on()
        if not self.edits:
            raise Refused(gettext("Whether the words hold is said by those who write the case."))
        operations.words_hold(case=self.subject, **self.who_and_when())
        self.done = _("It is kept that you looked.")
        return None

    def _again(self) -> str:
        """This page, while something here still waits for this person."""
        asked = after_outcome.undecided(self._closes("action__section_id")).filter(action__case=self.subject)
        waits = asked.exists() or (self.edits and bool(unlooked(self.subject)))
        return reverse("desk_case_after", args=[self.subject.pk]) if waits else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The outcomes, the words, and the actions with the way to close each or let it run."""
        waiting = unlooked(self.subject)
        # What another section has scheduled or stopped is its own affair; what is live anybody can read.
        seen = within(self.request.user, Right.SEE_ACTIONS, "section_id") | Q(status=ActionStatus.LIVE)
        rows = self.subject.actions.filter(seen, status__in=RUNNING).select_related("section")
        rows = rows.prefetch_related("words", "section__words", "outcome_questions")
        return super().get_context_data(
            waiting=waiting, told=told_now(self.subject), confirms=self.edits and bool(waiting),
            outcomes=self.subject.outcomes.all(),
            edit=reverse("desk_words", args=["case", self.subject.pk, source_of(self.subject)]) if self.edits else "",
            running=[running_row(self.request.user, row) for row in rows], **kwargs,
        )  # fmt: skip


def running_row(user: Any, action: Action) -> dict[str, Any]:
    """An action that still runs: what this person can do with it, or who else can, and what was decided."""
    closes = may(user, Right.RELEASE, action.section_id)
    scheduled = action.status == ActionStatus.SCHEDULED
    own_stop = closes and action.status == ActionStatus.SUSPENDED and not life.may_lift(action, user.actor)
    questions = action.outcome_questions.all()
    asked = any(one.decided_at is None for one in questions)
    decided = max((one.decided_at for one in questions if one.decided_at), default=None)
    return {
        "title": said.title(action), "status": action.get_status_display(), "section": said.name(action.section),
        "ref": action.ref,
        "url": reverse("actions:inspect", args=[action.pk])
        if may(user, Right.SEE_ACTIONS, action.section_id) else "",
        "close": reverse("desk_action_close", args=[action.pk]) if closes and not scheduled and not own_stop else "",
        "take_off": reverse("desk_publish_publish", args=[action.pk]) if closes and scheduled else "",
        "leave": _LEAVE[ActionStatus(action.status)] if closes and asked else "",
        "note": _note(action, own_stop=own_stop, closes=closes, decided=None if asked else decided),
    }  # fmt: skip


_LEAVE = {
    ActionStatus.LIVE: _("Let it run on"),
    ActionStatus.SCHEDULED: _("Let it open"),
    ActionStatus.SUSPENDED: _("Leave it stopped"),
}


def _note(action: Action, *, own_stop: bool, closes: bool, decided: datetime | None) -> str:
    """Who else acts, or when it was decided that it goes on."""
    if decided is not None:
        # Translators: %(day)s is the day on which an approver said that an action goes on after an outcome
        return gettext("Looked at on %(day)s: it stays as it is.") % {"day": said.day(decided.date())}
    if own_stop:
        return gettext("You stopped it yourself: somebody else closes it.")
    if closes:
        return ""
    # Translators: %(section)s is a national section of the organisation
    told = gettext("An approver of %(section)s closes it.")
    if action.status == ActionStatus.SCHEDULED:
        # Translators: a scheduled action; %(section)s is a national section of the organisation
        told = gettext("An approver of %(section)s takes it off the calendar.")
    return told % {"section": said.name(action.section)}


urls: list[URLPattern] = [path("cases/<int:pk>/after/", AfterOutcome.as_view(), name="desk_case_after")]
