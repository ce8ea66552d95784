"""The steps on which words are written: the text proposed, and the languages of the pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.operations import composing
from openletter.desk.path import forms, meters
from openletter.desk.path.page import StepPage
from openletter.desk.path.readers import readers_see
from openletter.desk.path.steps import Step, gaps
from openletter.kernel.languages import endonym, known
from openletter.sections.access import Right, may
from openletter.targets.models import Office


class TextStep(StepPage):
    """The text proposed, one language beside the other."""

    step = Step.TEXT
    template_name = "desk/path/text.html"
    form_class: Any = forms.LetterForm

    @property
    def explains(self) -> str:
        """Greeting and closing come with the office; a text without an office has neither."""
        if not self.shown.targets.all():
            return gettext("What people are offered to use, or to put into their own words.")
        return gettext(
            "What people are offered to use, or to put into their own words. Greeting and closing come with the "
            "office: do not write them here. Write it also in a language that the office reads."
        )

    def languages(self) -> list[str]:
        """Those of the pages, then those in which the offices read that this installation has."""
        own = super().languages()
        rows = Office.objects.filter(pk__in=[target.office_id for target in self.shown.targets.all()])
        read = [code for codes in rows.values_list("preferred_languages", flat=True) for code in codes]
        written = [row.language for text in self._texts() for row in text.words.all()]
        return list(dict.fromkeys([*own, *(code for code in (*read, *written) if code in known())]))

    def _texts(self) -> list[Any]:
        return [appeal for appeal in self.shown.appeals.all() if not appeal.use]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The kind says what the text is called, and whether it has a subject."""
        return {**super().get_form_kwargs(), "languages": self.languages(), "kind": self.kind}

    def get_initial(self) -> dict[str, Any]:
        """What is written."""
        found: dict[str, Any] = {}
        for text in self._texts()[:1]:
            found["mention_organisation"] = text.mention_organisation
            for row in text.words.all():
                found |= {f"subject_{row.language}": row.subject, f"body_{row.language}": row.body}
        return found

    def perform(self, form: Any) -> None:
        """Keep it."""
        mention = form.cleaned_data["mention_organisation"]
        composing.propose(
            action=self.subject, texts=form.proposed(), mention_organisation=mention, **self.who_and_when()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How long it is, and the demands it must keep to."""
        lengths = meters.meters_of(self.shown, self.kind)
        return super().get_context_data(meters=lengths, demands=self.shown.demands.all(), **kwargs)


class LanguagesStep(StepPage):
    """In which languages pages go up, and what each still wants."""

    step = Step.LANGUAGES
    template_name = "desk/path/languages.html"
    form_class: Any = forms.LanguagesForm
    explains = _(
        "A page goes up in each language ticked in which the action and its case are written. What is not written "
        "can be added before or after publishing."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        """The section's languages."""
        return {**super().get_form_kwargs(), "spoken": list(self.subject.section.languages), "action": self.shown}

    def get_initial(self) -> dict[str, Any]:
        """What is chosen."""
        return {"languages": self.shown.wanted_languages()}

    def perform(self, form: Any) -> None:
        """Keep the choice."""
        composing.choose_languages(action=self.subject, languages=form.cleaned_data["languages"], **self.who_and_when())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each language with what it wants and where that is written."""
        wanting = gaps(self.kind, self.written)
        writes = may(self.request.user, Right.WORDS, self.subject.section_id)
        rows = [
            {
                "code": code,
                "name": endonym(code),
                "wanted": code in self.written.wanted,
                "missing": wanting.get(code, ()),
                "seen": readers_see(self.shown, code),
            }
            for code in self.subject.section.languages
        ]
        return super().get_context_data(rows=rows, writes=writes, may_ask=self.writable, **kwargs)
