"""The ledger, which is only ever added to: the desk shows it; it cannot change it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from openletter.actions.models import Action, LedgerEntry
from openletter.actions.rules import LedgerSource
from openletter.desk import said
from openletter.desk.buttons import Button
from openletter.desk.viewsets.newest import NewestFilter
from openletter.desk.viewsets.own_rows import DeskViewSet, List, Overview
from openletter.sections.access import Right, may, within


def _when(value: Any) -> str:
    return said.moment(value)


def _on(entry: LedgerEntry) -> str:
    """When a line was entered; of lines made by counting the hour they are of."""
    return _when(entry.hour or entry.recorded_at)


def _who(entry: LedgerEntry) -> str:
    """Who entered a line by hand; the others were made by counting."""
    return gettext("by counting") if entry.automatic else str(entry.actor)


def _actions(request: Any) -> Any:
    """The actions of the person's sections."""
    rows = Action.objects.filter(within(request.user, Right.SEE_ACTIONS, "section_id"))
    return rows.prefetch_related("words")


class LedgerFilter(WagtailFilterSet):
    """By action, by source, by day, and whether somebody entered it."""

    action = NewestFilter(label=_("Action"), queryset=_actions)
    source = django_filters.ChoiceFilter(label=_("Source"), choices=LedgerSource.choices)
    automatic = django_filters.ChoiceFilter(
        label=_("Entered"), choices=[("False", _("by hand")), ("True", _("by counting"))]
    )
    recorded_at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.form.fields["action"]
        field.label_from_instance, field.chosen = said.title, str(self.data.get("action", ""))

    class Meta:
        model = LedgerEntry
        fields = ["action", "source", "automatic", "recorded_at"]


class LedgerList(List):
    """The ledger, newest first, and what it adds up to."""

    results_template_name = "desk/ledger_results.html"

    @property
    def verbose_name_plural(self) -> str:
        """What stands beside their number under the list."""
        # Translators: beside a number, under a list: "151 entries".
        return gettext("entries")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Adding an entry and counting again, for those who may; the table for everybody who sees the list."""
        writes = [
            HeaderButton(_("Add to the ledger"), url=reverse("desk_ledger_add"), icon_name="plus"),
            HeaderButton(_("Count a section again"), url=reverse("desk_ledger_count"), icon_name="rotate"),
        ]
        return writes if may(self.request.user, Right.LEDGER) else []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The sum of each source over all that is found, not over one page of it."""
        context = super().get_context_data(*args, **kwargs)
        sums = self.get_queryset().order_by().values_list("source").annotate(sum=Sum("quantity"))
        totals = [(str(LedgerSource(source).label), total) for source, total in sums]
        kept = self.request.GET.copy()
        kept.pop("p", None)
        return {**context, "totals": totals, "download": f"{reverse('desk_ledger_table')}?{kept.urlencode()}"}


class LedgerEntryPage(Overview):
    """One entry: what it says, what proves it, what put it right."""

    template_name = "desk/ledger_entry.html"
    fetched = ("action__words", "action__section__words", "corrects", "corrections")

    def get_page_subtitle(self) -> str:
        """What was entered."""
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The files by kind and size, never their content."""
        entry, user = self.object, self.request.user
        section = entry.action.section_id
        writes = may(user, Right.LEDGER, section) and not entry.automatic
        ended = entry.action.closed_on is not None
        buttons = []
        if writes and not ended:
            # Translators: a button; a second entry puts the first one right.
            buttons.append(Button(gettext("Correct it"), reverse("desk_ledger_correct", args=[entry.pk])))
        if writes and entry.action.erased_on is None:
            buttons.append(Button(gettext("Add a file"), reverse("desk_ledger_add_file", args=[entry.pk])))
        return super().get_context_data(
            title=said.title(entry.action), files=list(entry.files.defer("sealed")), buttons=buttons,
            opens=may(user, Right.LEDGER, section) or may(user, Right.AUDIT, section), **kwargs,
        )  # fmt: skip


class LedgerViewSet(DeskViewSet):
    """The ledger of all actions."""

    model = LedgerEntry
    name = "ledger"
    icon = "list-ol"
    menu_label = _("Ledger")
    menu_order = 140
    add_to_admin_menu = True
    views = ("index", "index_results")
    index_view_class = LedgerList
    inspect_view_enabled = True
    inspect_view_class = LedgerEntryPage
    filterset_class = LedgerFilter
    fetched = ("action__words", "action__section__words")
    search_fields = ["reason", "actor", "action__words__title"]
    list_display = [
        TitleColumn(
            "action", label=_("Action"), accessor=lambda entry: said.title(entry.action), url_name="ledger:inspect"
        ),
        Column("quantity", label=_("Number"), sort_key="quantity"),
        Column("source", label=_("Source"), accessor="get_source_display", sort_key="source"),
        Column("reason", label=_("Reason"), accessor=lambda entry: "—" if entry.automatic else entry.reason),
        Column("actor", label=_("Entered by"), accessor=lambda entry: _who(entry)),
        Column("at", label=_("On"), accessor=lambda entry: _on(entry), sort_key="recorded_at"),
    ]
