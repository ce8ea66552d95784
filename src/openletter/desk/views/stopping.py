"""The safety stop: found in three keystrokes, told why, done with one press; then every address is asked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component

from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.actions.operations.recall import recall_case, resume_case
from openletter.actions.rules import ActionStatus
from openletter.cases import operations as cases
from openletter.cases.models import Case
from openletter.cases.rules import PUBLIC_STATUSES
from openletter.desk import said
from openletter.desk.asking import check
from openletter.desk.finding import Finding, newest, told_in
from openletter.desk.forms.actions import ReasonForm
from openletter.desk.forms.stopping import StopForm
from openletter.desk.held import held
from openletter.desk.standing import is_stopped
from openletter.desk.today import LONGEST
from openletter.desk.views.cases import CaseDeed
from openletter.desk.views.screen import FormScreen, Screen
from openletter.desk.windows import addresses_of
from openletter.kernel import clock
from openletter.sections.access import Right, may, within

AGAIN = 5  # seconds until the page of what is down asks once more, while something still answers


def may_stop(user: Any, told: str = "", chosen: str = "") -> tuple[list[tuple[str, str]], bool]:
    """The cases and actions this person can stop: `case:1` and what it is called, cases first; and are there more.

    Of each the newest, or those that hold what was told; what is chosen stays, if it may be stopped.
    """
    own = within(user, Right.RECALL, "section_id")
    cases = Case.objects.filter(own, status__in=PUBLIC_STATUSES, recalled_at=None)
    cases = cases.only("key").prefetch_related(said.titles_of(Case))
    actions = Action.objects.filter(own, status=ActionStatus.LIVE).select_related("case").only("ref", "case__key")
    actions = actions.prefetch_related(said.titles_of(Action), said.titles_of(Case, "case__words"))
    files, more_files = newest(cases, told, ("key", "words__title"))
    calls, more_calls = newest(actions, told, ("ref", "words__title", "case__words__title"))
    kind, _colon, pk = chosen.partition(":")
    if pk.isdecimal() and len(pk) < 19:
        files += [row for row in cases.filter(pk=pk) if kind == "case" and row not in files]
        calls += [row for row in actions.filter(pk=pk) if kind == "action" and row not in calls]
    return _lines(files, calls), more_files or more_calls


def _lines(files: list[Case], calls: list[Action]) -> list[tuple[str, str]]:
    rows = [(f"case:{row.pk}", gettext("Case: %(title)s") % {"title": said.title(row)}) for row in files]
    # Translators: an action in a list: the person or case, then what is asked, such as "Amina: Free Amina"
    told = gettext("Action: %(case)s: %(title)s")
    return rows + [
        (f"action:{row.pk}", told % {"case": said.title(row.case), "title": said.title(row)}) for row in calls
    ]


def _stopped(user: Any) -> tuple[QuerySet[Case], QuerySet[Action]]:
    """The cases, and the actions beside theirs, that are stopped now, of those this person could stop."""
    own = within(user, Right.RECALL, "section_id")
    files = Case.objects.filter(own, recalled_at__isnull=False).order_by("-recalled_at", "-pk")
    return files, Action.objects.filter(own, status=ActionStatus.SUSPENDED, case__recalled_at=None)


def anything_stopped(user: Any) -> bool:
    """Whether the desk's home tells this person of anything that is stopped."""
    return may(user, Right.RECALL) and any(rows.exists() for rows in _stopped(user))


class SafetyStopPanel(Component):
    """On the desk's home: one button, for those who may press it."""

    template_name = "desk/stop_panel.html"
    order = 1

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What is stopped now, so that nobody forgets it."""
        user = parent_context["request"].user
        files, calls = _stopped(user)
        most = LONGEST + 1
        stopped = [
            (said.title(row), reverse(address, args=[row.pk]))
            for address, rows, key in (("desk_case_down", files, "key"), ("desk_action_down", calls, "ref"))
            for row in rows.only(key).prefetch_related(said.titles_of(rows.model))[:most]
        ]
        more = reverse("actions:index") + f"?status={ActionStatus.SUSPENDED}" if len(stopped) > LONGEST else ""
        return {"may_stop": may(user, Right.RECALL), "stopped": stopped[:LONGEST], "more": more}


class SafetyStop(Finding, FormScreen):
    """Stop a case or an action everywhere."""

    rights = (Right.RECALL,)
    form_class = StopForm
    page_title = _("Safety stop")
    explains = _(
        "Within a minute nobody can read or act any more: pages in every language, feeds, calendar, search, cards, "
        "photos, papers and drafts are taken down, and letters and mails that still wait do not leave. Nothing is "
        "deleted. Somebody else than you can bring it back. Afterwards you see each address as it answers."
    )
    button = _("Stop it now")
    grave = True

    def get_form_kwargs(self) -> dict[str, Any]:
        """What this person can stop."""
        told = told_in(self.request.POST, "what")
        choices, more = may_stop(self.request.user, told, self.request.POST.get("what", ""))
        return {**super().get_form_kwargs(), "choices": choices, "told": told, "more": more}

    def perform(self, form: Any) -> str:
        """Stop it, and show what became of each address."""
        kind, _colon, pk = form.cleaned_data["what"].partition(":")
        stop = {**self.who_and_when(), "reason": form.cleaned_data["reason"]}
        if kind == "case":
            recall_case(case=Case.objects.get(pk=pk), **stop)
        else:
            life.suspend(action=Action.objects.get(pk=pk), **stop)
        return reverse(f"desk_{kind}_down", args=[pk])


class RecallCase(CaseDeed):
    """The safety stop of a case, from its own page."""

    right = Right.RECALL
    form_class = ReasonForm
    page_title = _("Safety stop")
    button = _("Stop it now")
    done = _("The case is stopped. Below is each address, as it answers now.")
    leads_to = "desk_case_down"
    grave = True

    @property
    def explains(self) -> str:
        """What will happen, with what it stops."""
        live = self.subject.actions.filter(status=ActionStatus.LIVE).count()
        stops = ngettext(
            "%(number)s live action stops with the case.", "%(number)s live actions stop with the case.", live
        ) % {"number": live}
        return f"{SafetyStop.explains} {stops}"

    def perform(self, form: Any) -> None:
        """Recall it."""
        recall_case(case=self.subject, reason=form.cleaned_data["reason"], **self.who_and_when())


class ShowCaseAgain(CaseDeed):
    """A recalled case is shown again."""

    right = Right.RECALL
    form_class = ReasonForm
    page_title = _("Show it again")
    explains = _(
        "The case’s pages stand again at once, and the actions that the safety stop stopped can be taken again. "
        "Whoever pressed the button cannot undo it, whatever their role: anybody else who may press it can."
    )
    done = _("The case is shown again.")

    def perform(self, form: Any) -> None:
        """Resume it."""
        resume_case(case=self.subject, reason=form.cleaned_data["reason"], **self.who_and_when())


class Down(Screen, TemplateView):
    """What is down: each address asked as a reader would, until none says anything any more."""

    template_name = "desk/down.html"
    page_title = _("What is down")
    model: Any = Case
    overview = "cases:inspect"
    subject: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Rows of other sections do not exist; who cannot stop this has no business here."""
        seeing = Right.SEE_CASES if self.model is Case else Right.SEE_ACTIONS
        rows = self.model.objects.filter(within(request.user, seeing, "section_id"))
        self.subject = get_object_or_404(rows.prefetch_related("words"), pk=kwargs["pk"])
        if not may(request.user, Right.RECALL, self.subject.section_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list; while something still answers the page comes again by itself."""
        context = self.get_context_data(**kwargs)
        response = self.render_to_response(context)
        if context["stopped"] and context["standing"]:
            response["Refresh"] = str(AGAIN)
        return response

    @property
    def is_stopped(self) -> bool:
        """Whether it is recalled now, by itself or with its case."""
        return is_stopped(self.subject)

    @property
    def back(self) -> str:
        """The row's own page."""
        return reverse(self.overview, args=[self.subject.pk])

    def way(self) -> list[tuple[str, str]]:
        """The row."""
        return [(self.back, said.title(self.subject))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was asked and what it said; nobody is asked about what is not stopped."""
        checked = check(addresses_of(self.subject)) if self.is_stopped else []
        actions = Q(case=self.subject) if isinstance(self.subject, Case) else Q(pk=self.subject.pk)
        case = self.subject if isinstance(self.subject, Case) else self.subject.case
        entry = cases.last_recall(case) if case.recalled_at else None
        return {
            **super().get_context_data(**kwargs),
            "subject": self.subject,
            "page_subtitle": said.title(self.subject),
            "stopped": self.is_stopped,
            "reason": entry.reason if entry else "",
            "checked": sorted(checked, key=lambda one: one.down),
            "standing": sum(not one.down for one in checked),
            "held": held(Action.objects.filter(actions)) if self.is_stopped else [],
            "asked_at": clock.now(),
            "back": self.back,
        }


class ActionDown(Down):
    """The same for one action."""

    model = Action
    overview = "actions:inspect"


urls: list[URLPattern] = [
    path("safety-stop/", SafetyStop.as_view(), name="desk_safety_stop"),
    path("cases/<int:pk>/recall/", RecallCase.as_view(), name="desk_case_recall"),
    path("cases/<int:pk>/resume/", ShowCaseAgain.as_view(), name="desk_case_resume"),
    path("cases/<int:pk>/down/", Down.as_view(), name="desk_case_down"),
    path("actions/<int:pk>/down/", ActionDown.as_view(), name="desk_action_down"),
]
