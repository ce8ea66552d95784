"""The library of reasons: a section's administrators write their own, the house's are for who administers all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn

from openletter.desk import said
from openletter.desk.fields import ticked
from openletter.desk.viewsets.own_rows import DeskViewSet
from openletter.kernel.languages import direction, endonym, known
from openletter.kernel.text import clean_line
from openletter.sections.access import Right, holdings, sections_for
from openletter.solidarity.models import Reason
from openletter.solidarity.rules import Judged

LONGEST = 240


class Sentences(forms.MultiWidget):
    """One line of text a language."""

    template_name = "desk/widgets/sentences.html"

    def __init__(self) -> None:
        lines: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.TextInput(
                attrs={"lang": code, "dir": direction(code), "aria-label": endonym(code), "maxlength": LONGEST}
            )
            for code in known()
        }
        super().__init__(lines)

    def decompress(self, value: Any) -> list[str]:
        """The sentences in the order of the installation."""
        return [(value or {}).get(code, "") for code in known()]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Each with its language's own name beside it."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for code, line in zip(known(), context["widget"]["subwidgets"], strict=True):
            line["language"], line["called"] = code, endonym(code)
        return context


class SentencesField(forms.MultiValueField):
    """Words by language, at least in one."""

    widget = Sentences

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, max_length=LONGEST) for _code in known()]
        super().__init__(fields, require_all_fields=False, widget=Sentences(), **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Languages without words are left out."""
        said_in = {code: clean_line(text) for code, text in zip(known(), data_list or [], strict=False)}
        return {code: text for code, text in said_in.items() if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared line by line."""
        before = [(initial or {}).get(code, "") for code in known()]
        return bool(before != list(data or []))


class ReasonForm(WagtailAdminModelForm):
    """A reason and its words."""

    words = SentencesField(label=_("As the sender is told"), help_text=_("A whole sentence, kind and plain."))
    judges = ticked(Reason, "judges", lambda: Judged.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Decisions name it by its code.
        self.fields["code"].disabled = self.instance.pk is not None
        section: Any = self.fields["section"]
        section.queryset = sections_for(self.for_user, Right.SECTION)
        section.label_from_instance = said.name
        section.disabled = self.instance.pk is not None
        if holdings(self.for_user).section_ids(Right.SECTION) is not None:
            section.required = True

    def clean_words(self) -> dict[str, str]:
        """Refuse a reason without a sentence."""
        found: dict[str, str] = self.cleaned_data["words"]
        if not found:
            raise ValidationError(gettext("Write the sentence in one language at least."))
        return found


def _where(reason: Reason) -> str:
    return said.name(reason.section) if reason.section else gettext("All sections")


def _judges(reason: Reason) -> str:
    return " · ".join(str(Judged(each).label) for each in reason.judges if each in Judged)


def _lacks(reason: Reason) -> str:
    return " · ".join(endonym(code) for code in known() if not reason.words.get(code)) or gettext("—")


class ReasonViewSet(DeskViewSet):
    """Reasons."""

    model = Reason
    name = "reasons"
    icon = "list-ul"
    menu_label = _("Reasons")
    menu_order = 205
    add_to_settings_menu = True
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("section", "code", "words", "judges", "may_object", "order", "is_active")],
        base_form_class=ReasonForm,
    )
    fetched = ("section__words",)
    search_fields = ["code"]
    list_display = [
        TitleColumn("reason", label=_("Reason"), accessor=str, url_name="reasons:edit"),
        Column("section", label=_("Section"), accessor=_where),
        Column("judges", label=_("Given for"), accessor=_judges),
        Column("lacks", label=_("Not written in"), accessor=_lacks),
        Column("may_object", label=_("May object"), accessor=lambda row: _yes(row.may_object)),
        Column("is_active", label=_("In use"), accessor=lambda row: _yes(row.is_active), sort_key="is_active"),
    ]


def _yes(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")
