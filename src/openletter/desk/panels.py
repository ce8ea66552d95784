"""Rows within rows: facts and, inside each, their words, one language a row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.panels.base import get_form_for_model
from wagtail.fields import RichTextField
from wagtail.models import Locale

from openletter.desk.fields import LanguageField, name_editors, unless_empty
from openletter.kernel.languages import direction, known
from openletter.kernel.words import code_of
from openletter.sections.models import Section


def languages_in_use() -> list[str]:
    """The languages at least one active section speaks, in the order of the installation."""
    used = {
        code for codes in Section.objects.filter(is_active=True).values_list("languages", flat=True) for code in codes
    }
    return [code for code in known() if not used or code in used]


def locales() -> Any:
    """The languages of the installation in its order: the first stands chosen in a new row."""
    order = Case(*(When(language_code=code, then=place) for place, code in enumerate(known())), default=len(known()))
    return Locale.objects.filter(language_code__in=known()).order_by(order)


class WordsForm(WagtailAdminModelForm):
    """One row of words; its language is one of those the sections can speak."""

    locale = LanguageField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].queryset = locales()
        name_editors(self.fields)
        self._speak()

    def _speak(self) -> None:
        """Texts run as their language does; where another one is chosen, `words.js` turns them round."""
        chosen = str(self["locale"].value() or "")
        code = code_of(int(chosen)) if chosen.isdecimal() else known()[0]
        for field in self._meta.model.translatable_fields:
            if field.field_name in self.fields:
                self.fields[field.field_name].widget.attrs.update(
                    {"lang": code, "dir": direction(code), "data-words": ""}
                )

    def clean(self) -> dict[str, Any]:
        """Nothing seems changed where nobody wrote: editors left empty hold nothing, lines end as they did."""
        data: dict[str, Any] = super().clean() or {}
        for name in {field.field_name for field in self._meta.model.translatable_fields} & data.keys():
            if isinstance(data[name], str):
                data[name] = data[name].replace("\r\n", "\n")  # a browser sends every line end as two signs
        rich = {field.name for field in self._meta.model._meta.fields if isinstance(field, RichTextField)}
        for name in rich & data.keys():
            data[name] = unless_empty(data[name] or "")
        return data


class WordsFormSet(BaseChildFormSet):
    """The rows of words of one fact: at most one a language."""

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Refuse two rows in one language, beside the second."""
        seen: set[int] = set()
        for form in self.forms:
            locale = getattr(form, "cleaned_data", {}).get("locale")
            if locale is None or self._should_delete_form(form):
                continue
            if locale.pk in seen:
                form.add_error("locale", ValidationError(gettext("There are words in this language already.")))
                raise ValidationError(gettext("Each language can stand here once."))
            seen.add(locale.pk)
        super().clean(*args, **kwargs)


class Rows(InlinePanel):
    """An inline panel whose rows can have a form and a formset of their own."""

    def __init__(self, *args: Any, form_class: Any = None, formset: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form_class, self.formset = form_class, formset

    def clone_kwargs(self) -> dict[str, Any]:
        """What a copy of this panel is made of."""
        return {**super().clone_kwargs(), "form_class": self.form_class, "formset": self.formset}

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options with our form and formset in them."""
        options: dict[str, Any] = super().get_form_options()
        rows = options["formsets"][self.relation_name]
        if self.form_class:
            deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
            rows["form"] = get_form_for_model(
                self.db_field.related_model, form_class=self.form_class, defer_required_on_fields=deferred
            )
            rows["inherit_kwargs"] = ["for_user"]
        if self.formset:
            rows["formset"] = self.formset
        return options


def words(*fields: str, heading: Any = None) -> Rows:
    """The words of a fact: a row per language, at least one."""
    return Rows(
        "words",
        panels=[FieldPanel("locale"), *(FieldPanel(name) for name in fields)],
        heading=heading or _("Words, one row a language"),
        label=_("language"),
        min_num=1,
        form_class=WordsForm,
        formset=WordsFormSet,
    )
