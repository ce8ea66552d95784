"""The directory all sections share: offices, the ways that lead to them, and the routes of the post."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from openletter.desk import said
from openletter.desk.fields import LanguageCodes, country, said_of
from openletter.desk.naming import refuse_beside, require_nobody_named, require_nobody_withheld_now, rows_of
from openletter.desk.panels import Rows, words
from openletter.desk.viewsets.own_rows import DeskViewSet, List
from openletter.kernel import clock, countries
from openletter.kernel.refusals import Refused
from openletter.targets import second_look
from openletter.targets.models import Accreditation, ContactPoint, Office, PostRoute
from openletter.targets.queries import in_need_of_a_look
from openletter.targets.representatives import checking
from openletter.targets.rules import USABLE, ContactHealth


class OfficeForm(WagtailAdminModelForm):
    """An office, its holders and its ways."""

    territory = country(Office, "territory")
    seat = country(Office, "seat")
    preferred_languages = LanguageCodes(**said_of(Office, "preferred_languages"))

    def clean(self) -> dict[str, Any]:
        """Refuse texts that name somebody at risk: pages of every section show them, and nobody else looks first.

        Who holds an office may be called as somebody is who may be shown.
        """
        data: dict[str, Any] = super().clean()
        texts = rows_of(self, "words", "name", "salutation", "closing")
        refuse_beside(self, texts, partial(require_nobody_named, before=(), user=self.for_user))
        holders = rows_of(self, "holders", "name")
        refuse_beside(self, holders, partial(require_nobody_withheld_now, user=self.for_user))
        return data


class AccreditationForm(WagtailAdminModelForm):
    """One country an embassy speaks to."""

    country = country(Accreditation, "country")


class ContactForm(WagtailAdminModelForm):
    """One way to reach an office; poor health has a reason, and two people have seen what works."""

    def clean(self) -> dict[str, Any]:
        """Refuse poor health without a word of what happened, and what is no address of its kind."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("health") not in USABLE and "health" in data and not data.get("health_reason"):
            self.add_error("health_reason", gettext("Say what happened, for example “the letter came back”."))
        if data.get("kind") and data.get("value"):
            try:
                data["value"] = checking.contact(data["kind"], data["value"])
            except checking.Unfit as unfit:
                self.add_error("value", str(unfit))
            self._look_twice(data)
        return data

    def _look_twice(self, data: dict[str, Any]) -> None:
        """What is new here is not verified, whatever was chosen beside it; what was there is for somebody else to."""
        if self.instance.pk is None or _said(self.initial) != _said(data):
            second_look.written(self.instance, by=self.for_user.pk)
            data["checked_on"] = None
            if data.get("health") == ContactHealth.OK:
                data["health"] = ContactHealth.UNVERIFIED
        elif data.get("health") == ContactHealth.OK:
            try:
                second_look.confirmed(self.instance, by=self.for_user.pk)
            except Refused as refusal:
                self.add_error("health", str(refusal))


def _said(way: dict[str, Any]) -> tuple[str, str]:
    kind, value = str(way["kind"]), str(way.get("value", ""))
    try:
        return kind, checking.contact(kind, value)
    except checking.Unfit:
        return kind, value


CONTACT_FIELDS = ("kind", "value", "order", "health", "health_reason", "checked_on", "note")


def _country(code: str) -> str:
    return countries.name(code, said.reader()) if code else ""


def _health(contact: ContactPoint) -> str:
    if contact.usable != (contact.health in USABLE):
        return gettext("New: not used until somebody else has checked it")
    if not contact.health_reason:
        return contact.get_health_display()
    # Translators: a state such as "Bounced" and what happened, such as "no such mailbox".
    return gettext("%(state)s: %(reason)s") % {"state": contact.get_health_display(), "reason": contact.health_reason}


class OfficeList(List):
    """Offices, and the way to bring many in at once."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """A new one, or a table of them."""
        table = HeaderButton(_("Import offices"), url=reverse("desk_offices_import"), icon_name="upload")
        return [*super().header_buttons, table]


class OfficeViewSet(DeskViewSet):
    """Offices."""

    model = Office
    name = "offices"
    icon = "site"
    menu_label = _("Offices")
    menu_order = 120
    add_to_admin_menu = True
    index_view_class = OfficeList
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel(name) for name in ("key", "kind", "portfolio", "territory", "seat")],
                heading=_("The office"),
            ),
            words("name", "salutation", "closing", heading=_("Name and forms of address, one row a language")),
            FieldPanel("preferred_languages"),
            Rows(
                "holders",
                panels=[FieldPanel(name) for name in ("name", "since", "until")],
                heading=_("Who held it"),
                label=_("office holder"),
            ),
            Rows(
                "contact_points",
                panels=[FieldPanel(name) for name in CONTACT_FIELDS],
                heading=_("Ways to reach it"),
                label=_("contact point"),
                form_class=ContactForm,
            ),
            MultiFieldPanel(
                [FieldPanel("timezone"), FieldPanel("office_hours")],
                heading=_("When somebody is there"),
            ),
            Rows(
                "accreditations",
                panels=[FieldPanel(name) for name in ("country", "since", "until")],
                heading=_("Of an embassy: the countries it is accredited to, its own seat among them"),
                label=_("accreditation"),
                form_class=AccreditationForm,
            ),
        ],
        base_form_class=OfficeForm,
    )
    fetched = ("words", "contact_points")
    search_fields = ["key", "words__name", "holders__name", "contact_points__value"]
    list_filter = ["kind", "territory"]
    list_display = [
        TitleColumn("name", label=_("Office"), accessor=said.name, url_name="offices:edit"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("territory", label=_("Country"), accessor=lambda row: _country(row.territory), sort_key="territory"),
        Column("seat", label=_("Where it stands"), accessor=lambda row: _country(row.seat), sort_key="seat"),
        Column("ways", label=_("Ways that work"), accessor=lambda row: _ways(row)),
    ]


def _ways(office: Office) -> str:
    points = office.contact_points.all()
    usable = sum(point.usable for point in points)
    # Translators: how many of an office's addresses and numbers can be used, such as "3 of 4".
    return gettext("%(usable)s of %(all)s") % {"usable": usable, "all": len(points)}


class ContactsInDoubt(List):
    """The queue: what bounced, is blocked or waits for a second look, and what nobody has checked for a year."""

    page_title = _("Channels that need a look")

    def get_base_queryset(self) -> Any:
        """Only what needs a look, what came back first."""
        if not self.permission_policy.user_has_any_permission(self.request.user, self.any_permission_required):
            return ContactPoint.objects.none()
        return in_need_of_a_look(clock.today()).select_related("office").prefetch_related(*self.fetched)


class ContactViewSet(DeskViewSet):
    """Ways to offices that need a look."""

    model = ContactPoint
    name = "contact-points"
    icon = "warning"
    menu_label = pgettext_lazy("menu; short", "Channels to check")
    menu_order = 121
    add_to_admin_menu = True
    views = ("index", "index_results", "edit")
    index_view_class = ContactsInDoubt
    edit_handler = ObjectList([FieldPanel(name) for name in CONTACT_FIELDS], base_form_class=ContactForm)
    fetched = ("office__words",)
    search_fields = ["value", "office__key"]
    list_filter = ["kind", "health"]
    list_display = [
        TitleColumn("office", label=_("Office"), accessor=lambda row: said.name(row.office),
                    url_name="contact-points:edit"),
        Column("kind", label=_("Way"), accessor="get_kind_display", sort_key="kind"),
        Column("value", label=_("Address, number or handle"), accessor="value"),
        Column("health", label=_("Health"), accessor=_health, sort_key="health"),
        Column("checked_on", label=_("Last checked"), accessor=lambda row: said.day(row.checked_on),
               sort_key="checked_on"),
    ]  # fmt: skip


class RouteForm(WagtailAdminModelForm):
    """What is known of the post between two countries."""

    from_country = country(PostRoute, "from_country")
    to_country = country(PostRoute, "to_country")

    def clean(self) -> dict[str, Any]:
        """Refuse a source that names somebody at risk."""
        data: dict[str, Any] = super().clean()
        refuse_beside(self, [(self, "source")], partial(require_nobody_named, before=(), user=self.for_user))
        return data


class RouteList(List):
    """Routes, and the way to bring many in at once."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """A new one, or a table of them."""
        table = HeaderButton(_("Import routes of the post"), url=reverse("desk_routes_import"), icon_name="upload")
        return [*super().header_buttons, table]


class RouteViewSet(DeskViewSet):
    """Routes of the post."""

    model = PostRoute
    name = "routes"
    icon = "mail"
    menu_label = _("Routes of the post")
    menu_order = 122
    add_to_admin_menu = True
    index_view_class = RouteList
    edit_handler = ObjectList(
        [FieldPanel(name) for name in
         ("from_country", "to_country", "state", "since", "until", "source", "checked_on")],
        base_form_class=RouteForm,
    )  # fmt: skip
    search_fields = ["source"]
    list_filter = ["state", "to_country"]
    list_display = [
        TitleColumn("to_country", label=_("To"), accessor=lambda row: _country(row.to_country),
                    url_name="routes:edit", sort_key="to_country"),
        Column("from_country", label=_("From"), accessor=lambda row: _from(row), sort_key="from_country"),
        Column("state", label=_("What is known"), accessor="get_state_display", sort_key="state"),
        Column("since", label=_("Since"), accessor=lambda row: said.day(row.since), sort_key="since"),
        Column("until", label=_("Until"), accessor=lambda row: said.day(row.until), sort_key="until"),
        Column("checked_on", label=_("Last checked"), accessor=lambda row: said.day(row.checked_on),
               sort_key="checked_on"),
    ]  # fmt: skip


def _from(route: PostRoute) -> str:
    # Translators: where letters come from: from any country at all.
    return _country(route.from_country) or pgettext("from", "Every country")
