"""Against floods: what grows, switches, and judgements on acts in bulk."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
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
from openletter.actions.abuse.switches import Whom
from openletter.actions.criteria import Criteria, sample, too_few
from openletter.actions.models import Action, Invalidation, Switch
from openletter.actions.operations import invalidation as verbs
from openletter.actions.operations import switches
from openletter.actions.rules import ActState
from openletter.actions.tasks.abuse import JUDGE
from openletter.desk import said
from openletter.desk.forms.abuse import JudgeForm, SwitchForm, UndoForm
from openletter.desk.forms.actions import ReasonForm
from openletter.desk.trending import growing
from openletter.desk.views.screen import FormScreen, Screen
from openletter.kernel import clock, countries, work
from openletter.kernel.languages import endonym, known
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, holdings, sections_for, within

A_PAGE = 50
ASKED = ("network", "domain", "words", "verdict", "state")  # what a line of what grows may fill in
WINDOWS = {"hour": 2, "day": 24}


def own_switches(user: Any) -> Any:
    """The switches a person may see: of their sections, and those of the whole house for who works everywhere."""
    ids = holdings(user).section_ids(Right.ABUSE)
    rows = Switch.objects.select_related("section", "action__section")
    mine = Q() if ids is None else Q(section__in=ids) | Q(action__section__in=ids)
    return rows.filter(mine).prefetch_related("section__words", "action__words")


def own_invalidations(user: Any) -> Any:
    """The judgements of a person's sections."""
    rows = Invalidation.objects.filter(within(user, Right.ABUSE, "section_id")).select_related("section")
    return rows.prefetch_related("section__words", "actions__words")


class AbusePage(Screen):
    """A page for who watches over acts in any section."""

    rights = (Right.ABUSE,)
    under: Any = ("desk_abuse", _("Floods and falsified numbers"))


class Trends(AbusePage, TemplateView):
    """What grows, what is on, what is under way."""

    under = None
    template_name = "desk/abuse.html"
    page_title = _("Floods and falsified numbers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Bounded, however much grows."""
        user, at = self.request.user, clock.now()
        window = self.request.GET.get("window", "hour")
        window = window if window in WINDOWS else "hour"
        on = own_switches(user).filter(ended_at=None)
        under_way = own_invalidations(user).filter(state__in=(State.PREPARED, State.RUNNING, State.RESTORING))
        return super().get_context_data(
            window=window, found=growing(user, at=at, hours=WINDOWS[window]), switches=list(on[:A_PAGE]),
            judgements=list(under_way[:A_PAGE]), **kwargs,
        )  # fmt: skip


class Switches(AbusePage, TemplateView):
    """Every switch there was, newest first."""

    template_name = "desk/switches.html"
    page_title = _("Switches")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them."""
        page = Paginator(own_switches(self.request.user), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, **kwargs)


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


class _ScopedForm(AbusePage, FormScreen):
    """A form about acts of the person's own sections, filled in by the line it was asked from."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sections."""
        user = self.request.user
        everywhere = holdings(user).section_ids(Right.ABUSE) is None
        return {**super().get_form_kwargs(), "sections": sections_for(user, Right.ABUSE), "everywhere": everywhere}

    def asked_of(self) -> Action | None:
        """The action that the address names, if it is one of theirs."""
        pk = self.request.GET.get("action", "")
        rows = Action.objects.filter(within(self.request.user, Right.ABUSE, "section_id"))
        return rows.filter(pk=int(pk)).first() if pk.isdecimal() else None


class TurnOn(_ScopedForm):
    """A new switch."""

    form_class = SwitchForm
    page_title = _("Turn a switch on")
    button = _("Turn it on")
    done = _("It is on. Every front obeys within seconds.")
    explains = _(
        "Every front obeys within seconds. A stop is seen by everybody it meets, and keeps what they typed; the shadow "
        "is seen by nobody. Where people act from a country that represses them, many share one network and few can "
        "confirm an address: a switch for a country or a network shuts them out too."
    )

    def get_initial(self) -> dict[str, Any]:
        """What the line says."""
        asked, action = self.request.GET, self.asked_of()
        initial: dict[str, Any] = {"until": clock.now() + timedelta(hours=24), "does": asked.get("does", "")}
        if action:
            initial["action"] = action.pk
        for whom in (Whom.NETWORK, Whom.DOMAIN):
            if value := asked.get(whom.value):
                initial |= {"whom": whom.value, "value": value}
        if asked.get("words"):
            initial |= {"whom": Whom.EACH_WORDS.value, "most": 5, "seconds": 3600}
        return initial

    def perform(self, form: Any) -> None:
        """Turn it on."""
        data: dict[str, Any] = dict(form.cleaned_data)
        data |= {name: data[name] or 0 for name in ("most", "seconds")} | self.who_and_when()
        switches.turn_on(**data)


class TurnOff(AbusePage, FormScreen):
    """The end of a switch."""

    form_class = ReasonForm
    page_title = _("Turn the switch off")
    button = _("Turn it off")
    done = _("It is off.")
    explains = _("From the next second on. Acts that it put into the shadow wait there until somebody judges them.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it."""
        super().setup(request, *args, **kwargs)
        self.subject = get_object_or_404(own_switches(request.user), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """What it does."""
        return str(self.subject)

    def perform(self, form: Any) -> None:
        """Turn it off."""
        switches.turn_off(switch=self.subject, reason=form.cleaned_data["reason"], **self.who_and_when())


class Prepare(_ScopedForm):
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
            runs=[(run, too_few(run.changed, criteria)) for run in row.runs.all()[:A_PAGE]], **kwargs,
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
    path("abuse/", Trends.as_view(), name="desk_abuse"),
    path("abuse/switches/", Switches.as_view(), name="desk_switches"),
    path("abuse/switches/add/", TurnOn.as_view(), name="desk_switch_add"),
    path("abuse/switches/<int:pk>/off/", TurnOff.as_view(), name="desk_switch_off"),
    path("abuse/judgements/", Invalidations.as_view(), name="desk_invalidations"),
    path("abuse/judgements/add/", Prepare.as_view(), name="desk_invalidation_add"),
    path("abuse/judgements/<int:pk>/", OneInvalidation.as_view(), name="desk_invalidation"),
    path("abuse/judgements/<int:pk>/<slug:deed>/", change, name="desk_invalidation_change"),
]
