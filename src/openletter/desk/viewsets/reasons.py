"""The library of reasons: a section's administrators write their own, the house's are for who administers all."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button

from openletter.desk import said
from openletter.desk.fields import ticked
from openletter.desk.naming import refuse_beside, require_nobody_named, rows_of
from openletter.desk.panels import words
from openletter.desk.viewsets.own_rows import DeskViewSet, Edit
from openletter.kernel.languages import endonym, known
from openletter.sections.access import Right, holdings, may, sections_for
from openletter.solidarity.models import Reason
from openletter.solidarity.rules import Judged


class ReasonForm(WagtailAdminModelForm):
    """A reason and its words."""

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

    def clean(self) -> dict[str, Any]:
        """Refuse words that name somebody at risk: senders are told them as they stand."""
        data: dict[str, Any] = super().clean()
        texts = rows_of(self, "words", "text")
        refuse_beside(self, texts, partial(require_nobody_named, before=(), user=self.for_user))
        return data


def _where(reason: Reason) -> str:
    return said.name(reason.section) if reason.section else gettext("All sections")


def _judges(reason: Reason) -> str:
    return " · ".join(str(Judged(each).label) for each in reason.judges if each in Judged)


def _lacks(reason: Reason) -> str:
    return " · ".join(endonym(code) for code in known() if code not in reason.languages()) or gettext("—")


class EditReason(Edit):
    """A reason that is there, and the way to asking for it in other languages."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Asking for a translation, for who asks for others."""
        row: Any = self.object
        if not may(self.request.user, Right.EDIT_ACTIONS, row.section_id):
            return []
        url = reverse("desk_translation_ask", args=["reason", row.pk])
        return [Button(gettext("Ask for a translation"), url, icon_name="wagtail-localize-language")]


class ReasonViewSet(DeskViewSet):
    """Reasons."""

    model = Reason
    name = "reasons"
    icon = "list-ul"
    menu_label = _("Reasons")
    menu_order = 205
    add_to_settings_menu = True
    edit_view_class = EditReason
    edit_handler = ObjectList(
        [
            *(FieldPanel(name) for name in ("section", "code")),
            words("text", heading=_("As the sender is told, one row a language")),
            *(FieldPanel(name) for name in ("judges", "may_object", "order", "is_active")),
        ],
        base_form_class=ReasonForm,
    )
    fetched = ("section__words", "words")
    search_fields = ["code", "words__text"]
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
