"""News of a case: an update, an outcome. What waits of them or was sent back is written on in the same form."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from openletter.actions.rules import ActionStatus
from openletter.cases import operations
from openletter.cases.operations import OutcomeText, UpdateText, news
from openletter.desk.forms import cases as forms
from openletter.desk.views.cases import SENT_BACK, WAITS, CaseDeed
from openletter.desk.writing_on import WritesOn
from openletter.kernel import clock
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import GONE, waiting_for
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right
from openletter.translations.texts import source_of

_LONGEST_KEY = 18  # digits


class _News(WritesOn, CaseDeed):
    """Something new of a case. With `?change=` and the key of what waits, that is written on instead."""

    right = Right.EDIT_CASES
    kind: str

    @property
    def asked(self) -> str:
        """The key of what is to be written on; empty where something new is written."""
        return str(self.request.GET.get("change", ""))

    @cached_property
    def pending(self) -> Proposal | None:
        """What is written on."""
        known = self.asked.isdecimal() and len(self.asked) <= _LONGEST_KEY
        return waiting_for(self.subject, self.kind).filter(pk=int(self.asked)).first() if known else None

    def change(self) -> Proposal | None:
        """What the form shows."""
        return self.pending

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What does not wait any more is not opened."""
        if self.asked and self.pending is None:
            raise Http404
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def amended(self) -> Proposal | None:
        """What is written on, when it is saved. Refuses what somebody has approved or discarded meanwhile."""
        if self.asked and self.pending is None:
            raise Refused(str(GONE))
        self.require_latest()
        return self.pending

    def say_where(self, kept: Any) -> None:
        """That it waits, or was sent back and saved as it was; where it stands at once, that."""
        if isinstance(kept, Proposal):
            self.done = SENT_BACK if kept.returned_at else WAITS

    def get_initial(self) -> dict[str, Any]:
        """What is written on."""
        if self.pending is None:
            return {}
        told = {name: value for name, value in self.pending.wanted.items() if name != "texts"}
        texts = self.pending.wanted["texts"].items()
        return told | {f"{name}_{code}": text for code, said in texts for name, text in said.items()}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The languages to write in."""
        return {**super().get_form_kwargs(), "languages": self.languages()}


class AddUpdate(_News):
    """A dated note on top of the case's pages."""

    kind = news.UPDATE
    form_class = forms.UpdateForm
    page_title = _("Add an update")
    explains = _(
        "The update stands on top of the case's pages, in the languages you write. While the case is public it waits "
        "until somebody else has approved it."
    )
    done = _("The update is on the case's pages.")

    def get_initial(self) -> dict[str, Any]:
        """Today, or what is written on."""
        return {"on": clock.today(), **super().get_initial()}

    def perform(self, form: Any) -> None:
        """Add it, or keep it until somebody else has approved it."""
        kept = operations.add_update(
            case=self.subject,
            on=form.cleaned_data["on"],
            texts={language: UpdateText(**texts) for language, texts in form.written().items()},
            tell_participants=form.cleaned_data["tell_participants"],
            amends=self.amended(),
            **self.who_and_when(),
        )
        self.say_where(kept)


class RecordOutcome(_News):
    """What became of the person."""

    kind = news.OUTCOME
    form_class = forms.OutcomeForm
    template_name = "desk/outcome.html"
    page_title = _("Record an outcome")
    explains = _(
        "An outcome that closes the case also closes its actions: forms become thanks, numbers stay as they are, "
        "addresses stay, and everyone who acted is told."
    )
    done = _("The outcome is recorded.")

    def perform(self, form: Any) -> str | None:
        """Record it, or keep it until somebody else has approved it."""
        data = form.cleaned_data
        kept = operations.record_outcome(
            case=self.subject,
            type=data["type"],
            on=data["on"],
            attribution=data["attribution"],
            closes_case=data["closes_case"],
            texts={language: OutcomeText(**texts) for language, texts in form.written().items()},
            amends=self.amended(),
            **self.who_and_when(),
        )
        self.say_where(kept)
        return None if isinstance(kept, Proposal) else reverse("desk_case_after", args=[self.subject.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the pages say now, and how many actions run."""
        case = self.subject
        return super().get_context_data(
            told=sorted(case.words.all(), key=lambda row: row.language),
            edit=reverse("desk_words", args=["case", case.pk, source_of(case)]),
            running=case.actions.filter(status=ActionStatus.LIVE).count(), **kwargs,
        )  # fmt: skip


urls: list[URLPattern] = [
    path("cases/<int:pk>/update/", AddUpdate.as_view(), name="desk_case_update"),
    path("cases/<int:pk>/outcome/", RecordOutcome.as_view(), name="desk_case_outcome"),
]
