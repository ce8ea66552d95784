"""The desk's menu: our own ways, a few plain groups, and in each only what a person's work needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse_lazy as to
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from openletter.sections.access import Right, may

FEW = 6  # as many stand side by side and need no groups


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the menu that unfolds: its name, and the names of what stands in it, in that order."""

    name: str
    label: str | Promise
    icon: str
    order: int
    holds: tuple[str, ...]


GROUPS = (
    Group(
        "campaign",
        pgettext_lazy("group of the desk's menu: what we ask for, and for whom", "Campaign"),
        "thumbtack",
        100,
        ("cases", "actions", "translations", "offered", "urgent", "campaigns"),
    ),
    Group(
        "supporters",
        pgettext_lazy("group of the desk's menu: what people did and wrote", "Supporters"),
        "comment",
        120,
        ("messages", "acts", "abuse", "ledger", "handovers"),
    ),
    Group(
        "directory",
        pgettext_lazy("group of the desk's menu: whom we write to", "Officials"),
        "glasses",
        140,
        ("letters", "answers", "lobby-contacts", "representatives", "offices", "contact-points", "routes"),
    ),
    Group(
        "public-site",
        pgettext_lazy("group of the desk's menu: the pages readers see", "Site"),
        "site",
        160,
        ("stories", "site", "explorer", "images", "documents", "look"),
    ),
    Group(
        "house",
        pgettext_lazy("group of the desk's menu: staff, rules and the audit", "House"),
        "cogs",
        300,
        ("sections", "staff", "audit", "openings", "reasons", "settings"),
    ),
)
ALONE = ("publish", "figures", "work", "account")
NAMES = frozenset(ALONE) | {name for group in GROUPS for name in group.holds}


class Way(MenuItem):
    """A way to a screen of ours, shown to who holds one of its rights in any section."""

    def __init__(
        self, name: str, label: str | Promise, address: str | Promise, icon: str, order: int, *rights: Right
    ) -> None:
        super().__init__(label, address, name=name, icon_name=icon, order=order)
        self.rights = rights

    def is_shown(self, request: Any) -> bool:
        """Whether the person holds one of them."""
        return any(may(request.user, right) for right in self.rights)


# What leads to screens of ours beside the lists, which bring their own; `order` counts where a menu stays flat.
WAYS = (
    Way("publish", _("Publish an action"), to("desk_publish"), "edit", 90, Right.EDIT_ACTIONS),
    Way("offered", _("Offered actions"), to("desk_offered"), "download", 111, Right.EDIT_ACTIONS),
    # Translators: in the menu; the sheet is that of an urgent action.
    Way("urgent", _("Import a sheet"), to("desk_sheet_import"), "upload", 112, Right.EDIT_ACTIONS),
    Way("translations", _("Translations"), to("desk_translations"), "wagtail-localize-language", 115,
        Right.REVIEW_WORDS),
    Way("messages", _("Messages to people"), to("desk_messages"), "comment", 125, Right.MODERATE, Right.BUNDLES),
    Way("stories", _("Stories"), to("desk_stories"), "doc-full", 126, Right.SITE, Right.RELEASE),
    Way("site", _("Home and pages"), to("desk_site"), "home", 127, Right.SITE),
    Way("abuse", _("Floods and falsified numbers"), to("desk_abuse"), "warning", 128, Right.ABUSE),
    Way("acts", _("Acts"), to("desk_acts"), "search", 138, Right.ACTS),
    Way("handovers", _("Hand-overs"), to("desk_handovers"), "doc-full", 142, Right.DELIVER),
    Way("figures", _("Figures"), to("desk_figures"), "table", 150, Right.FIGURES),
    Way("staff", _("Staff"), to("desk_staff"), "group", 205, Right.STAFF),
    Way("look", _("The look of our pages"), "/look/", "view", 900, Right.SITE),
)  # fmt: skip


def grouped(request: Any, items: list[MenuItem]) -> list[MenuItem]:
    """The same items in their groups. A menu of `FEW` items stays flat, and a group of one is that item.

    What no group holds stands by itself; Wagtail's settings are laid into the group that holds them.
    """
    if len(items) <= FEW:
        return items
    known = {item.name: item for item in items}
    placed = {name for group in GROUPS for name in group.holds}
    return [item for item in items if item.name not in placed] + [
        made for group in GROUPS if (made := _made(group, request, known))
    ]


def _made(group: Group, request: Any, known: dict[str, MenuItem]) -> MenuItem | None:
    held = [item for name in group.holds if name in known for item in _laid_open(known[name], request)]
    if not held:
        return None
    if len(held) == 1:
        return held[0]
    inner = _InOrder(items=held)
    return SubmenuMenuItem(group.label, inner, name=group.name, icon_name=group.icon, order=group.order)


def _laid_open(item: MenuItem, request: Any) -> list[MenuItem]:
    """The item, or what a submenu of it holds: a menu is two levels deep and no deeper."""
    return sorted(item.menu.menu_items_for_request(request), key=lambda one: one.order) if _unfolds(item) else [item]


def _unfolds(item: MenuItem) -> bool:
    return isinstance(item, SubmenuMenuItem)


class _InOrder(Menu):
    """Items in the order they were given, whatever their own order in a flat menu would be; all were asked already."""

    def render_component(self, request: Any) -> list[Any]:
        """Each item's entry."""
        return [item.render_component(request) for item in self.initial_menu_items]
