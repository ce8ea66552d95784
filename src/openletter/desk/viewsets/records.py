"""The audit, which is only ever added to: the desk shows it; it cannot change it."""

from __future__ import annotations

import json
from typing import Any

import django_filters
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from openletter.desk import deeds
from openletter.desk.viewsets.own_rows import DeskViewSet, List, Overview
from openletter.kernel.models import AuditEntry


def _when(value: Any) -> str:
    return date_format(value, "SHORT_DATETIME_FORMAT")


class AuditFilter(WagtailFilterSet):
    """By person, by what was done, by kind of row, by day."""

    actor = django_filters.CharFilter(label=_("Who"), lookup_expr="icontains")
    verb = django_filters.CharFilter(label=_("What was done"), method="by_deed")
    subject_type = django_filters.AllValuesFilter(label=_("Kind of row"))
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    def by_deed(self, queryset: Any, _name: str, wanted: str) -> Any:
        """By the code, or by the words the reader sees for it."""
        codes = AuditEntry.objects.order_by().values_list("verb", flat=True).distinct()
        said = [code for code in codes if wanted.casefold() in deeds.in_words(code).casefold()]
        return queryset.filter(Q(verb__icontains=wanted) | Q(verb__in=said))

    class Meta:
        model = AuditEntry
        fields = ["actor", "verb", "subject_type", "at"]


class AuditEntryPage(Overview):
    """One entry, before and after side by side."""

    template_name = "desk/audit_entry.html"

    def get_page_subtitle(self) -> str:
        """What was done to which row."""
        return f"{deeds.in_words(self.object.verb)}: {self.object.subject}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The fields that differ."""
        entry = self.object
        names = sorted(entry.before.keys() | entry.after.keys())
        changes = [(name, _plain(entry.before.get(name)), _plain(entry.after.get(name))) for name in names]
        return super().get_context_data(changes=changes, deed=deeds.in_words(entry.verb), **kwargs)


def _plain(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, indent=1)


class AuditList(List):
    """The audit, newest first."""

    def search_queryset(self, queryset: Any) -> Any:
        """By the words of the entry."""
        if not self.is_searching:
            return queryset
        wanted = self.search_query
        return queryset.filter(Q(subject__icontains=wanted) | Q(reason__icontains=wanted) | Q(actor__icontains=wanted))


class AuditViewSet(DeskViewSet):
    """The audit."""

    model = AuditEntry
    name = "audit"
    icon = "history"
    menu_label = _("Audit")
    menu_order = 300
    add_to_admin_menu = True
    views = ("index", "index_results")
    index_view_class = AuditList
    inspect_view_enabled = True
    inspect_view_class = AuditEntryPage
    filterset_class = AuditFilter
    search_fields = ["subject", "reason", "actor"]
    list_display = [
        TitleColumn("at", label=_("When"), accessor=lambda entry: _when(entry.at), url_name="audit:inspect"),
        Column("actor", label=_("Who"), accessor="actor"),
        Column("verb", label=_("What was done"), accessor=lambda entry: deeds.in_words(entry.verb)),
        Column("subject", label=_("To what"), accessor="subject"),
        Column("section", label=_("Section"), accessor="section"),
        Column("reason", label=_("Reason"), accessor="reason"),
    ]
