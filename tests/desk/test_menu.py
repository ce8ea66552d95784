"""The desk's menu: what each role's work needs, in groups, and no more."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from tests.desk.world import World, person
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from openletter.sections.rules import Role


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("translator", {"cases", "translations", "actions", "ledger", "lobby-contacts"}),
        (
            "dpo_auditor",
            {"figures", "acts", "cases", "actions", "ledger", "lobby-contacts", "audit", "openings"},
        ),
        (
            "editor",
            {
                "publish",
                "figures",
                "look",
                "cases",
                "actions",
                "translations",
                "acts",
                "ledger",
                "offices",
                "contact-points",
                "routes",
                "letters",
                "answers",
                "campaigns",
                "representatives",
                "offered",
                "urgent",
                "lobby-contacts",
                "stories",
                "site",
            },
        ),
    ],
)
def test_the_menu_holds_what_the_role_needs(desk: World, client: Client, role: str, shown: set[str]) -> None:
    client.force_login(person("Ada", role, desk.own))
    request = client.get("/desk/").wsgi_request
    # Built afresh, as in a process whose first visitor reads Arabic: names must not hang on the language.
    with translation.override("ar"):
        assert {item.name for item in _flat(_menu().menu_items_for_request(request))} == shown


def _menu() -> Menu:
    return Menu(register_hook_name="register_admin_menu_item", construct_hook_name="construct_main_menu")


def _flat(items: list[MenuItem]) -> list[MenuItem]:
    """What the menu leads to, whatever group it stands in."""
    return [one for item in items for one in (item.menu.initial_menu_items if _is_group(item) else [item])]


def _is_group(item: MenuItem) -> bool:
    return isinstance(item, SubmenuMenuItem)


SHORT = 9  # entries; more is a list to be searched


@pytest.mark.parametrize("role", [*Role.values, "superuser"])
def test_the_menu_is_short_for_each_role(desk: World, client: Client, role: str) -> None:
    superuser = role == "superuser"
    rights = {"is_superuser": True, "is_staff": True} if superuser else {}
    client.force_login(person("Ada", None if superuser else role, **rights))
    items = _menu().menu_items_for_request(client.get("/desk/").wsgi_request)
    assert len(items) <= SHORT
    assert all(len(item.menu.initial_menu_items) > 1 for item in items if _is_group(item))
    leads = [item.name for item in _flat(items)]
    assert len(leads) == len(set(leads))
    assert not any(_is_group(item) for item in _flat(items)), "two levels and no more"


def test_the_menu_of_an_editor_stands_in_groups_in_the_order_of_the_work(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "editor", desk.own))
    shown = _menu().render_component(client.get("/desk/").wsgi_request)
    assert [item.name for item in shown][:4] == ["publish", "campaign", "supporters", "directory"]
    campaign = shown[1]
    assert [item.name for item in campaign.menu_items] == [
        "cases", "actions", "translations", "offered", "urgent", "campaigns",
    ]  # fmt: skip


def test_a_translator_reads_a_menu_without_groups(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "translator", desk.own))
    assert not any(_is_group(item) for item in _menu().menu_items_for_request(client.get("/desk/").wsgi_request))
