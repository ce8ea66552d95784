"""Legislators, and what became of asking them: lists, their pages, and the form of one contact."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.deliveries.lobbying.models import LobbyContact
from openletter.deliveries.lobbying.operations import take_back
from openletter.deliveries.lobbying.rules import LobbyState
from openletter.desk import said
from openletter.desk.buttons import Button
from openletter.desk.called import CalledColumn, action_called, case_called
from openletter.desk.fields import listed_countries
from openletter.desk.finding import fix
from openletter.desk.panels import words
from openletter.desk.seeing import readable_cases
from openletter.desk.viewsets.newest import NewestFilter
from openletter.desk.viewsets.own_rows import Create, DeskViewSet, Edit, List, Overview
from openletter.kernel import clock, countries
from openletter.sections.access import Right, may, sections_for, within
from openletter.sections.models import Section
from openletter.targets.representatives import queries, rules
from openletter.targets.representatives.models import Legislature, Representative
from openletter.targets.rules import USABLE


def called(row: Representative | None) -> str:
    """A representative's name in the reader's language; a dash where nobody is named."""
    return rules.said(row.names, said.reader()) or row.key if row else gettext("—")


def _area(row: Representative) -> str:
    return rules.said(row.area.names, said.reader()) if row.area else gettext("—")


def _stands(row: Representative) -> str:
    if row.objected_on:
        return gettext("Objected, shown nowhere")
    return gettext("Left") if row.retired_on else gettext("In office")


def _ways(row: Representative) -> str:
    points = row.contact_points.all()
    usable = sum(point.health in USABLE for point in points)
    # Translators: how many of an office's addresses and numbers can be used, such as "3 of 4".
    return gettext("%(usable)s of %(all)s") % {"usable": usable, "all": len(points)}


class RepresentativeFilter(WagtailFilterSet):
    """By country, by one of its chambers, and since when they are gone; of chambers the newest are offered."""

    legislature__country = django_filters.ChoiceFilter(label=_("Country"), choices=listed_countries)
    legislature = NewestFilter(queryset=Legislature.objects.all())
    retired_on = django_filters.DateFromToRangeFilter(widget=DateRangePickerWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.form.fields["legislature"]
        field.chosen, country = str(self.data.get("legislature", "")), self.data.get("legislature__country")
        if country:
            field.queryset = field.queryset.filter(country=country)

    class Meta:
        model = Representative
        fields = ("legislature__country", "legislature", "retired_on")


class Representatives(List):
    """The list, with the ways to bring a file in and to take one out."""

    def get_base_queryset(self) -> Any:
        """With what the columns need."""
        return super().get_base_queryset().select_related("legislature", "area")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Import and export, for those who keep the directory."""
        return [
            HeaderButton(_("Import"), url=reverse("desk_representatives_import"), icon_name="upload"),
            HeaderButton(_("Export"), url=reverse("desk_representatives_export"), icon_name="download"),
        ]

    def search_queryset(self, queryset: Any) -> Any:
        """By name, area or party in any spelling, in every language of the data."""
        if not self.is_searching:
            return queryset
        return queryset.filter(queries.holding(self.search_query))


class RepresentativePage(Overview):
    """One representative, where they come from, and what was done with them."""

    template_name = "desk/representative.html"
    fetched = ("contact_points",)

    def get_page_subtitle(self) -> str:
        """The name."""
        return called(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the contacts that this person may see."""
        row, user = self.object, self.request.user
        seen = LobbyContact.objects.filter(within(user, Right.SEE_ACTIONS, "section_id"), representative=row)
        label = _("Lift the objection") if row.objected_on else _("Uphold an objection")
        return super().get_context_data(
            name=called(row), area=_area(row), stands=_stands(row),
            house=rules.said(row.legislature.names, said.reader()) or row.legislature.key,
            party=rules.said(row.party, said.reader()), contacts=seen.prefetch_related("case__words")[:50],
            buttons=[Button(str(label), reverse("desk_representative_objection", args=[row.pk]), grave=True)],
            **kwargs,
        )  # fmt: skip


class RepresentativeViewSet(DeskViewSet):
    """Representatives."""

    model = Representative
    name = "representatives"
    icon = "group"
    menu_label = _("Representatives")
    menu_order = 123
    add_to_admin_menu = True
    views = ("index", "index_results")
    index_view_class = Representatives
    inspect_view_enabled = True
    inspect_view_class = RepresentativePage
    fetched = ("contact_points",)
    search_fields = ["key"]
    filterset_class = RepresentativeFilter
    list_display = [
        TitleColumn("name", label=_("Name"), accessor=called, url_name="representatives:inspect"),
        Column("area", label=_("Area"), accessor=_area),
        Column(
            "country", label=_("Country"), sort_key="legislature__country",
            accessor=lambda row: countries.name(row.legislature.country, said.reader()),
        ),
        Column("stands", label=_("Stands"), accessor=_stands),
        Column("ways", label=_("Ways that work"), accessor=_ways),
        Column("checked_on", label=_("Last checked"), accessor=lambda row: said.day(row.checked_on),
               sort_key="checked_on"),
    ]  # fmt: skip


class LobbyContactForm(WagtailAdminModelForm):
    """One contact: who, with whom, when, and what came of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = Case.objects.prefetch_related("words")
        if self.instance.pk is not None:
            fix(self, "section", Section.objects.all(), said.name)
            fix(self, "case", cases, lambda case: case_called(self.for_user, case))
        else:
            self._limit("section", sections_for(self.for_user, Right.EDIT_ACTIONS), said.name)
            self._limit("case", cases.filter(readable_cases(self.for_user)), said.title)
        own = Action.objects.filter(within(self.for_user, Right.SEE_ACTIONS, "section_id"))
        own = own.prefetch_related(*said.titles_of_actions())
        self._limit("action", own, lambda row: action_called(self.for_user, row))
        there = Representative.objects.filter(retired_on=None, objected_on=None)
        kept = Representative.objects.filter(pk=self.instance.representative_id)
        self._limit("representative", there | kept, _named)

    def _limit(self, name: str, rows: Any, label: Any) -> None:
        self.fields[name].queryset, self.fields[name].label_from_instance = rows, label

    def save(self, commit: bool = True) -> Any:
        """Told now, where it is new."""
        if self.instance.told_at is None:
            self.instance.told_at = clock.now()
            self.instance.state = LobbyState.KEPT
        return super().save(commit)


def _named(row: Representative) -> str:
    return f"{called(row)} ({row.key})"


class NewContact(Create):
    """A contact of a group or of the section, entered at the desk."""

    def get_initial(self) -> dict[str, Any]:
        """The person's own section, where there is but one."""
        own = list(sections_for(self.request.user, Right.EDIT_ACTIONS)[:2])
        return {**super().get_initial(), **({"section": own[0].pk} if len(own) == 1 else {})}


class EditContact(Edit):
    """What was released and is changed is read nowhere until somebody else releases it again."""

    taken_back = False

    def save_instance(self) -> Any:
        """Save it; what readers saw before is taken back with it."""
        released = LobbyContact.objects.filter(pk=self.form.instance.pk, state=LobbyState.RELEASED).exists()
        saved = super().save_instance()
        if released and self.form.has_changed():
            by = {"actor": self.request.user.actor, "at": clock.now()}
            take_back(contact=saved, reason=gettext("It was changed after it was released."), **by)
            self.taken_back = True
        return saved

    def get_success_message(self, *args: Any) -> str:
        """That it has to be released again, where it has."""
        if self.taken_back:
            return gettext("It is kept, and read on no page until somebody else releases it again.")
        said_so: str = super().get_success_message(*args)
        return said_so


class LobbyContactPage(Overview):
    """One contact, and what can be done with it."""

    template_name = "desk/lobby_contact.html"
    fetched = ("words", "case__words", "section__words")

    def get_page_subtitle(self) -> str:
        """What the representative did."""
        return str(self.object.get_did_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What this person can do with it."""
        row = self.object
        return super().get_context_data(
            representative=called(row.representative) if row.representative else row.official,
            case=case_called(self.request.user, row.case), buttons=_buttons(self.request.user, row), **kwargs,
        )  # fmt: skip


def _buttons(user: Any, row: LobbyContact) -> list[Button]:
    def link(right: Right, name: str, label: Any, *, grave: bool = False) -> list[Button]:
        own = may(user, right, row.section_id)
        return [Button(str(label), reverse(name, args=[row.pk]), grave)] if own else []

    out = row.state == LobbyState.RELEASED
    return [
        *link(Right.EDIT_ACTIONS, "lobby-contacts:edit", _("Edit the contact")),
        *(link(Right.ANSWERS, "desk_lobby_read", _("Read what was told")) if row.sealed else []),
        *([] if out else link(Right.RELEASE, "desk_lobby_release", _("Release"))),
        *link(Right.RELEASE, "desk_lobby_back", _("Take it back") if out else _("Keep it to ourselves"), grave=out),
    ]


class LobbyContacts(List):
    """The contacts this person may see, newest first; what was told stays sealed and is not even fetched."""

    def get_base_queryset(self) -> Any:
        """With what the columns need."""
        rows = super().get_base_queryset().select_related("representative").defer("sealed", "note")
        return rows.prefetch_related(Prefetch("section"))


class LobbyContactViewSet(DeskViewSet):
    """Contacts with representatives."""

    model = LobbyContact
    name = "lobby-contacts"
    icon = "comment"
    menu_label = _("Lobby contacts")
    menu_order = 124
    add_to_admin_menu = True
    index_view_class = LobbyContacts
    add_view_class = NewContact
    edit_view_class = EditContact
    inspect_view_enabled = True
    inspect_view_class = LobbyContactPage
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel(name) for name in ("section", "case", "action")], heading=_("For whom")),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("representative", "official", "by", "by_name", "way", "on")],
                heading=_("Who asked whom"),
            ),
            MultiFieldPanel([FieldPanel(name) for name in ("did", "evidence", "note")], heading=_("What came of it")),
            words("text", heading=_("What is read in public once it is released, one row a language")),
        ],
        base_form_class=LobbyContactForm,
    )
    fetched = ("case__words",)
    search_fields = ["by_name", "official", "words__text", "case__words__title"]
    list_filter = ["state", "did", "way", "by"]
    list_display = [
        TitleColumn("did", label=_("What they did"), accessor="get_did_display", url_name="lobby-contacts:inspect"),
        CalledColumn("case", label=_("Case"), called=lambda user, row: case_called(user, row.case)),
        Column("who", label=_("Representative"), accessor=lambda row: called(row.representative)
               if row.representative else row.official),
        Column("by", label=_("Who asked"), accessor=lambda row: row.by_name or row.get_by_display()),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("told_at", label=_("Told on"), accessor=lambda row: said.day(row.told_at.date()), sort_key="told_at"),
    ]  # fmt: skip
