"""Forms of importing an urgent action: the source, and everything that was read from it, to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.actions.models import ActionWords, SheetWords
from openletter.actions.operations.drafting import Chosen
from openletter.actions.rules import TargetRole
from openletter.actions.urgent.interchange import LARGEST
from openletter.actions.urgent.matching import SURE, Known, suggest
from openletter.actions.urgent.numbers import LAST_IN_A_SERIES, index_number, ua_number
from openletter.actions.urgent.sheet import Addressed, Called, Fault, Model, Said, Sheet, Way
from openletter.actions.urgent.text.reading import LONGEST
from openletter.cases.models import Case
from openletter.desk import said
from openletter.desk.days import Day
from openletter.desk.fields import LanguageCodes, SearchableSelect, listed_countries
from openletter.kernel.languages import direction, known
from openletter.sections.models import Section
from openletter.targets.models import Office
from openletter.targets.rules import ContactKind

OUT, NEW = "out", "new"
WAYS = tuple(kind for kind in ContactKind if kind != ContactKind.OTHER)


class SourceForm(forms.Form):
    """The text of a sheet, or a file of the exchange format."""

    text = forms.CharField(
        label=_("The text of the sheet"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
        help_text=_("Open its PDF, choose everything, copy, and paste it here. English and French are understood."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file (JSON)"), required=False,
        help_text=_("As another installation gives it out: the address of an urgent action ends with ua.json."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of both, and no file that is larger than any sheet."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("text") and not data.get("file"):
            raise ValidationError(gettext("Paste the text, or choose a file."))
        if data.get("file") and data["file"].size > LARGEST:
            self.add_error("file", gettext("This file is larger than any sheet."))
        return data


class ReviewForm(forms.Form):
    """Every field of a sheet, filled with what was read; `faults` are said beside them."""

    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none())
    case = forms.ModelChoiceField(label=_("Case"), queryset=Case.objects.none())
    ua_number = forms.CharField(label=_("Number of the series"), max_length=20, help_text=_("As UA 60/16."))
    ua_sequence = forms.IntegerField(label=_("Place in the series"), min_value=1, max_value=LAST_IN_A_SERIES,
                                     help_text=_("1 for the first, 2 for the second."))  # fmt: skip
    index_number = forms.CharField(label=_("Index"), max_length=30, required=False, help_text=_("As AMR 37/6674/2017."))
    issued_on = Day(label=_("Issued on"), required=False)
    appeal_deadline = Day(label=_("Deadline"), required=False)
    preferred_languages = LanguageCodes(label=_("Languages to write in"), required=False)
    diplomatic_copies = forms.BooleanField(label=_("Copies to embassies"), required=False)
    mention_organisation = forms.BooleanField(label=_("Name the organisation in the letter"), required=False)

    def __init__(
        self, *args: Any, sheet: Sheet, faults: tuple[Fault, ...], sections: Any, cases: Any, offices: list[Known],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.sheet, self.languages = sheet, [code for code in sheet.languages() if code in known()]
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["section"].queryset, own["section"].label_from_instance = sections, said.name
        # Whoever works for one section is not asked for it.
        own["section"].initial = sections.get() if sections.count() == 1 else None
        own["case"].queryset, own["case"].label_from_instance = cases, said.title
        for name in ("ua_number", "index_number", "issued_on", "appeal_deadline", "diplomatic_copies",
                     "mention_organisation"):  # fmt: skip
            own[name].initial = getattr(sheet, name)
        own["ua_sequence"].initial = sheet.ua_sequence or None
        own["preferred_languages"].initial = list(sheet.preferred_languages)
        for language in self.languages:
            own.update(_texts(sheet, language))
        self.places = [
            *((TargetRole.TARGET, one) for one in sheet.targets),
            *((TargetRole.COPY, one) for one in sheet.copies),
        ]
        for number, (role, office) in enumerate(self.places):
            own.update(_office(number, role, office, self._spoken(office), offices))
        _say(own, faults)

    def _spoken(self, office: Addressed) -> list[str]:
        return [code for code in office.words if code in known()]

    @property
    def plain(self) -> Iterator[Any]:
        """The fields of the sheet as a whole."""
        return (self[name] for name in self.base_fields)

    @property
    def by_language(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields of each language."""
        for language in self.languages:
            yield language, [self[name] for name in self.fields if name.endswith(f"-in-{language}")]

    @property
    def by_office(self) -> Iterator[tuple[int, list[Any]]]:
        """The fields of each office."""
        for number in range(len(self.places)):
            yield number + 1, [self[name] for name in self.fields if name.startswith(f"office-{number}-")]

    def clean_ua_number(self) -> str:
        """In its one spelling."""
        good = ua_number(self.cleaned_data["ua_number"])
        if not good:
            raise ValidationError(gettext("Write a number like UA 60/16."))
        return good

    def clean_index_number(self) -> str:
        """In its one spelling, or nothing."""
        typed = self.cleaned_data["index_number"]
        if typed and not index_number(typed):
            raise ValidationError(gettext("Write an index like AMR 37/6674/2017."))
        return index_number(typed)

    def clean(self) -> dict[str, Any]:
        """A title and what is asked in one language at least; offices that are new have a name and a country."""
        data: dict[str, Any] = super().clean() or {}
        if not self.languages:
            raise ValidationError(gettext("This sheet has no words in a language of this installation."))
        for language in self.languages:
            begun = any(data.get(f"{name}-in-{language}") for name in ("title", "ask", "summary", "background"))
            for name in ("title", "ask"):
                if (begun or language == self.languages[0]) and not data.get(f"{name}-in-{language}"):
                    self.add_error(f"{name}-in-{language}", gettext("Write this too."))
        for number, (_role, office) in enumerate(self.places):
            self._clean_office(number, office, data)
        return data

    def _clean_office(self, number: int, office: Addressed, data: dict[str, Any]) -> None:
        if data.get(f"office-{number}-is") != NEW:
            return
        if not data.get(f"office-{number}-territory"):
            self.add_error(f"office-{number}-territory", gettext("Choose whose office it is."))
        for language in self._spoken(office):
            if not data.get(f"office-{number}-name-{language}"):
                self.add_error(f"office-{number}-name-{language}", gettext("Write the name of the office."))

    def reviewed(self) -> Sheet:
        """The sheet as it stands now in the form; what no field shows stays as it was read."""
        data = self.cleaned_data
        demands: dict[str, list[str]] = {
            code: [line.strip() for line in data[f"demands-in-{code}"].splitlines() if line.strip()]
            for code in self.languages
        }
        most = max(map(len, demands.values()), default=0)
        return replace(
            self.sheet,
            **{name: data[name] for name in ("ua_number", "ua_sequence", "index_number", "diplomatic_copies",
                                             "mention_organisation")},
            issued_on=data["issued_on"].isoformat() if data["issued_on"] else "",
            appeal_deadline=data["appeal_deadline"].isoformat() if data["appeal_deadline"] else "",
            preferred_languages=tuple(data["preferred_languages"]),
            words={code: told for code in self.languages if (told := self._said(code)) != Said()},
            demands=tuple(
                {code: rows[number] for code, rows in demands.items() if number < len(rows)} for number in range(most)
            ),
            letters={code: model for code in self.languages if (model := self._model(code)).body},
        )  # fmt: skip

    def chosen(self) -> list[Chosen]:
        """The offices, each one that we know or a new one; those left out are not there."""
        found = []
        for number, (role, office) in enumerate(self.places):
            is_what = self.cleaned_data[f"office-{number}-is"]
            if is_what == OUT:
                continue
            row = Office.objects.get(pk=int(is_what)) if is_what != NEW else None
            found.append(Chosen(role, self._addressed(number, office), row))
        return found

    def _said(self, code: str) -> Said:
        names = ("title", "ask", "summary", "background_heading", "background", "pronouns")
        return Said(**{name: _lines(self.cleaned_data[f"{name}-in-{code}"]) for name in names})

    def _model(self, code: str) -> Model:
        return Model(*(_lines(self.cleaned_data[f"{name}-in-{code}"]) for name in ("letter_subject", "letter_body")))

    def _addressed(self, number: int, office: Addressed) -> Addressed:
        def typed(name: str) -> str:
            return _lines(self.cleaned_data.get(f"office-{number}-{name}", ""))

        return replace(
            office,
            territory=typed("territory"),
            words={
                code: Called(typed(f"name-{code}"), typed(f"salutation-{code}"), typed(f"closing-{code}"))
                for code in self._spoken(office)
            },
            ways=tuple(Way(kind.value, typed(kind.value)) for kind in WAYS if typed(kind.value)),
        )  # fmt: skip


def _texts(sheet: Sheet, language: str) -> Iterator[tuple[str, forms.Field]]:
    written, letter = sheet.words.get(language, Said()), sheet.letters.get(language, Model())
    demands = "\n".join(text for demand in sheet.demands if (text := demand.get(language)))
    rows = (
        ("title", _("Title"), written.title, ActionWords._meta.get_field("title").max_length),
        ("ask", _("What is asked, in one or two sentences"), written.ask, None),
        ("summary", _("Summary"), written.summary, None),
        ("demands", _("Demands, one a line"), demands, None),
        ("letter_subject", _("Subject of the letter"), letter.subject, 160),
        ("letter_body", _("The letter"), letter.body, None),
        ("background_heading", _("Heading of the background"), written.background_heading,
         SheetWords._meta.get_field("background_heading").max_length),
        ("background", _("Background"), written.background, None),
        ("pronouns", _("Pronouns"), written.pronouns, SheetWords._meta.get_field("pronouns").max_length),
    )  # fmt: skip
    for name, label, value, most in rows:
        yield f"{name}-in-{language}", _line(label, value, language, most)


def _line(label: Any, value: str, language: str, most: int | None) -> forms.CharField:
    own = {"lang": language, "dir": direction(language)}
    widget = forms.TextInput(attrs=own) if most else AdminAutoHeightTextInput(attrs=own)
    return forms.CharField(label=label, initial=value, required=False, max_length=most, widget=widget)


def _office(
    number: int, role: TargetRole, office: Addressed, languages: list[str], offices: list[Known]
) -> Iterator[tuple[str, forms.Field]]:
    near = suggest(office, offices)
    choices = [
        *((str(one.office.id), one.office.names[0]) for one in near),
        (NEW, _("A new office, its ways not verified")),
        (OUT, _("Leave it out")),
    ]
    sure = str(near[0].office.id) if near and near[0].score >= SURE else NEW
    # Translators: an office named on a sheet; the choices are offices that are known already.
    label = _("This target is") if role == TargetRole.TARGET else _("This copy goes to")
    at = f"office-{number}-"
    yield f"{at}is", forms.ChoiceField(label=label, choices=choices, initial=sure, widget=forms.RadioSelect)
    for code in languages:
        called = office.words[code]
        yield f"{at}name-{code}", _line(_("Name"), called.name, code, 160)
        yield f"{at}salutation-{code}", _line(_("Salutation"), called.salutation, code, 160)
        yield f"{at}closing-{code}", _line(_("Closing"), called.closing, code, 200)
    yield f"{at}territory", forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", "—"), *listed_countries()], required=False,
        widget=SearchableSelect, initial=office.territory,
    )  # fmt: skip
    ways = {way.kind: way.value for way in office.ways}
    for kind in WAYS:
        if kind in ways or kind in (ContactKind.POSTAL, ContactKind.EMAIL):
            widget = AdminAutoHeightTextInput if kind == ContactKind.POSTAL else forms.TextInput(attrs={"dir": "ltr"})
            field = forms.CharField(label=kind.label, initial=ways.get(kind, ""), required=False, widget=widget)
            yield f"{at}{kind.value}", field


def _say(fields: dict[str, forms.Field], faults: tuple[Fault, ...]) -> None:
    """Beside each field what was the matter with it in the source."""
    for fault in faults:
        name = {"letters": "letter_body"}.get(fault.field, fault.field).split(".")[-1]
        for key, field in fields.items():
            if key == name or key.startswith(f"{name}-in-"):
                matter = _missing() if fault.code == "missing" else _unread(fault.value)
                field.help_text = f"{matter} {field.help_text}".strip()


def _missing() -> str:
    return gettext("Not found in the source.")


def _unread(value: str) -> str:
    # Translators: %(value)s is what stood in a file.
    return gettext("Could not be read: “%(value)s”.") % {"value": value}


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
