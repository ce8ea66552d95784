"""Forms about acts: looking for them, opening one, and what a person asked us to do with theirs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.actions.models import Action
from openletter.actions.rules import ActState, Channel, EvidenceLevel
from openletter.actions.search import ELSEWHERE, Wanted
from openletter.cases.models import Case
from openletter.desk import said
from openletter.desk.days import Day
from openletter.desk.fields import NewestFirst, SearchableSelect, spoken
from openletter.kernel import countries
from openletter.sections.models import Section

ANY = [("", "—")]


class OpeningReason(models.TextChoices):
    """Why somebody looks at what a supporter typed."""

    ASKED = "asked", _("The person asked about their own data")
    QUESTION = "question", _("A question or complaint of the person")
    ABUSE = "abuse", _("Suspected abuse")
    FAULT = "fault", _("A technical fault")
    LAW = "law", _("A court or an authority asked, on legal grounds")


class WhyForm(forms.Form):
    """A reason of the short list, and words."""

    why = forms.ChoiceField(label=_("Reason"), choices=[*ANY, *OpeningReason.choices])
    words = forms.CharField(
        label=_("In your own words"), max_length=300, widget=AdminAutoHeightTextInput,
        help_text=_("It stands in the audit for good. Name nobody: neither the person nor their address."),
    )  # fmt: skip

    def clean_words(self) -> str:
        """Refuse what looks like an address: the audit names staff, never supporters."""
        said: str = self.cleaned_data["words"]
        if "@" in said:
            raise forms.ValidationError(_("Leave e-mail addresses out: the audit keeps this for good."))
        return said

    def reason(self) -> str:
        """Both as the audit keeps them."""
        return f"{OpeningReason(self.cleaned_data['why']).label}: {self.cleaned_data['words']}"


class PersonForm(WhyForm):
    """Whose acts, by the address they typed. It is posted, and kept nowhere."""

    email = forms.CharField(
        label=_("E-mail address of the person"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        validators=[EmailValidator()],
        help_text=_("It is turned into the code by which one person counts once, and then forgotten."),
    )  # fmt: skip
    field_order = ("email", "why", "words")


class SearchForm(forms.Form):
    """What is looked for; every field may stay empty, and none asks who."""

    act = forms.UUIDField(label=_("Number of the act"), required=False)
    action = NewestFirst(label=_("Action"), queryset=Action.objects.none(), required=False, widget=SearchableSelect)
    case = NewestFirst(label=_("Case"), queryset=Case.objects.none(), required=False, widget=SearchableSelect)
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.none(), required=False, widget=SearchableSelect
    )
    state = forms.ChoiceField(label=_("State"), choices=[*ANY, *ActState.choices], required=False)
    evidence = forms.ChoiceField(label=_("Evidence"), choices=[*ANY, *EvidenceLevel.choices], required=False)
    channel = forms.ChoiceField(label=_("Way"), choices=[*ANY, *Channel.choices], required=False)
    language = forms.ChoiceField(label=_("Language"), choices=lambda: [*ANY, *spoken()], required=False)
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        widget=SearchableSelect,
        help_text=_("Countries with fewer than ten acts stand under “Elsewhere”."),
    )
    since = Day(label=_("From"), required=False)
    # Translators: the last day of a period.
    until = Day(label=pgettext_lazy("last day", "To"), required=False)
    to_target = forms.NullBooleanField(label=_("Name to the officials"), required=False)
    public = forms.NullBooleanField(label=_("Name on this site"), required=False)
    news = forms.NullBooleanField(label=_("News by e-mail"), required=False)

    def __init__(self, *args: Any, actions: Any, cases: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, called in (
            ("action", actions, said.title), ("case", cases, said.title), ("section", sections, said.name)
        ):  # fmt: skip
            field: Any = self.fields[name]
            field.chosen = str(self.data.get(name, ""))
            field.queryset, field.label_from_instance = rows, called
        for name in ("to_target", "public", "news"):
            widget: Any = self.fields[name].widget
            widget.choices = [("unknown", "—"), ("true", _("Yes")), ("false", _("No"))]

    def offer(self, named: frozenset[str], chosen: str) -> None:
        """The countries that may be named, sorted for the reader; one chosen before stays choosable."""
        of = [(code, name) for code, name in countries.listed(said.reader()) if code in named or code == chosen]
        field: Any = self.fields["country"]
        field.choices = [*ANY, *of, (ELSEWHERE, _("Elsewhere"))]

    def wanted(self) -> Wanted:
        """As the search asks for it; called before `offer`, the country stays open to anything."""
        data = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        rows = {name: data.pop(name).pk for name in ("action", "case", "section") if name in data}
        return Wanted(**rows, **data)


class DaysForm(forms.Form):
    """A period."""

    since = Day(label=_("From"), required=False)
    until = Day(label=pgettext_lazy("last day", "To"), required=False)

    def days(self) -> tuple[date | None, date | None]:
        """Both days, or nothing where they cannot be read."""
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("since"), data.get("until")
