"""Forms of what is done to a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.cases.models import Case
from openletter.cases.rules import CASE_MOVES, Attribution, CaseStatus, ConsentGiver, ConsentScope, OutcomeType
from openletter.desk import said
from openletter.desk.days import Day
from openletter.desk.fields import DATE_HELP, DATE_INPUT
from openletter.desk.finding import offer
from openletter.desk.forms.texts import Text, TextsForm
from openletter.kernel.fields import validate_edtf


def _chosen(choices: Any) -> list[tuple[str, Any]]:
    return [("", "—"), *choices]


class UpdateForm(TextsForm):
    """A dated public note."""

    on = Day(label=_("Date"))
    tell_participants = forms.BooleanField(label=_("Tell everyone who acted, by e-mail"), required=False)
    texts = (Text("title", _("Title"), 160), Text("body", _("Text"), rich=True))


class OutcomeForm(TextsForm):
    """What became of the person."""

    type = forms.ChoiceField(label=_("Outcome"), choices=_chosen(OutcomeType.choices))
    on = forms.CharField(
        label=_("Date"), max_length=40, validators=[validate_edtf], help_text=DATE_HELP, widget=DATE_INPUT
    )
    attribution = forms.ChoiceField(
        label=_("Our part in it"),
        choices=Attribution.choices,
        help_text=_("Never more than the evidence. “Not known” is an honest answer."),
    )
    closes_case = forms.BooleanField(
        label=_("This closes the case and its actions"),
        required=False,
        help_text=_(
            "Forms disappear and become thanks, numbers are frozen, addresses stay, "
            "and everyone who acted is told. This cannot be undone."
        ),
    )
    texts = (
        Text("summary", _("What happened")),
        Text("thanks", _("Thanks to those who acted")),
        Text("quote", _("Quote")),
        Text("quote_by", _("Said by"), 160),
        Text("story", _("More"), rich=True),
    )


class ConsentForm(forms.Form):
    """Consent given, or taken back."""

    scopes = forms.MultipleChoiceField(
        label=_("To what"), choices=ConsentScope.choices, widget=forms.CheckboxSelectMultiple
    )
    giver = forms.ChoiceField(label=_("By whom"), choices=_chosen(ConsentGiver.choices))
    on = Day(label=_("On"))
    evidence = forms.CharField(
        label=_("How we know"),
        widget=AdminAutoHeightTextInput,
        help_text=_("Who heard or read it, where the record lies. Never public."),
    )


class GivenForm(ConsentForm):
    """Consent given."""

    expires_on = Day(label=_("Last valid day"), required=False, help_text=_("Empty: until withdrawn."))


class StatusForm(forms.Form):
    """A move of the case to another state."""

    status = forms.ChoiceField(label=_("New status"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), required=False, widget=AdminAutoHeightTextInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = CASE_MOVES.get(case.status, frozenset())
        self.fields["status"].choices = [(value, label) for value, label in CaseStatus.choices if value in moves]  # type: ignore[attr-defined]


class RelateForm(forms.Form):
    """Another case that belongs with this one."""

    to = forms.ModelChoiceField(label=_("Related case"), queryset=Case.objects.none())

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", cases, said.title, ("key", "words__title"))


class UntieForm(forms.Form):
    """Which of the cases it is named with."""

    to = forms.ChoiceField(label=_("Related case"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, cases: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = cases  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Why something that was pointed out may stay."""

    finding = forms.ChoiceField(label=_("What was pointed out"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), widget=AdminAutoHeightTextInput)

    def __init__(self, *args: Any, findings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = findings  # type: ignore[attr-defined]


class HideForm(forms.Form):
    """Which fact, as `relation:number`."""

    fact = forms.RegexField(r"^(people|developments|proceedings|sentences):\d{1,18}$", widget=forms.HiddenInput)


class PagesForm(forms.Form):
    """In which sections and languages pages go up; one tick each."""

    windows = forms.MultipleChoiceField(
        label=_("Pages to publish"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one page.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["windows"].choices = choices  # type: ignore[attr-defined]

    def by_section(self) -> dict[int, list[str]]:
        """The chosen languages by section."""
        chosen: dict[int, list[str]] = {}
        for value in self.cleaned_data["windows"]:
            section, language = value.split(":")
            chosen.setdefault(int(section), []).append(language)
        return chosen
