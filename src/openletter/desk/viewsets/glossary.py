"""The words of the field we agreed on: read by everybody who has to do with words, kept section by section."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button

from openletter.desk import said
from openletter.desk.fields import spoken
from openletter.desk.policies import HousePolicy
from openletter.desk.viewsets.own_rows import DeskViewSet, Edit, List
from openletter.kernel.languages import endonym
from openletter.sections.access import Right, holdings, may, sections_for
from openletter.translations.models import GlossaryTerm


class GlossaryPolicy(HousePolicy):
    """The words of all sections are read by everybody who translates anywhere."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        """The rows of the person's sections and, for reading, those of the house."""
        own = super().instances_user_has_any_permission_for(user, actions)
        if "view" not in actions or not self.user_has_permission(user, "view"):
            return own
        return own | self.model._default_manager.filter(section=None)


class TermForm(WagtailAdminModelForm):
    """A term, and what we say for it."""

    source_language = forms.ChoiceField(label=_("From"), choices=spoken)
    language = forms.ChoiceField(label=_("Into"), choices=spoken)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section: Any = self.fields["section"]
        section.queryset = sections_for(self.for_user, Right.WORDS)
        section.label_from_instance = said.name
        if holdings(self.for_user).section_ids(Right.WORDS) is not None:
            section.required = True
            if len(section.queryset) == 1:
                section.initial = section.queryset[0].pk

    def clean(self) -> dict[str, Any]:
        """Refuse a term without a word for it, and one said in its own language."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("ours") and not data.get("is_kept") and "ours" not in self.errors:
            raise ValidationError({"ours": gettext("Say what we say for it, or that it is not translated.")})
        if data.get("language") == data.get("source_language"):
            raise ValidationError({"language": gettext("A term is not translated into its own language.")})
        return data


class TermFilter(WagtailFilterSet):
    """By language."""

    language = django_filters.ChoiceFilter(label=_("Into"), choices=spoken)
    source_language = django_filters.ChoiceFilter(label=_("From"), choices=spoken)

    class Meta:
        model = GlossaryTerm
        fields = ("language", "source_language")


class TermList(List):
    """Terms, and the ways to bring many in and out at once."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The table in and out."""
        out = Button(gettext("Download as a table"), reverse("desk_glossary_table"), icon_name="download")
        if not may(self.request.user, Right.WORDS):
            return [out]
        bring = Button(gettext("Bring in a table"), reverse("desk_glossary_import"), icon_name="upload")
        return [bring, out]


class EditTerm(Edit):
    """A term's form, and the way to be rid of it."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Deleting it."""
        row: Any = self.object
        url = reverse("desk_glossary_delete", args=[row.pk])
        return [Button(gettext("Delete the term"), url, icon_name="bin")]


class TermColumn(TitleColumn):
    """Leads to where the term is changed; nowhere for who may not."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str | None:
        """The term's form, or nothing."""
        ids = holdings(parent_context["request"].user).section_ids(Right.WORDS)
        return reverse("glossary:edit", args=[instance.pk]) if ids is None or instance.section_id in ids else None


class GlossaryViewSet(DeskViewSet):
    """Terms."""

    model = GlossaryTerm
    name = "glossary"
    icon = "openquote"
    menu_label = _("Glossary")
    add_to_admin_menu = False
    index_view_class = TermList
    edit_view_class = EditTerm
    filterset_class = TermFilter
    search_fields = ["term", "ours", "note"]
    fetched = ("section__words",)
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("source_language", "term", "language", "ours", "is_kept", "note", "section")],
        base_form_class=TermForm,
    )
    list_display = [
        TermColumn("term", label=_("Term"), sort_key="term"),
        # Translators: what stands in a translation for a term
        Column("said", label=_("We say"), accessor=lambda row: _ours(row)),
        Column("language", label=_("Into"), accessor=lambda row: _pair(row), sort_key="language"),
        Column("note", label=_("Note"), accessor=lambda row: format_html("<bdi>{}</bdi>", row.note or gettext("—"))),
        Column("section", label=_("Section"), accessor=lambda row: _where(row)),
    ]


def _ours(term: GlossaryTerm) -> str:
    if not term.is_kept:
        return format_html('<bdi lang="{}">{}</bdi>', term.language, term.ours)
    # Translators: %(term)s is a word that stands in every language as it is
    return gettext("%(term)s (not translated)") % {"term": term.term}


def _pair(term: GlossaryTerm) -> str:
    return format_html("<bdi>{}</bdi> → <bdi>{}</bdi>", endonym(term.source_language), endonym(term.language))


def _where(term: GlossaryTerm) -> str:
    return said.name(term.section) if term.section else gettext("All sections")


def readable(user: Any) -> Any:
    """The terms a person may read, in the order of the list."""
    ids = holdings(user).section_ids(Right.REVIEW_WORDS)
    rows = GlossaryTerm.objects.select_related("section").order_by("source_language", "term", "language", "pk")
    return rows if ids is None else rows.filter(Q(section=None) | Q(section__in=ids))
