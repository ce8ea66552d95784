"""Judgements on acts in bulk: what they have in common, how many there are, and carrying out, undoing or dropping."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from openletter.actions.abuse import judging
from openletter.actions.abuse.judging import InvalidationState as State
from openletter.actions.criteria import Criteria, sample, too_few
from openletter.actions.models import Invalidation
from openletter.actions.operations import invalidation as verbs
from openletter.actions.rules import ActState
from openletter.actions.tasks.abuse import JUDGE
from openletter.desk import said
from openletter.desk.forms.abuse import JudgeForm, UndoForm
from openletter.desk.views.abuse import A_PAGE, AbusePage, ScopedForm, own_invalidations
from openletter.kernel import clock, countries, work
from openletter.kernel.languages import endonym, known
from openletter.kernel.models import Work
from openletter.kernel.refusals import Refused


class Invalidations(AbusePage, TemplateView):
    """Every judgement there was, newest first."""

    template_name = "desk/invalidations.html"
    page_title = _("Judgements on acts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them."""
        page = Paginator(own_invalidations(self.request.user), A_PAGE).get_page(self.request.GET.get("p"))
        for row in page.object_list:
            row.few = too_few(row.judged, Criteria.of(row.criteria))
        return super().get_context_data(page=page, **kwargs)


class Prepare(ScopedForm):
    """What acts have in common; they are counted and shown as numbers before anything happens."""

    form_class = JudgeForm
    page_title = _("Judge acts")
    button = _("Look for them")
    explains = _(
        "All that you fill in must hold. Nothing changes yet: the next page says how many acts there are. Acts that "
        "wait for confirmation are found too."
    )

    def get_initial(self) -> dict[str, Any]:
        """What the line says."""
        asked, action = self.request.GET, self.asked_of()
        initial: dict[str, Any] = {
            name: asked.get(name, "") for name in ("network", "domain", "words", "verdict", "state")
        }
        if action:
            initial |= {"action": [action.pk], "section": action.section_id}
        return initial

    def perform(self, form: Any) -> str:
        """Count them."""
        data = form.cleaned_data
        row = verbs.prepare(
            section=data["section"], actions=list(data["action"]), verdict=data["verdict"], criteria=form.criteria(),
            reason=data["reason"], **self.who_and_when(),
        )  # fmt: skip
        return reverse("desk_invalidation", args=[row.pk])


class OneInvalidation(AbusePage, TemplateView):
    """One judgement: which acts, in numbers; who may carry it out; what was done."""

    template_name = "desk/invalidation.html"
    page_title = _("A judgement on acts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The look before, and the forms of what can be done now."""
        row, user = get_object_or_404(own_invalidations(self.request.user), pk=self.kwargs["pk"]), self.request.user
        prepared = judging.may_move(row.state, State.RUNNING)
        criteria = Criteria.of(row.criteria)
        seen = sample(verbs.waiting(row), criteria) if prepared else None
        many = seen is not None and judging.needs_second(row.judged + seen.number)
        second = many and row.prepared_by_id == user.pk
        undoes = judging.may_move(row.state, State.RESTORING)
        form = UndoForm() if undoes else None
        return super().get_context_data(
            row=row, titles=[said.title(action) for action in row.actions.all()], section=said.name(row.section),
            criteria=_in_words(row), seen=_shown(seen) if seen else None, starts=prepared and not second,
            second=second, alone=judging.ALONE, drops=judging.may_move(row.state, State.DROPPED), undo=form,
            media=form.media if form else "",
            runs=[(run, too_few(run.changed, criteria)) for run in row.runs.all()[:A_PAGE]], going=_going(), **kwargs,
        )  # fmt: skip


@require_POST
def change(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Carry out, undo, or drop; the first two are long work, and lead to its page."""
    row = get_object_or_404(own_invalidations(request.user), pk=pk)
    who: dict[str, Any] = {"actor": request.user.actor, "at": clock.now()}  # type: ignore[union-attr]
    try:
        if deed == "start":
            run = verbs.begin(invalidation=row, **who)
        elif deed == "undo":
            run = verbs.undo(invalidation=row, reason=request.POST.get("reason", ""), **who)
        elif deed == "drop":
            verbs.drop(invalidation=row, **who)
            return redirect("desk_invalidation", pk=pk)
        else:
            raise Http404
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("desk_invalidation", pk=pk)
    started = work.start(JUDGE, title=str(row), section=row.section.key, run=run.pk, **who)
    return redirect(reverse("desk_work", args=[started.pk]))


def _going() -> set[int]:
    """The runs whose work waits or is done now; any other that has not ended was stopped before it changed anything."""
    rows = Work.objects.filter(kind=JUDGE, state__in=(Work.State.WAITING, Work.State.RUNNING))
    return set(rows.values_list("arguments__run", flat=True))


def _in_words(row: Invalidation) -> list[tuple[str, str]]:
    """What the acts have in common, under the names of the form's fields."""
    fields = JudgeForm.base_fields
    return [(str(fields[name].label), _value(name, value)) for name, value in row.criteria.items() if name in fields]


def _value(name: str, value: str) -> str:
    if name in ("since", "until"):
        return said.moment(datetime.fromisoformat(value))
    choices = dict(getattr(JudgeForm.base_fields[name], "choices", []) or [])
    return str(choices.get(value, value))


def _shown(seen: Any) -> dict[str, Any]:
    few = gettext("Fewer than ten each")
    if seen.few:
        return {"few": True, "parts": []}
    return {
        "number": seen.number,
        "parts": [
            (gettext("State"), [(str(ActState(code).label) if code else few, n) for code, n in seen.by_state]),
            (gettext("Country"), [(_land(code) if code else few, n) for code, n in seen.by_country]),
            (gettext("Language"), [(endonym(c) if c in known() else few, n) for c, n in seen.by_language]),
            (gettext("Day"), [(said.day(date.fromisoformat(on)) if on else few, n) for on, n in seen.by_day[-31:]]),
        ],
    }


def _land(code: str) -> str:
    return countries.name(code, said.reader())


urls: list[URLPattern] = [
    path("abuse/judgements/", Invalidations.as_view(), name="desk_invalidations"),
    path("abuse/judgements/add/", Prepare.as_view(), name="desk_invalidation_add"),
    path("abuse/judgements/<int:pk>/", OneInvalidation.as_view(), name="desk_invalidation"),
    path("abuse/judgements/<int:pk>/<slug:deed>/", change, name="desk_invalidation_change"),
]
