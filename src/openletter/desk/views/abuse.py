"""Against floods: what grows, switches, and judgements on acts in bulk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from openletter.actions.abuse.judging import InvalidationState as State
from openletter.actions.abuse.switches import Whom
from openletter.actions.models import Action, Invalidation, Switch
from openletter.actions.operations import switches
from openletter.desk.forms.abuse import SwitchForm
from openletter.desk.forms.actions import ReasonForm
from openletter.desk.trending import growing
from openletter.desk.views.screen import FormScreen, Screen
from openletter.kernel import clock
from openletter.sections.access import Right, holdings, sections_for, within

A_PAGE = 50
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


class ScopedForm(AbusePage, FormScreen):
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


class TurnOn(ScopedForm):
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


urls: list[URLPattern] = [
    path("abuse/", Trends.as_view(), name="desk_abuse"),
    path("abuse/switches/", Switches.as_view(), name="desk_switches"),
    path("abuse/switches/add/", TurnOn.as_view(), name="desk_switch_add"),
    path("abuse/switches/<int:pk>/off/", TurnOff.as_view(), name="desk_switch_off"),
]
