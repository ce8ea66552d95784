"""Where the path begins: going on with what is unfinished, choosing a case or opening one, choosing the kind."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openletter.actions.kinds import kind_of
from openletter.actions.operations import composing
from openletter.cases import operations as cases
from openletter.cases.models import Case
from openletter.cases.rules import CaseStatus
from openletter.desk import said
from openletter.desk.path import forms, standing
from openletter.desk.path.steps import first_missing, rail
from openletter.desk.seeing import readable_cases
from openletter.desk.views.screen import FormScreen
from openletter.kernel import clock
from openletter.sections.access import Right, may, sections_for

_MOST = 8
_ENDED = (CaseStatus.CLOSED, CaseStatus.DECLINED)


class Begin(FormScreen):
    """What is unfinished; a case; a kind."""

    template_name = "desk/path/begin.html"
    rights = (Right.EDIT_ACTIONS,)
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
        found: Case | None = rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
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

    def perform(self, form: Any) -> str:
        """A draft of this kind stands; the path goes on where something is missing."""
        case = self._chosen()
        if case is None:
            raise Http404
        data = form.cleaned_data
        action = composing.begin(case=case, section=data["section"], kind=data["kind"], **self.who_and_when())
        place = first_missing(rail(kind_of(action.kind), standing.written(action, on=clock.today(), closely=False)))
        return reverse(f"desk_publish_{place.step}", args=[action.pk])

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


class OpenCase(FormScreen):
    """A new case with the few facts an action needs."""

    template_name = "desk/path/new_case.html"
    rights = (Right.EDIT_CASES,)
    under = ("desk_publish", _("Publish an action"))
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

    def perform(self, form: Any) -> str:
        """The case stands; the kind of action is chosen next."""
        section = self._section()
        if section is None:
            raise Http404
        case = cases.open_case(section=section, facts=form.facts(), **self.who_and_when())
        return f"{reverse('desk_publish')}?case={case.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The section, or those to choose from."""
        section = self._section()
        rows = [] if section else sections_for(self.request.user, Right.EDIT_CASES).filter(is_active=True)
        return super().get_context_data(section=section, sections=rows, **kwargs)
