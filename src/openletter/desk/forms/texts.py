"""Forms with the same few texts in each language: a group of fields per language, none of them compulsory but one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.desk.fields import RichText, name_editors
from openletter.kernel.languages import direction, endonym

FEATURES = ["bold", "italic", "link"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text asked for in each language. The first of a form's texts decides whether the language is there."""

    name: str
    label: Any
    longest: int | None = None
    rich: bool = False

    def field(self, language: str) -> forms.CharField:
        """The form field in a language."""
        own = {"lang": language, "dir": direction(language)}
        if self.rich:
            widget: Any = get_rich_text_editor_widget("default", features=FEATURES)
            widget.attrs.update(own)
        elif self.longest:
            widget = forms.TextInput(attrs=own)
        else:
            widget = AdminAutoHeightTextInput(attrs=own)
        kind = RichText if self.rich else forms.CharField
        return kind(label=self.label, required=False, max_length=self.longest, widget=widget)


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one language, for the template."""

    language: str
    heading: str
    fields: list[Any]


class TextsForm(forms.Form):
    """Adds `texts` in each of `languages` to the fields of a subclass."""

    texts: tuple[Text, ...] = ()

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for language in languages:
            for text in self.texts:
                self.fields[f"{text.name}_{language}"] = text.field(language)
        name_editors(self.fields)

    @property
    def plain(self) -> list[Any]:
        """The fields that have no language."""
        own = {f"{text.name}_{language}" for text in self.texts for language in self.languages}
        return [self[name] for name in self.fields if name not in own]

    @property
    def groups(self) -> list[Group]:
        """The fields by language."""
        return [
            Group(language, endonym(language), [self[f"{text.name}_{language}"] for text in self.texts])
            for language in self.languages
        ]

    def written(self) -> dict[str, dict[str, str]]:
        """What was written, by language; languages left empty are not there."""
        rows = {
            language: {text.name: self.cleaned_data.get(f"{text.name}_{language}", "") for text in self.texts}
            for language in self.languages
        }
        return {language: row for language, row in rows.items() if row[self.texts[0].name]}

    def clean(self) -> dict[str, Any]:
        """A language begun must have its first text; refused beside that field."""
        data: dict[str, Any] = super().clean() or {}
        first = self.texts[0]
        for language in self.languages:
            others = [data.get(f"{text.name}_{language}") for text in self.texts[1:]]
            name = f"{first.name}_{language}"
            if any(others) and not data.get(name) and name not in self.errors:
                self.add_error(name, gettext("Write this too, or leave the language empty."))
        return data
