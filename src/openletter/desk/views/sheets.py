"""Importing an urgent action: paste or choose, look at everything that was read, and only then make a draft of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import TemplateView
from wagtail.admin import messages

from openletter.actions.operations import series
from openletter.actions.operations.drafting import draft_from
from openletter.actions.urgent.interchange import NotASheet, from_json, to_json
from openletter.actions.urgent.matching import Known
from openletter.actions.urgent.sheet import Reading
from openletter.actions.urgent.text import read
from openletter.cases.models import Case
from openletter.desk.forms import actions as forms
from openletter.desk.forms.sheet import ReviewForm, SourceForm
from openletter.desk.seeing import readable_cases
from openletter.desk.views.actions import ActionDeed
from openletter.desk.views.screen import Screen
from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, sections_for
from openletter.targets.models import Office


class ImportSheet(Screen, TemplateView):
    """The source is asked for; posted, it is read and shown for review. Nothing is written here."""

    rights = (Right.EDIT_ACTIONS,)
    under = ("actions:index", _("Actions"))
    template_name = "desk/sheet_source.html"
    page_title = _("Import an urgent action")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the source, or make the draft of what was reviewed."""
        if "data" in request.POST:
            return self._create(request)
        form = SourceForm(request.POST, request.FILES)
        reading = self._read(form) if form.is_valid() else None
        if reading is None:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return self._review(self._form(reading), form.cleaned_data["text"], to_json(reading.sheet))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        context = {"form": SourceForm(), **super().get_context_data(**kwargs)}
        return {**context, "media": context["form"].media, "back": self.back}

    def _read(self, form: SourceForm) -> Reading | None:
        """The file where one was chosen, else the text; a text that is itself such a file is read as one."""
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        try:
            if file:
                return from_json(file.read())
            return from_json(text) if text.lstrip().startswith("{") else read(text)
        except (NotASheet, UnicodeDecodeError):
            where = "file" if file else "text"
            form.add_error(where, gettext("This is no urgent action in the exchange format, version 1."))
            return None

    def _form(self, reading: Reading, data: Any = None) -> ReviewForm:
        user = self.request.user
        cases = Case.objects.prefetch_related("words").filter(readable_cases(user))
        return ReviewForm(
            data, sheet=reading.sheet, faults=reading.faults, cases=cases, offices=_known(),
            sections=sections_for(user, Right.EDIT_ACTIONS),
        )  # fmt: skip

    def _review(self, form: ReviewForm, source: str, data: str, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, source=source, data=data)
        self.template_name = "desk/sheet_review.html"
        return self.render_to_response(context, status=status)

    def _create(self, request: HttpRequest) -> HttpResponse:
        source, data = request.POST.get("source", ""), request.POST["data"]
        try:
            form = self._form(from_json(data), request.POST)
        except NotASheet:
            raise PermissionDenied from None  # our own field, changed by hand
        if form.is_valid():
            try:
                action = draft_from(
                    sheet=form.reviewed(), case=form.cleaned_data["case"], section=form.cleaned_data["section"],
                    offices=form.chosen(), actor=request.user.actor, at=clock.now(),  # type: ignore[union-attr]
                )  # fmt: skip
            except Refused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, gettext("The draft is made. Nothing is public before it is reviewed."))
                return redirect(reverse("actions:inspect", args=[action.pk]))
        return self._review(form, source, data, status=422)


def _known() -> list[Known]:
    rows = Office.objects.prefetch_related("words")
    named = ((row, tuple(words.name for words in row.words.all())) for row in rows)
    return [Known(row.pk, row.key, row.territory, names) for row, names in named if names]


class IssueNext(ActionDeed):
    """The next urgent action of the series."""

    right = Right.EDIT_ACTIONS
    form_class = forms.BareForm
    page_title = _("Draft the next of the series")
    explains = _(
        "A draft with the same targets, demands, letter and words. Change what has changed, and give it index, day and "
        "deadline. Once it is published it takes the place of this one, and those who wrote are told first."
    )
    done = _("The next one is a draft.")

    def perform(self, form: Any) -> None:
        """Draft it."""
        self.drafted = series.issue_next(action=self.subject, **self.who_and_when())

    @property
    def back(self) -> str:
        """The new draft once it is there, the action itself before."""
        drafted = getattr(self, "drafted", None)
        return reverse("actions:inspect", args=[(drafted or self.subject).pk])


urls: list[URLPattern] = [
    path("urgent/import/", ImportSheet.as_view(), name="desk_sheet_import"),
    path("actions/<int:pk>/next/", IssueNext.as_view(), name="desk_action_next"),
]
