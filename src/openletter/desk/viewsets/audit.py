"""The audit, and of it who saw what: searched by person, deed, row, section, day and words; taken out as CSV."""

from __future__ import annotations

import json
from typing import Any

import django_filters
from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.cases.operations.opening import OPENED, Shown
from openletter.desk import deeds, said
from openletter.desk.opened import note_of, purpose_of
from openletter.desk.viewsets.own_rows import DeskViewSet, List, Overview
from openletter.desk.withheld import told_to
from openletter.kernel.folding import fold
from openletter.kernel.models import AuditEntry
from openletter.sections.access import Right, sections_for
from openletter.sections.models import Section
from openletter.sections.oversight.rules import READING

# What can be opened, each under one lock of its own.
SEALED = (
    "actions.actiontaken", "actions.enclosure", "actions.ledgerentry", "supporters.supporter",
    "deliveries.officialresponse", "deliveries.lobbycontact", "deliveries.deliveryrequest", "solidarity.bundle",
    "solidarity.objection", "solidarity.pagereport",
)  # fmt: skip


def kind_in_words(label: str) -> str:
    """A kind of row as the desk calls it; a kind that is gone stands as it was written."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


def kinds() -> list[tuple[str, str]]:
    """Every kind of row of ours, by name."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("openletter.")]
    return sorted(((model._meta.label_lower, kind_in_words(model._meta.label_lower)) for model in ours), key=_word)


def opened_kinds() -> list[tuple[str, str]]:
    """The kinds that are sealed, and cases: of those, openings are kept where something is not public."""
    return sorted(((label, kind_in_words(label)) for label in (*SEALED, Case._meta.label_lower)), key=_word)


def _word(choice: tuple[str, str]) -> str:
    return fold(choice[1])


def sections_read(request: Any) -> list[tuple[str, str]]:
    """The sections in whose audit the person reads."""
    return [(place.key, said.name(place)) for place in sections_for(request.user, Right.AUDIT)]


class AuditFilter(WagtailFilterSet):
    """By person, by what was done, by kind of row, by row, by section, by day, by words of the reason."""

    actor = django_filters.CharFilter(label=_("Who"), lookup_expr="icontains")
    verb = django_filters.CharFilter(label=_("What was done"), method="by_deed")
    subject_type = django_filters.ChoiceFilter(label=_("Kind of row"), choices=kinds)
    subject_id = django_filters.CharFilter(label=_("Number of the row"))
    section = django_filters.ChoiceFilter(label=_("Section"), choices=[])
    reason = django_filters.CharFilter(label=_("Words of the reason"), lookup_expr="icontains")
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["section"].extra["choices"] = sections_read(self.request)

    def by_deed(self, queryset: Any, _name: str, wanted: str) -> Any:
        """By the code, or by the words the reader sees for it."""
        return queryset.filter(verb__in=verbs_saying(wanted))

    class Meta:
        model = AuditEntry
        fields = ["actor", "verb", "subject_type", "subject_id", "section", "reason", "at"]


class OpeningsFilter(AuditFilter):
    """By who opened, what, for which purpose, in which section, when."""

    subject_type = django_filters.ChoiceFilter(label=_("What was opened"), choices=opened_kinds)
    reason = django_filters.CharFilter(label=_("Words of the purpose"), lookup_expr="icontains")
    verb = None

    class Meta:
        model = AuditEntry
        fields = ["actor", "subject_type", "subject_id", "section", "reason", "at"]


def history_of(kind: str, row: str | int) -> str:
    """The address of all that was done to one row."""
    return f"{reverse('audit:index')}?{urlencode({'subject_type': kind, 'subject_id': row})}"


def verbs_saying(wanted: str) -> list[str]:
    """The deeds there are in the audit by whose code, or by whose words in the reader's language, they are found."""
    return deeds.saying(wanted, AuditEntry.objects.order_by().values_list("verb", flat=True).distinct())


def searched(rows: Any, wanted: str) -> Any:
    """Entries whose row, reason, person or deed has the words in it."""
    told = Q(subject__icontains=wanted) | Q(reason__icontains=wanted) | Q(actor__icontains=wanted)
    return rows.filter(told | Q(verb__in=verbs_saying(wanted)))


class AuditEntryPage(Overview):
    """One entry, before and after side by side."""

    template_name = "desk/audit_entry.html"

    def get_page_subtitle(self) -> str:
        """What was done to which row."""
        return f"{deeds.in_words(self.object.verb)}: {self.object.subject}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The fields that differ, and the way to all that was done to the row."""
        entry = self.object
        told = next(told_to(self.request.user, [entry]))
        if entry.verb != OPENED:  # what was read is no reading of it
            note_of(self.request, _subject_of(entry), Shown.AUDIT, told.marks)
        names = sorted(told.before.keys() | told.after.keys())
        changes = [(name, _plain(told.before.get(name)), _plain(told.after.get(name))) for name in names]
        own = {
            "changes": changes, "deed": deeds.in_words(entry.verb), "kind": kind_in_words(entry.subject_type),
            "section": section_names(self.request).get(entry.section, entry.section),
        }  # fmt: skip
        return super().get_context_data(history=history_of(entry.subject_type, entry.subject_id), **own, **kwargs)


def _subject_of(entry: AuditEntry) -> Any:
    """The case or action that an entry tells of, if there is one still."""
    kind = next((kind for kind in (Case, Action) if kind._meta.label_lower == entry.subject_type), None)
    return kind._default_manager.filter(pk=entry.subject_id).first() if kind else None


def _plain(value: Any) -> str:
    told = _told(value)
    return told or "" if told is None or isinstance(told, str) else json.dumps(told, ensure_ascii=False, indent=1)


def _told(value: Any) -> Any:
    """Days and moments as the reader's language writes them, however deep they stand. What is taken out keeps them."""
    if isinstance(value, dict):
        return {name: _told(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_told(part) for part in value]
    return said.stored(value) if isinstance(value, str) else value


class AuditList(List):
    """The audit, newest first."""

    export_of = "audit"

    @property
    def verbose_name_plural(self) -> str:
        """What stands beside their number under the list."""
        return gettext("entries")

    def search_queryset(self, queryset: Any) -> Any:
        """By the words of the entry."""
        return searched(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Taking out what is shown."""
        query = self.request.GET.copy()
        query["of"] = self.export_of
        url = f"{reverse('desk_audit_export')}?{query.urlencode()}"
        return [HeaderButton(_("Take out as CSV"), url=url, icon_name="download")]


class OpeningsList(AuditList):
    """Every time sealed data, or what is not public of a case, was seen; newest first."""

    page_title = _("Who saw what")
    export_of = "openings"

    def get_base_queryset(self) -> Any:
        """Of the audit only these deeds."""
        return super().get_base_queryset().filter(verb__in=READING)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The monthly reports, and taking out."""
        reports = HeaderButton(_("Access reports"), url=reverse("desk_access_reports"), icon_name="calendar")
        return [reports, *super().header_buttons]


def section_names(request: Any) -> dict[str, str]:
    """What sections are called, by the key under which the audit keeps them; fetched once for a page."""
    known: dict[str, str] | None = getattr(request, "_openletter_section_names", None)
    if known is None:
        rows = Section.objects.only("key").prefetch_related(said.titles_of(Section))
        known = request._openletter_section_names = {row.key: said.name(row) for row in rows}
    return known


class SectionColumn(Column):
    """The section by name; one that is gone stands by its key."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With the name."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        names = section_names(parent_context["request"])
        return {**context, "value": names.get(instance.section, instance.section)}


def _when(entry: AuditEntry) -> str:
    return said.moment(entry.at)


_WHEN = TitleColumn("at", label=_("When"), accessor=_when, url_name="audit:inspect")
_DEED = Column("verb", label=_("What was done"), accessor=lambda entry: deeds.in_words(entry.verb))


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
        _WHEN,
        Column("actor", label=_("Who"), accessor="actor"),
        _DEED,
        Column("subject", label=_("To what"), accessor="subject"),
        SectionColumn("section", label=_("Section")),
        Column("reason", label=_("Reason"), accessor="reason"),
    ]


class OpeningsViewSet(DeskViewSet):
    """Who saw what."""

    model = AuditEntry
    name = "openings"
    icon = "view"
    menu_label = _("Who saw what")
    menu_order = 302
    add_to_admin_menu = True
    views = ("index", "index_results")
    index_view_class = OpeningsList
    filterset_class = OpeningsFilter
    search_fields = ["subject", "reason", "actor"]
    list_display = [
        _WHEN,
        Column("actor", label=_("Who"), accessor="actor"),
        Column("kind", label=_("What was opened"), accessor=lambda entry: kind_in_words(entry.subject_type)),
        Column("subject", label=_("Of what"), accessor="subject"),
        _DEED,
        SectionColumn("section", label=_("Section")),
        Column("reason", label=_("Purpose"), accessor=purpose_of),
    ]
