"""Rules of the whole installation: how often something may happen, and how mail providers spell their addresses."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn

from openletter.desk.viewsets.own_rows import DeskViewSet
from openletter.kernel.models import LimitRule
from openletter.supporters.models import EmailRule


class LimitViewSet(DeskViewSet):
    """Limits; which ones there are is settled by the programme, so that none is added or lost here."""

    model = LimitRule
    name = "limits"
    icon = "sliders"
    menu_label = _("Limits")
    menu_order = 210
    add_to_settings_menu = True
    views = ("index", "index_results", "edit")
    edit_handler = ObjectList([FieldPanel("key", read_only=True), FieldPanel("most"), FieldPanel("seconds")])
    list_display = [
        TitleColumn("key", label=_("What"), accessor="get_key_display", url_name="limits:edit"),
        Column("most", label=_("At most"), sort_key="most"),
        Column("seconds", label=_("In how many seconds"), sort_key="seconds"),
    ]


def _yes(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")


class EmailRuleViewSet(DeskViewSet):
    """E-mail rules."""

    model = EmailRule
    name = "email-rules"
    icon = "mail"
    menu_label = _("E-mail rules")
    menu_order = 220
    add_to_settings_menu = True
    edit_handler = ObjectList([FieldPanel(name) for name in ("domain", "same_as", "ignores_dots", "plus_addressing")])
    search_fields = ["domain", "same_as"]
    list_display = [
        TitleColumn("domain", label=_("Domain"), url_name="email-rules:edit", sort_key="domain"),
        Column("same_as", label=_("Same mailboxes as"), sort_key="same_as"),
        Column("dots", label=_("Dots make no difference"), accessor=lambda rule: _yes(rule.ignores_dots)),
        Column("plus", label=_("What follows + makes no difference"), accessor=lambda rule: _yes(rule.plus_addressing)),
    ]
