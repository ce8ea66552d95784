"""Where the path begins: going on with what is unfinished, choosing a case or opening one, choosing the kind."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from openletter.actions.kinds import kind_of
from openletter.actions.operations import composing
from openletter.cases import operations as cases
from openletter.cases.models import Case
from openletter.cases.rules import CaseStatus
from openletter.desk import said
from openletter.desk.path import forms, standing
from openletter.desk.path.steps import first_missing, rail
from openletter.desk.seeing import readable_cases
from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may, sections_for

_MOST = 8
_ENDED = (CaseStatus.CLOSED, CaseStatus.DECLINED)


class _Entry(WagtailAdminTemplateMixin, FormView):
    """A page before there is an action."""

    right: Right

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For people who may write what begins here."""
        if not may(request.user, self.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with the errors beside the fields, answered as unprocessable."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, this."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what its fields need."""
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media}


class Begin(_Entry):
    """What is unfinished; a case; a kind."""

    template_name = "desk/path/begin.html"
    right = Right.EDIT_ACTIONS
    page_title = _("Publish an action")
    form_class = forms.BeginForm

    def _cases(self) -> Any:
        seen = readable_cases(self.request.user)
        return Case.objects.filter(seen).exclude(status__in=_ENDED)

    def _chosen(self) -> Case | None:
        asked = self.request.GET.get("case", "")
        if not asked:
            return None
        rows = self._cases().prefetch_related("words")
        found: Case | None = rows.filter(pk=int(asked)).first() if asked.isdecimal() else None
        if found is None:
            raise Http404
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sections for which the person writes."""
        own = list(sections_for(self.request.user, Right.EDIT_ACTIONS).filter(is_active=True))
        rows = sections_for(self.request.user, Right.EDIT_ACTIONS).filter(pk__in=[one.pk for one in own])
        return {**super().get_form_kwargs(), "sections": rows}

    def get_initial(self) -> dict[str, Any]:
        """The case's own section, where the person writes for it."""
        case = self._chosen()
        return {"section": case.section_id} if case else {}

    def form_valid(self, form: Any) -> HttpResponse:
        """A draft of this kind stands; the path goes on where something is missing."""
        case = self._chosen()
        if case is None:
            raise Http404
        data = form.cleaned_data
        actor, now = self.request.user.actor, clock.now()  # type: ignore[union-attr]
        action = composing.begin(case=case, section=data["section"], kind=data["kind"], actor=actor, at=now)
        place = first_missing(rail(kind_of(action.kind), standing.written(action, on=now.date(), closely=False)))
        return redirect(reverse(f"desk_publish_{place.step}", args=[action.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case chosen, or those to choose from and what is unfinished."""
        case = self._chosen()
        own: dict[str, Any] = {"case": case, "kinds": forms.BeginForm.described()}
        if case is None:
            asked = self.request.GET.get("q", "").strip()
            rows = self._cases()
            if asked:
                named = Case.objects.filter(Q(words__title__icontains=asked) | Q(key__icontains=asked)).values("pk")
                rows = rows.filter(pk__in=named)
            rows = rows.prefetch_related("words").order_by("-pk")[:_MOST]
            own |= {"cases": rows, "q": asked, "unfinished": unfinished(self.request.user)}
            own |= {"may_open": may(self.request.user, Right.EDIT_CASES)}
        return super().get_context_data(**own, **kwargs)


def unfinished(user: Any) -> list[dict[str, Any]]:
    """What the person can go on with: the action, where, and what is missing there."""
    found = []
    for action in standing.unfinished(user):
        place = first_missing(rail(kind_of(action.kind), standing.written(action, on=clock.today(), closely=False)))
        found.append(
            {
                "title": said.title(action if action.words.all() else action.case),
                "kind": kind_of(action.kind).name,
                "status": action.get_status_display(),
                "step": place.name,
                "missing": place.missing,
                "url": reverse(f"desk_publish_{place.step}", args=[action.pk]),
            }
        )
    return found


class OpenCase(_Entry):
    """A new case with the few facts an action needs."""

    template_name = "desk/path/new_case.html"
    right = Right.EDIT_CASES
    page_title = _("Open a new case")
    form_class = forms.CaseForm

    def _section(self) -> Any:
        own = sections_for(self.request.user, Right.EDIT_CASES).filter(is_active=True)
        asked = self.request.GET.get("section", "")
        if asked:
            return own.filter(key=asked).first()
        return own.first() if own.count() == 1 else None

    def get_form_kwargs(self) -> dict[str, Any]:
        """The languages of the section."""
        section = self._section()
        return {**super().get_form_kwargs(), "languages": list(section.languages) if section else []}

    def form_valid(self, form: Any) -> HttpResponse:
        """The case stands; the kind of action is chosen next."""
        section = self._section()
        if section is None:
            raise Http404
        actor = self.request.user.actor  # type: ignore[union-attr]
        try:
            case = cases.open_case(section=section, facts=form.facts(), actor=actor, at=clock.now())
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        return redirect(f"{reverse('desk_publish')}?case={case.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The section, or those to choose from."""
        section = self._section()
        rows = [] if section else sections_for(self.request.user, Right.EDIT_CASES).filter(is_active=True)
        return super().get_context_data(section=section, sections=rows, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, publishing, this."""
        home, own = super().get_breadcrumbs_items()
        return [home, {"url": reverse("desk_publish"), "label": gettext("Publish an action")}, own]
