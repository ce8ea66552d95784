"""The short forms of the path. Texts stand one language beside the other; an empty language is simply not written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.actions.kinds import Kind, all_kinds
from openletter.actions.models import Action
from openletter.actions.operations.changing import is_settled
from openletter.actions.operations.composing import Terms
from openletter.actions.operations.readiness import require_pages
from openletter.actions.rules import Field
from openletter.cases.models import Case
from openletter.cases.operations import Facts, Said
from openletter.cases.rules import Concern
from openletter.desk import said
from openletter.desk.days import Day, DeadlineAhead, Moment
from openletter.desk.fields import country, said_of, several_countries, ticked
from openletter.desk.forms.texts import Group, Text, TextsForm
from openletter.desk.kind_settings import KindSettings
from openletter.desk.path import plain
from openletter.kernel.languages import endonym
from openletter.kernel.refusals import Refused
from openletter.supporters.rules import Purpose

FEWEST_DEMANDS, MOST_DEMANDS = 3, 10


class BeginForm(forms.Form):
    """Which kind of action, and for which section where the person works for several."""

    section = forms.ModelChoiceField(queryset=Action.objects.none(), label=_("Section"), empty_label=None)
    kind = forms.ChoiceField(
        label=_("Kind"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what people are asked to do.")},
    )

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.key, one.name) for one in all_kinds()]
        field: Any = self.fields["section"]
        field.queryset, field.label_from_instance = sections, said.name
        if len(sections) == 1:
            field.initial, field.widget = sections[0].pk, forms.HiddenInput()

    @staticmethod
    def described() -> list[tuple[str, Any, Any]]:
        """Each kind with the line that says what counts as one."""
        return [(one.key, one.name, one.definition) for one in all_kinds()]


class CaseForm(TextsForm):
    """The short facts of a case about one person."""

    country = country(Case, "country")
    concern = forms.ChoiceField(label=_("What threatens the person"), choices=[("", "—"), *Concern.choices])
    source = forms.CharField(
        label=_("Public sources"), widget=AdminAutoHeightTextInput, help_text=_("Named on the case’s page, one a line.")
    )
    is_pseudonym = forms.BooleanField(
        label=_("The name is changed for safety"),
        required=False,
        help_text=_("Write the name that pages may show. The real one is not typed here."),
    )
    is_minor = forms.BooleanField(
        label=_("The person is under 18"),
        required=False,
        help_text=_("Pages keep out of search engines. Write a first name or another name, no school and no place."),
    )
    texts = (
        Text("name", _("Name, as pages show it"), 120),
        Text("role", _("Who the person is, for example: journalist"), 120),
        Text("headline", _("One sentence of what happened"), 240),
        Text("story", _("The story. A blank line begins a new paragraph.")),
    )

    def __init__(self, *args: Any, kept: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Stories with links and the like stay as they are: a plain field would lose them.
        self.kept = kept or {}
        for language in self.kept:
            self.fields.pop(f"story_{language}", None)

    @property
    def groups(self) -> list[Group]:
        """The fields by language, without what is not asked here."""
        named = {code: [f"{text.name}_{code}" for text in self.texts] for code in self.languages}
        return [
            Group(code, endonym(code), [self[name] for name in names if name in self.fields])
            for code, names in named.items()
        ]

    def clean(self) -> dict[str, Any]:
        """A name comes with its sentence, in at least one language."""
        data = super().clean()
        begun = [code for code in self.languages if data.get(f"name_{code}")]
        for code in begun:
            if not data.get(f"headline_{code}") and f"headline_{code}" not in self.errors:
                self.add_error(f"headline_{code}", _("Say in one sentence what happened."))
        if not begun and self.languages and not any(f"name_{code}" in self.errors for code in self.languages):
            self.add_error(f"name_{self.languages[0]}", _("Write the name in at least one language."))
        return data

    def facts(self, others: tuple[str, ...] = ()) -> Facts:
        """What was typed; `others` are further concerns that stand and stay."""
        data = self.cleaned_data
        told = {code: self._said(code) for code in self.languages if data.get(f"name_{code}")}
        concerns = [data["concern"], *(one for one in others if one != data["concern"])]
        return Facts(
            country=data["country"], source=data["source"], said=told, concerns=tuple(concerns),
            is_pseudonym=data["is_pseudonym"], is_minor=data["is_minor"],
        )  # fmt: skip

    def _said(self, code: str) -> Said:
        data = self.cleaned_data
        story = self.kept[code] if code in self.kept else plain.as_html(data.get(f"story_{code}", ""))
        return Said(data[f"name_{code}"], data[f"headline_{code}"], data.get(f"role_{code}", ""), story)


class CallForm(TextsForm):
    """What the action's page says, and its demands."""

    def __init__(self, *args: Any, demands: int, **kwargs: Any) -> None:
        self.demands = demands
        own = [Text("title", _("Title, for example: Free Amina Example"), 160)]
        own.append(Text("ask", _("What is asked, in one or two sentences")))
        # Translators: %(number)s is 1, 2, 3 …
        wanted = [Text(f"demand{n}", _("Demand %(number)s") % {"number": n + 1}, 300) for n in range(demands)]
        self.texts = (*own, *wanted)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A title comes with what is asked; demands alone may wait for both."""
        data: dict[str, Any] = forms.Form.clean(self) or {}
        for code in self.languages:
            title, ask = data.get(f"title_{code}"), data.get(f"ask_{code}")
            lacking = f"{'ask' if title else 'title'}_{code}"
            if bool(title) != bool(ask) and lacking not in self.errors:
                self.add_error(lacking, _("Write this too, or leave the language empty."))
        return data

    def words(self) -> dict[str, dict[str, str]]:
        """Title and ask of every language offered, empty ones too."""
        return {
            code: {name: self.cleaned_data[f"{name}_{code}"] for name in ("title", "ask")} for code in self.languages
        }

    def wanted(self) -> list[dict[str, str]]:
        """The demands in their order, each in every language offered."""
        return [{code: self.cleaned_data[f"demand{n}_{code}"] for code in self.languages} for n in range(self.demands)]


class LetterForm(TextsForm):
    """The text proposed."""

    mention_organisation = forms.BooleanField(
        label=_("The text may name the organisation"), required=False, initial=True
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        body = Text("body", kind.text_name or _("The letter"))
        self.texts = (Text("subject", _("Subject"), 160), body) if kind.has_subject else (body,)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A subject comes with its text, and a text with its subject."""
        data: dict[str, Any] = super().clean()
        for code in self.languages:
            if data.get(f"subject_{code}") and not data.get(f"body_{code}") and f"body_{code}" not in self.errors:
                self.add_error(f"body_{code}", _("Write this too, or leave the language empty."))
        return data

    def proposed(self) -> dict[str, dict[str, str]]:
        """Subject and text of every language offered, empty ones too."""
        names = [text.name for text in self.texts]
        return {code: {name: self.cleaned_data[f"{name}_{code}"] for name in names} for code in self.languages}


class LanguagesForm(forms.Form):
    """In which languages of the section pages go up."""

    languages = forms.MultipleChoiceField(
        label=_("Pages go up in"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, *args: Any, spoken: list[str], action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        field: Any = self.fields["languages"]
        field.choices = [(code, endonym(code)) for code in spoken]

    def clean_languages(self) -> list[str]:
        """What is approved keeps a page."""
        chosen: list[str] = self.cleaned_data["languages"]
        if is_settled(self.action):
            try:
                require_pages(self.action, chosen)
            except Refused as refusal:
                raise ValidationError(refusal.message) from refusal
        return chosen


def _offers() -> list[tuple[str, Any]]:
    return [(value, label) for value, label in Purpose.choices if value != Purpose.PUBLIC]


class TermsForm(DeadlineAhead, forms.Form):
    """When the action runs, and how it is set."""

    deadline = Day(
        label=_("Deadline"), required=False,
        help_text=_("The last day on which people can act, wherever they live. Empty: no deadline."),
    )  # fmt: skip
    opens_at = Moment(
        label=_("Announce, and open later on"), required=False,
        help_text=_("Empty: people can act as soon as it is published."),
    )  # fmt: skip
    settings = KindSettings()
    asks = ticked(Action, "asks", lambda: Field.choices)
    offers = ticked(Action, "offers", _offers)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings: Any = self.fields["settings"]
        settings.fix(kind.key)
        if not kind.options:
            del self.fields["settings"]
        required = [str(name) for name in kind.required]
        asks: Any = self.fields["asks"]
        asks.choices = [(value, label) for value, label in Field.choices if value not in required]
        asks.help_text = _("Country and e-mail address are always asked. Ask for nothing you do not need.")

    def terms(self) -> Terms:
        """What was chosen."""
        data = self.cleaned_data
        return Terms(
            deadline=data["deadline"], opens_at=data["opens_at"], settings=data.get("settings") or {},
            asks=data["asks"], offers=data["offers"],
        )  # fmt: skip


class SafetyForm(forms.Form):
    """How those who act and those who read are kept safe."""

    warn_ties = forms.BooleanField(
        required=False, **{k: v for k, v in said_of(Case, "warn_ties_to_country").items() if k != "required"}
    )
    quick_exit = forms.BooleanField(required=False, label=_("Offer a way to leave the page quickly"))
    hide_from_search = forms.BooleanField(required=False, label=_("Keep out of search engines"))
    warned_countries = several_countries(Case, "warned_countries")


class ScheduleForm(forms.Form):
    """At which moment an approved action opens by itself."""

    opens_at = Moment(label=_("Publish on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Translators: %(zone)s is a time zone such as "Africa/Casablanca"
        self.fields["opens_at"].help_text = _("Day and time, in the time zone %(zone)s.") % {
            "zone": get_current_timezone_name()
        }


class BesideForm(forms.Form):
    """A further action for the same case."""

    kind = forms.ChoiceField(label=_("Kind"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [("", "—"), *((one.key, one.name) for one in all_kinds())]
