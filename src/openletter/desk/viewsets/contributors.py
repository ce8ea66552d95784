"""Contributors: who may be credited on a section's site, and since when they agreed to be named."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn

from openletter.desk import said
from openletter.desk.naming import refuse_beside, require_nobody_withheld_now
from openletter.desk.viewsets.own_rows import DeskViewSet
from openletter.kernel import clock
from openletter.kernel.text import clean_line
from openletter.sections.access import Right, sections_for
from openletter.sections.models import Contributor


class ContributorForm(WagtailAdminModelForm):
    """Who it is and what they agreed to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section: Any = self.fields["section"]
        section.queryset = sections_for(self.for_user, Right.SITE)
        section.label_from_instance = said.name
        # Stories of the section name them: they stay where they are.
        section.disabled = self.instance.pk is not None
        if section.disabled is False and len(section.queryset) == 1:
            section.initial = section.queryset[0].pk

    def clean(self) -> dict[str, Any]:
        """Refuse the name of somebody at risk who may not be shown: nobody else looks at it before readers do."""
        data: dict[str, Any] = super().clean()
        require = partial(require_nobody_withheld_now, user=self.for_user)
        refuse_beside(self, [(self, "name"), (self, "link")], require)
        return data

    def clean_name(self) -> str:
        """One line, without what cannot be seen."""
        found = clean_line(self.cleaned_data["name"])
        if not found:
            raise ValidationError(gettext("Write the name as they want to be credited."))
        return found

    def clean_agreed_on(self) -> date | None:
        """Refuse a day that has not come: it is not known today what somebody will agree to."""
        return _not_ahead(self.cleaned_data["agreed_on"])

    def clean_taken_back_on(self) -> date | None:
        """Refuse a day that has not come."""
        return _not_ahead(self.cleaned_data["taken_back_on"])


def _not_ahead(day: date | None) -> date | None:
    if day is not None and day > clock.today():
        raise ValidationError(gettext("This day has not come yet."))
    return day


class ContributorViewSet(DeskViewSet):
    """Contributors."""

    model = Contributor
    name = "contributors"
    icon = "group"
    menu_label = _("Contributors")
    add_to_admin_menu = False
    search_fields = ["name"]
    fetched = ("section__words",)
    list_filter = ("kind",)
    edit_handler = ObjectList(
        [
            FieldPanel("section"),
            FieldPanel("kind"),
            FieldPanel("name"),
            FieldPanel("link", widget=forms.URLInput(attrs={"dir": "ltr"})),
            FieldPanel("agreed_on"),
            FieldPanel("taken_back_on"),
        ],
        base_form_class=ContributorForm,
    )
    list_display = [
        TitleColumn("name", label=_("Name"), url_name="contributors:edit", sort_key="name"),
        Column("kind", label=_("Who it is"), accessor=lambda row: row.get_kind_display(), sort_key="kind"),
        Column("agreed", label=_("Agreed to be named"), accessor=lambda row: _agreed(row)),
        Column("section", label=_("Section"), accessor=said.section_of),
    ]


def _agreed(row: Contributor) -> str:
    if row.taken_back_on is not None:
        # Translators: of somebody's agreement to be named
        return gettext("Taken back")
    if row.agreed_on is None:
        # Translators: of somebody's agreement to be named
        return gettext("Not yet")
    return format_html("<bdi>{}</bdi>", said.day(row.agreed_on))
