"""What can be done to an action, and to its ledger."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.actions.operations import ledger, life, readiness
from openletter.actions.rules import ActionStatus
from openletter.desk import said
from openletter.desk.finding import Finding
from openletter.desk.forms import actions as forms
from openletter.desk.held_back import case_not_out, told_of, without_findings
from openletter.desk.looked import Looked
from openletter.desk.path.standing import to_come
from openletter.desk.seeing import reads_findings
from openletter.desk.views.deed import Deed
from openletter.desk.views.pages import PublishPages
from openletter.desk.views.screen import FormScreen
from openletter.desk.windows import opener
from openletter.kernel import clock
from openletter.sections.access import Right, within


class ActionDeed(Deed):
    """One thing done to an action."""

    model = Action
    right = Right.RELEASE
    seeing = Right.SEE_ACTIONS
    overview = "actions:inspect"
    form_class: Any = forms.BareForm


class Submit(ActionDeed):
    """The action waits for review."""

    right = Right.EDIT_ACTIONS
    page_title = _("Send to review")
    explains = _("An approver of the section looks at the action next.")
    done = _("The action waits for review.")
    form_class = forms.SendForm

    @cached_property
    def lacks(self) -> list[str]:
        """What nobody could approve it without."""
        return readiness.lacking(self.subject, at=clock.now())

    @cached_property
    def later(self) -> list[str]:
        """What may come later, where nothing graver is missing."""
        found = [] if self.lacks else to_come(self.subject, on=clock.today())
        return found if not found or reads_findings(self.request.user, self.subject) else [case_not_out()]

    def get_form_kwargs(self) -> dict[str, Any]:
        """What has to be said to come later."""
        return {**super().get_form_kwargs(), "later": self.later}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says, and what an approver would miss."""
        return {**super().get_context_data(**kwargs), "missing": self.lacks or self.later}

    def perform(self, form: Any) -> None:
        """Submit it."""
        life.submit(action=self.subject, **self.who_and_when())


class AskForChanges(ActionDeed):
    """The action goes back to its editor."""

    form_class = forms.ReasonForm
    page_title = _("Ask for changes")
    explains = _("The action goes back to its editor with your reason.")
    done = _("The action is back with its editor.")

    def perform(self, form: Any) -> None:
        """Send it back."""
        life.request_changes(action=self.subject, reason=form.cleaned_data["reason"], **self.who_and_when())


class Approve(Looked, ActionDeed):
    """The action may be published."""

    page_title = _("Approve")
    explains = _("An approved action can be published. Its text can no longer be changed by an editor alone.")
    done = _("The action is approved.")

    def perform(self, form: Any) -> None:
        """Approve it as it was seen."""
        self.require_seen()
        life.approve(action=self.subject, **self.who_and_when())


class Publish(Looked, ActionDeed):
    """The action is live, with a page in every language in which it is written."""

    page_title = _("Publish")
    explains = _(
        "People can act from now on, or from the opening time where one is set. "
        "Pages go up in every language of the section in which the action and its case are written."
    )
    done = _("The action is live and its pages are up.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is in the way, before the button is pressed."""
        at = clock.now()
        found = readiness.in_the_way(self.subject, at=at)
        return super().get_context_data(missing=told_of(self.request.user, self.subject, found, at=at), **kwargs)

    def perform(self, form: Any) -> None:
        """Open the door and the windows together, or neither."""
        self.require_seen()
        with without_findings(self.request.user, self.subject):
            opener()(action=self.subject, **self.who_and_when())


class Suspend(ActionDeed):
    """Safety stop."""

    form_class = forms.ReasonForm
    right = Right.RECALL
    page_title = _("Safety stop")
    explains = _(
        "Within a minute nobody can act any more, on any page and in any language: pages, cards, papers and drafts of "
        "this action are taken down, and letters and mails that still wait do not leave. Nothing is deleted."
    )
    button = _("Stop it now")
    done = _("The action is stopped. Below is each address, as it answers now.")
    leads_to = "desk_action_down"
    grave = True

    def perform(self, form: Any) -> None:
        """Suspend it."""
        life.suspend(action=self.subject, reason=form.cleaned_data["reason"], **self.who_and_when())


class Resume(ActionDeed):
    """A suspended action is live again."""

    form_class = forms.ReasonForm
    page_title = _("Resume")
    explains = _(
        "People can act again at once. Whoever pressed the safety stop cannot undo it, whatever their role: another "
        "approver or administrator can."
    )
    done = _("The action is live again.")

    def perform(self, form: Any) -> None:
        """Resume it."""
        with without_findings(self.request.user, self.subject):
            life.resume(action=self.subject, reason=form.cleaned_data["reason"], **self.who_and_when())


class Extend(ActionDeed):
    """A later deadline."""

    form_class = forms.ExtendForm
    page_title = _("Extend")
    explains = _("The same action goes on to a later day.")
    done = _("The action has its new deadline.")

    def perform(self, form: Any) -> None:
        """Extend it."""
        life.extend(action=self.subject, deadline=form.cleaned_data["deadline"], **self.who_and_when())


class Close(ActionDeed):
    """The action has ended."""

    form_class = forms.CloseForm
    page_title = _("Close")
    explains = _("The form becomes thanks, the number and the address stay. A closed action cannot be opened again.")
    done = _("The action is closed.")
    grave = True

    def get_form_kwargs(self) -> dict[str, Any]:
        """The action whose case's outcomes are offered."""
        return {**super().get_form_kwargs(), "action": self.subject}

    def perform(self, form: Any) -> None:
        """Close it."""
        life.close(action=self.subject, **form.cleaned_data, **self.who_and_when())


class PublishAction(PublishPages, ActionDeed):
    """Pages of an action."""


class AddToLedger(Finding, FormScreen):
    """A number counted elsewhere, for any action of the person's sections."""

    rights = (Right.LEDGER,)
    under = ("ledger:index", _("Ledger"))
    form_class = forms.LedgerForm
    page_title = _("Add to the ledger")
    explains = _(
        "The public number is the sum of the ledger. An entry is never changed; a mistake is corrected by another."
    )
    done = _("The entry is in the ledger and the number has moved.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """In the ledger of the action whose page led here, if one did."""
        if "pk" in kwargs:
            get_object_or_404(Action, within(request.user, Right.LEDGER, "section_id"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The action whose page led here."""
        return {"action": self.kwargs.get("pk")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Actions that still count, of the person's sections."""
        ended = (ActionStatus.CLOSED, ActionStatus.ARCHIVED)
        rows = Action.objects.filter(within(self.request.user, Right.LEDGER, "section_id")).exclude(status__in=ended)
        return {**super().get_form_kwargs(), "actions": rows.prefetch_related(*said.titles_of_actions())}

    def perform(self, form: Any) -> str:
        """Enter it."""
        ledger.enter(**form.cleaned_data, **self.who_and_when())
        return reverse("actions:inspect", args=[form.cleaned_data["action"].pk])


urls: list[URLPattern] = [
    path("ledger/add/", AddToLedger.as_view(), name="desk_ledger_add"),
    path("actions/<int:pk>/ledger/", AddToLedger.as_view(), name="desk_action_ledger"),
    *(
        path(f"actions/<int:pk>/{step}/", view.as_view(), name=f"desk_action_{step}")
        for step, view in (
            ("submit", Submit),
            ("changes", AskForChanges),
            ("approve", Approve),
            ("publish", Publish),
            ("suspend", Suspend),
            ("resume", Resume),
            ("extend", Extend),
            ("close", Close),
            ("pages", PublishAction),
        )
    ),
]
