"""What every page of the path shares: an action, its rail, who may write, where it goes on."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm, Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin import messages

from openletter.actions.kinds import Kind, kind_of
from openletter.actions.models import Action
from openletter.actions.operations import changing
from openletter.cases.models import Case
from openletter.cases.operations.opening import Shown
from openletter.desk import said
from openletter.desk.opened import note
from openletter.desk.path import standing
from openletter.desk.path.steps import Place, Step, Written, name_of, neighbours, rail, steps_of
from openletter.desk.seeing import reads_case
from openletter.desk.views.cases import SENT_BACK, WAITS
from openletter.desk.views.deed import Deed
from openletter.desk.writing_on import WritesOn
from openletter.kernel import clock, proposals
from openletter.kernel.models import Proposal
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, within

_TELL_OF_THE_CASE = (Step.CASE, Step.SAFETY, Step.PREVIEW, Step.REVIEW)


class StepPage(WritesOn, Deed):
    """One short page: it shows what is written, asks what is missing, keeps it, and goes on.

    What was approved and changed since is shown as its writers left it (`shown`), while verbs are given the row itself
    (`subject`): nobody who comes back to write on finds other words than the last ones. Whoever sees the action may
    read it; who may not change it now gets the same page with its fields shut.
    """

    model = Action
    right = Right.EDIT_ACTIONS
    seeing = Right.SEE_CASES  # of the section of the action: its steps tell of the case
    overview = "actions:inspect"
    template_name = "desk/path/step.html"
    shown_on = Shown.PATH
    step: Step
    explains: Any = ""
    lays_over = True  # on pages of buttons what stands is decided on

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the action with its parts; a step that its kind does not have does not exist."""
        super(Deed, self).setup(request, *args, **kwargs)
        rows = Action.objects.filter(within(request.user, self.seeing, "section_id"))
        rows = rows.select_related("section", "case__section", "case__guidance").prefetch_related(*standing.PARTS)
        self.subject: Action = get_object_or_404(rows, pk=kwargs["pk"])
        told = self.step not in _TELL_OF_THE_CASE or reads_case(request.user, self.subject.case)
        if self.step not in steps_of(self.kind) or not told:
            raise Http404

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Reading is for whoever sees the action, writing for who may change it now."""
        if request.method == "POST" and not self.writable:
            raise PermissionDenied
        return super(Deed, self).dispatch(request, *args, **kwargs)

    @property
    def kind(self) -> Kind:
        """The action's kind."""
        return kind_of(self.subject.kind)

    @cached_property
    def writable(self) -> bool:
        """Whether this person may change what this page holds now."""
        return standing.may_write(self.request.user, self.subject)

    @property
    def page_title(self) -> str:
        """The step's name."""
        return name_of(self.step, self.kind)

    @cached_property
    def shown(self) -> Action:
        """The action with what waits of it laid over: what the fields of this page show. Never saved."""
        return changing.as_it_would_be(self.subject) if self.lays_over else self.subject

    @cached_property
    def written(self) -> Written:
        """What is written."""
        return standing.written(self.shown, on=clock.today())

    @property
    def waits_of(self) -> Action | Case:
        """Whose changes this page shows: the case's on the steps that write it, else the action's."""
        return self.subject

    def change(self) -> Proposal | None:
        """The change that the fields show; None on pages that show what stands."""
        return super().change() if self.lays_over else None

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The rail."""
        return rail(self.kind, self.written)

    def address(self, step: Step) -> str:
        """The address of a step of this action."""
        return reverse(f"desk_publish_{step}", args=[self.subject.pk])

    def languages(self) -> list[str]:
        """The languages asked for: those in which pages go up."""
        return self.shown.wanted_languages()

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it and go on, and say where it waits for a second person, or was sent back and does not."""
        began, waited = clock.now(), self.change()
        try:
            self.require_latest()
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        answer = super().form_valid(form)
        if answer.status_code == HTTPStatus.FOUND:
            self._say_what_waits(began, waited)
        return answer

    def _say_what_waits(self, began: datetime, waited: Proposal | None) -> None:
        pending = self.change()
        if pending and pending.written_at >= began:
            messages.success(self.request, WAITS)
        elif pending and pending.returned_at:
            messages.warning(self.request, SENT_BACK)
        elif waited and not pending:
            messages.success(self.request, gettext("It says again what readers see: nothing waits any more."))
        elif "stay" in self.request.POST:
            messages.success(self.request, gettext("It is saved."))

    def goes_on(self) -> str:
        """The next step, or this one again where only saving was asked."""
        following = neighbours(self.step, self.kind)[1]
        return self.address(self.step if "stay" in self.request.POST or following is None else following)

    def whole_form(self) -> str:
        """Where everything rarer about this step is written; empty where there is nothing rarer."""
        return reverse("actions:edit", args=[self.subject.pk]) if self.writable else ""

    def way(self) -> list[tuple[str, str]]:
        """Publishing."""
        return [(reverse("desk_publish"), gettext("Publish an action"))]

    def here(self) -> str:
        """This action."""
        return self.get_page_subtitle()

    def get_page_subtitle(self) -> str:
        """The action, or the person while it has no title."""
        return said.title(self.shown)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rail, and the ways back and on; who reads of the case here is written down."""
        if self.step in _TELL_OF_THE_CASE:
            note(self.request, self.subject.case, Shown.PATH)
        before, after = neighbours(self.step, self.kind)
        own = next(place for place in self.places if place.step == self.step)
        context = super().get_context_data(**kwargs)
        # Some steps have several forms; each brings what its fields need.
        media = sum((form.media for form in context.values() if isinstance(form, BaseForm)), Media())
        return {
            **context,
            "media": media,
            "kind": self.kind,
            "section": self.subject.section,
            "case": self.subject.case,
            "places": [(place, self.address(place.step)) for place in self.places],
            "here": self.step,
            "lacking": own.missing,
            "writable": self.writable,
            "before": self.address(before) if before else "",
            "after": self.address(after) if after else "",
            "whole_form": self.whole_form(),
            "proposals": proposals.waiting_for(self.waits_of).defer("wanted", "base", "body"),
            "status": self.subject.get_status_display(),
        }
