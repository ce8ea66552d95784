"""Acts: found without opening any, and one opened with a reason that stands in the audit."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from openletter.actions import search
from openletter.actions.access import CannotOpen, Erased, open_act
from openletter.actions.models import Action, ActionTaken
from openletter.actions.rules import Field
from openletter.actions.search import ELSEWHERE, Countries
from openletter.cases.models import Case
from openletter.desk import said
from openletter.desk.forms.acts import SearchForm, WhyForm
from openletter.desk.person_lines import NAMES
from openletter.desk.views.screen import Screen
from openletter.kernel import clock, countries
from openletter.kernel.models import AuditEntry
from openletter.sections.access import Right, may, sections_for, within

# Nothing opened is kept by a browser or by anything between.
UNKEPT = {"Cache-Control": "no-store, private"}


class ActsPage(Screen, TemplateView):
    """A page about acts, for who may look at them anywhere."""

    rights = (Right.ACTS,)
    under: Any = ("desk_acts", _("Acts"))


class Search(ActsPage):
    """Acts by everything that stands open; no name, no address."""

    under = None
    template_name = "desk/acts.html"
    page_title = _("Acts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, a page of acts, and the way to older ones."""
        user, asked = self.request.user, self.request.GET
        own = within(user, Right.ACTS, "section_id")
        actions, chosen = Action.objects.filter(own), asked.get("country", "")
        cases = Case.objects.filter(pk__in=Action.objects.filter(own).order_by().values("case"))
        form = SearchForm(
            asked or None, actions=actions.prefetch_related(*said.titles_of_actions()),
            cases=cases.prefetch_related(said.titles_of(Case)),
            sections=sections_for(user, Right.ACTS),
        )  # fmt: skip
        form.offer(frozenset(countries.CODES), chosen)
        valid = not form.is_bound or form.is_valid()
        wanted = form.wanted() if form.is_bound and valid else search.Wanted()
        named = Countries(own, wanted)
        form.offer(named.all(), chosen)
        page = search.find(wanted, within=own, countries=named, before=_uuid(asked.get("before")))
        return super().get_context_data(
            form=form, rows=[row_of(act, named) for act in page.acts] if valid else [], page=page, searched=bool(asked),
            most=search.COUNTED_TO, older=_older(asked, page.older), newest=_older(asked, None),
            continued="before" in asked, opens=may(user, Right.OPEN_ACTS), media=form.media, **kwargs,
        )  # fmt: skip


def row_of(act: ActionTaken, named: Countries) -> dict[str, Any]:
    """One act as lists show it."""
    return {
        "act": act, "title": said.title(act.action), "section": said.name(act.section),
        "url": reverse("desk_act", args=[act.pk]), "country": country_said(named.of(act)), "choices": choices_of(act),
    }  # fmt: skip


def country_said(code: str) -> str:
    """A country by its name, in the reader's language."""
    if code == ELSEWHERE:
        # Translators: any country with fewer than ten acts.
        return gettext("Elsewhere")
    return countries.name(code, said.reader()) if code else "—"


def choices_of(act: ActionTaken) -> list[str]:
    """What the person agreed to, in words."""
    choices = (
        (act.to_target, gettext("Name to the officials")), (act.public, gettext("Name on this site")),
        (act.news, gettext("News by e-mail")),
    )  # fmt: skip
    return [words for given, words in choices if given]


class OneAct(ActsPage):
    """What stands open of one act, who opened it before and why, and the form that opens it once."""

    template_name = "desk/act.html"

    @cached_property
    def act(self) -> ActionTaken:
        """The act, if it belongs to a section of the reader's; otherwise it does not exist for them."""
        rows = ActionTaken.objects.filter(self.own("section_id"))
        rows = rows.defer("sealed", "person").select_related("notice").prefetch_related(
            "action__words", "action__case__words", "section__words"
        )  # fmt: skip
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def page_title(self) -> str:
        """Its number; the list's own titles name the action."""
        return gettext("One act")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts, the openings, the form."""
        act, user = self.act, self.request.user
        own = self.own("section_id")
        opens = may(user, Right.OPEN_ACTS, act.section_id)
        form = kwargs.pop("form", None) or WhyForm()
        return super().get_context_data(
            act=act, country=country_said(Countries(own, search.Wanted(action=act.action_id)).of(act)),
            choices=choices_of(act), opens=opens, sealed=act.data_key_id is not None, form=form, media=form.media,
            openings=openings_of(act), contact=None, **kwargs,
        )  # fmt: skip


def openings_of(act: ActionTaken) -> list[AuditEntry]:
    """Everything staff did with one act, newest first."""
    rows = AuditEntry.objects.filter(subject_type=ActionTaken._meta.label_lower, subject_id=str(act.pk))
    return list(rows.only("at", "actor", "verb", "reason", "subject")[:100])


class OpenAct(OneAct):
    """What was typed, shown in this one answer; opening it is in the audit before it is on the screen."""

    http_method_names = ["post"]
    rights = (Right.OPEN_ACTS,)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open it, with a reason."""
        form, act = WhyForm(request.POST), self.act
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422, headers=UNKEPT)
        try:
            contact = open_act(act.pk, by=request.user.actor, purpose=form.reason(), at=clock.now())  # type: ignore[union-attr]
        except Erased:
            form.add_error(None, gettext("There is nothing to open any more: it was taken back, or its time is over."))
        except CannotOpen:
            form.add_error(
                None, gettext("This act cannot be opened here: the key of its section is not on this machine.")
            )
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form), status=422, headers=UNKEPT)
        context = {**self.get_context_data(), "contact": contact, "typed": typed_lines(contact)}
        context["country"] = country_said(act.country)
        return self.render_to_response(context, headers=UNKEPT)


def typed_lines(contact: Any) -> list[tuple[str, str]]:
    """What a person typed, each with what the form asked; what was left empty is left out."""
    lines = [(name, getattr(contact, name)) for name in ("email", *Field.values)]
    return [(str(NAMES.get(name, name)), value) for name, value in (*lines, *contact.more.items()) if value]


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _older(asked: QueryDict, last: UUID | None) -> str:
    """The same search, from an act on."""
    kept = [(name, value) for name, value in asked.items() if value and name != "before"]
    return "?" + urlencode([*kept, *([("before", str(last))] if last else [])])


urls: list[URLPattern] = [
    path("acts/", Search.as_view(), name="desk_acts"),
    path("acts/<uuid:pk>/", OneAct.as_view(), name="desk_act"),
    path("acts/<uuid:pk>/open/", OpenAct.as_view(), name="desk_act_open"),
]
