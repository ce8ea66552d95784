"""What waits to be translated, how much is covered in each language, and asking for more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.models import Page

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.desk import said
from openletter.desk.forms.translations import AskForm, QueueForm
from openletter.desk.views.screen import Screen
from openletter.desk.views.translating import APART, OVERVIEWS, OneThing, called
from openletter.kernel import clock
from openletter.sections.access import Right, may
from openletter.translations import operations, pages
from openletter.translations.models import Rendering
from openletter.translations.queries import coverage, queue
from openletter.translations.rules import TranslationState
from openletter.translations.texts import MODELS, languages_of, source_of

A_PAGE = 50
WEEK = timedelta(days=7)


class Queue(Screen, TemplateView):
    """Translations of the person's sections, what is wanted soonest first."""

    rights = (Right.REVIEW_WORDS,)
    template_name = "desk/translations.html"
    page_title = _("Translations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, one page of the list, and the coverage of each language."""
        form = QueueForm(self.request.GET)
        form.is_valid()
        wanted = {name: value for name, value in form.cleaned_data.items() if value}
        rows = _narrowed(queue(self.request.user), wanted, self.request.user, clock.today())
        page = Paginator(rows.select_related("translator"), A_PAGE).get_page(self.request.GET.get("p"))
        query = {name: "on" if value is True else value for name, value in wanted.items()}
        return super().get_context_data(
            form=form, page=page, rows=listed(page.object_list), query=urlencode(query), today=clock.today(),
            coverage=_covered(coverage(self.request.user)), asks=may(self.request.user, Right.EDIT_ACTIONS),
            **kwargs,
        )  # fmt: skip


def _narrowed(rows: Any, wanted: dict[str, Any], user: Any, today: date) -> Any:
    state = wanted.get("state", "")
    if not state:
        rows = rows.filter(state__in=[each for each in TranslationState if each != TranslationState.APPROVED])
    elif state != "all":
        rows = rows.filter(state=state)
    if language := wanted.get("language"):
        rows = rows.filter(language=language)
    if wanted.get("mine"):
        rows = rows.filter(translator=user)
    if wanted.get("theirs"):
        rows = rows.filter(request__asker=user).exclude(translator=user)
    if due := wanted.get("due"):
        rows = rows.filter(due__lt=today) if due == "late" else rows.filter(due__gte=today, due__lte=today + WEEK)
    return rows


def listed(rows: Any) -> list[dict[str, Any]]:
    """Rows with what they are called and where they lead, in as many queries however many there are."""
    found = list(rows)
    names: dict[tuple[str, int], str] = {}
    for kind, model in MODELS.items():
        ids = [row.subject_id for row in found if row.kind == kind]
        things = model._default_manager.filter(pk__in=ids).prefetch_related("words")
        names |= {(kind, thing.pk): called(kind, thing) for thing in things}
    ids = [row.subject_id for row in found if row.kind == Rendering.Kind.PAGE]
    pages = Page.objects.filter(pk__in=ids).values_list("pk", "title") if ids else ()
    names |= {(Rendering.Kind.PAGE, pk): title for pk, title in pages}
    return [{"row": row, "title": names.get((row.kind, row.subject_id), "—"), "url": address_of(row)} for row in found]


def address_of(row: Rendering) -> str:
    """Where a translation is worked on."""
    return reverse("desk_words", args=[row.kind, row.subject_id, row.language])


def _covered(counts: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    found = []
    for language, states in sorted(counts.items()):
        total = sum(states.values())
        approved = states.get(TranslationState.APPROVED, 0)
        cells = [(state.label, states.get(state, 0), state.value) for state in TranslationState]
        found.append({"language": language, "total": total, "share": 100 * approved // total, "cells": cells})
    return found


class Ask(OneThing):
    """A case with its actions, or one action with its case, wanted in other languages."""

    right = Right.EDIT_ACTIONS
    form_class: Any = AskForm
    page_title = _("Ask for a translation")
    done = _("The translation is asked for.")
    explains = _(
        "Whoever is asked gets a mail and finds it on their first page. What is wanted is whole, word for word."
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the thing."""
        if kwargs["kind"] not in OVERVIEWS:
            raise Http404
        super().setup(request, *args, **kwargs)

    def _beside(self) -> dict[str, tuple[str, Any]]:
        """The actions of the case that are not over, or the case of the action; of the same section alone."""
        if self.kind in APART:
            return {}
        if isinstance(self.subject, Action):
            case = Case.objects.prefetch_related("words").get(pk=self.subject.case_id)
            return {f"case-{case.pk}": ("case", case)} if case.section_id == self.subject.section_id else {}
        over = (ActionStatus.CLOSED, ActionStatus.ARCHIVED)
        rows = self.subject.actions.filter(section=self.subject.section_id).exclude(status__in=over)
        return {f"action-{row.pk}": ("action", row) for row in rows.prefetch_related("words")}

    def get_initial(self) -> dict[str, Any]:
        """Everything that belongs together, in every language of the section."""
        languages = [code for code in languages_of(self.subject) if code != source_of(self.subject)]
        return {"things": list(self._beside()), "languages": languages}

    def languages(self) -> list[str]:
        """Those in which it is read first; of what all sections share, those of any section."""
        return super().languages() if self.subject.section else languages_of(self.subject)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What can be asked for."""
        languages = [code for code in self.languages() if code != source_of(self.subject)]
        beside = [(key, said.title(thing)) for key, (_kind, thing) in self._beside().items()]
        return {
            **super().get_form_kwargs(), "section": self.subject.section, "languages": languages, "beside": beside,
        }  # fmt: skip

    def perform(self, form: Any) -> None:
        """Ask."""
        beside, data = self._beside(), form.cleaned_data
        things = [(self.kind, self.subject), *(beside[key] for key in data.get("things", ()) if key in beside)]
        operations.ask(
            things=things, languages=data["languages"], translator=data["translator"], due=data["due"],
            note=data["note"], **self.who_and_when(),
        )  # fmt: skip


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def ask_for_a_page(page: Page, user: Any, view_name: str | None = None, next_url: str | None = None) -> Any:
    """In the page tree: the way to asking for a page in other languages."""
    if not page.live or not getattr(page.specific_class, "has_own_words", False):
        return
    number = pages.number_of(page.pk)
    if number is not None and may(user, Right.EDIT_ACTIONS, pages.section_of(page.pk)):
        url = reverse("desk_translation_ask", args=[Rendering.Kind.PAGE, number])
        yield ListingButton(_("Ask for a translation"), url, priority=55, icon_name="wagtail-localize-language")


urls: list[URLPattern] = [
    path("translations/", Queue.as_view(), name="desk_translations"),
    path("translations/ask/<slug:kind>/<int:pk>/", Ask.as_view(), name="desk_translation_ask"),
]
