"""Form fields of the desk: languages, countries and lists are chosen, not typed as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from babel import Locale as Babel
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelChoiceIterator
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.models import Locale

from openletter.kernel import countries
from openletter.kernel.fields import EdtfField
from openletter.kernel.languages import direction, endonym, known

NEWEST = 200
Choices = Callable[[], Iterable[tuple[str, Any]]]
DATE_HELP = _("2018-06-27, 2018-06, 2018, 2015-08~ (about), 2014-01-XX (day unknown), 2014-01/2014-03 (a period)")

DATE_INPUT = forms.TextInput(attrs={"dir": "ltr"})

register_form_field_override(EdtfField, override={"help_text": DATE_HELP, "widget": DATE_INPUT})


def spoken() -> list[tuple[str, str]]:
    """The languages of the installation by their own names."""
    return [(code, endonym(code)) for code in known()]


def listed_countries() -> list[tuple[str, str]]:
    """Every country and territory, named and sorted for the reader."""
    return list(countries.listed((get_language() or "en").split("-")[0]))


def said_of(model: type[models.Model], name: str) -> dict[str, Any]:
    """Label, help and whether it is required, as the model says them."""
    field = model._meta.get_field(name)
    return {
        "label": capfirst(field.verbose_name),  # type: ignore[union-attr]
        "help_text": field.help_text,  # type: ignore[union-attr]
        "required": not field.blank,  # type: ignore[union-attr]
    }


def ticked(model: type[models.Model], name: str, choices: Choices) -> forms.MultipleChoiceField:
    """A list field of a model as checkboxes."""
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **said_of(model, name))


class SearchableSelect(forms.Select):
    """A select with a box above it that narrows the list; without JavaScript it is a plain select."""

    template_name = "desk/widgets/searchable.html"

    class Media:
        js = ("desk/searchable.js",)


class SearchableSelectMultiple(forms.SelectMultiple):
    """The same for several; what is chosen stands above the list."""

    template_name = "desk/widgets/searchable.html"

    class Media:
        js = ("desk/searchable.js",)


def country(model: type[models.Model], name: str) -> forms.ChoiceField:
    """One country or territory."""
    said = said_of(model, name)

    def choices() -> list[tuple[str, Any]]:
        return [("", "—"), *listed_countries()]

    return forms.ChoiceField(choices=choices, widget=SearchableSelect, **said)


def several_countries(model: type[models.Model], name: str) -> forms.MultipleChoiceField:
    """Any number of countries or territories."""
    return forms.MultipleChoiceField(choices=listed_countries, widget=SearchableSelectMultiple, **said_of(model, name))


class LanguageCodes(forms.CharField):
    """An ordered list of language codes, typed with commas: any language of the world, not only ours."""

    def prepare_value(self, value: Any) -> Any:
        """A list as it is typed."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The codes in their order; refuses what is no language."""
        codes = [part.strip().lower() for part in (value or "").replace("،", ",").split(",") if part.strip()]
        unknown = [code for code in codes if code not in Babel("en").languages]
        if unknown:
            raise ValidationError(
                gettext("“%(code)s” is not a language code. Write for example: fr, ar") % {"code": unknown[0]}
            )
        return list(dict.fromkeys(codes))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as typed."""
        return bool(super().has_changed(self.prepare_value(initial), data))


def name_editors(fields: Mapping[str, forms.Field]) -> None:
    """Give each editor of rich text its field's label for a name: Wagtail's label points at a hidden input."""
    for field in fields.values():
        if isinstance(field.widget, DraftailRichTextArea):
            field.widget.options = {**field.widget.options, "ariaLabel": str(field.label)}


def unless_empty(html: str) -> str:
    """The editor's HTML, or nothing where it holds no words: an untouched editor sends an empty paragraph."""
    return html if strip_tags(html).strip() else ""


class RichText(forms.CharField):
    """HTML of the editor."""

    def to_python(self, value: Any) -> Any:
        """Nothing where there are no words."""
        return unless_empty(super().to_python(value) or "")


class LanguageSelect(forms.Select):
    """Languages by their own names, each written as it is read; the texts beside it turn with what is chosen."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An option that says its language and its direction."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if row := getattr(value, "instance", None):
            option["attrs"] |= {"lang": row.language_code, "dir": direction(row.language_code)}
        return option

    class Media:
        js = ("desk/words.js",)


class LanguageField(forms.ModelChoiceField):
    """The language of a row of words."""

    widget = LanguageSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Locale.objects.none(), label=_("Language"), empty_label=None, **kwargs)

    def label_from_instance(self, obj: Locale) -> str:
        """Its own name."""
        return endonym(obj.language_code)


class _Newest(ModelChoiceIterator):
    """The newest rows and the chosen one; a list of everything helps nobody and takes seconds to send."""

    def __iter__(self) -> Iterator[Any]:
        field: Any = self.field
        if field.empty_label is not None:
            yield ("", field.empty_label)
        rows = list(self.queryset.order_by("-pk")[:NEWEST])
        if field.chosen.isdecimal() and not any(str(row.pk) == field.chosen for row in rows):
            rows += list(self.queryset.filter(pk=field.chosen))
        for row in rows:
            yield self.choice(row)


class NewestFirst(forms.ModelChoiceField):
    """One of many rows: the newest are offered, any that the reader may see is taken, also one an address names."""

    iterator = _Newest
    chosen = ""


class Named(forms.ModelMultipleChoiceField):
    """Rows chosen by ticking, called as the desk calls them."""

    def __init__(self, *args: Any, called: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.called = called

    def label_from_instance(self, obj: Any) -> str:
        """The row's name."""
        return self.called(obj)


def ticked_rows(model: type[models.Model], name: str, called: Callable[[Any], str]) -> Named:
    """A many-to-many field of a model as checkboxes; its queryset is set by the form."""
    related: Any = model._meta.get_field(name).related_model
    return Named(queryset=related._default_manager.none(), called=called, **said_of(model, name))
