"""The permission matrix: every address of the desk, every role, own section and another's, reading and writing.

It is made from the resolver's addresses and the table of doors (openletter/desk/doors), so a new screen without a rule
fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from pytest_django.plugin import DjangoDbBlocker
from tests.desk.conftest import two_sections
from tests.desk.knocking import at_the_door, let_in, somewhere, undrawn
from tests.desk.rows import FACTORIES, Place
from tests.desk.world import AT, World, person

from openletter.accounts.models import User
from openletter.desk.doors import DOORS, Door, Ways, Who, door_of, opens
from openletter.desk.doors.addresses import Address, addresses
from openletter.desk.doors.rows import ROWS
from openletter.kernel.models import AuditEntry
from openletter.sections.rules import Role
from openletter.supporters.operations import new_section_key

# Rows that the matrix makes bare: a person who may come in finds nothing behind these addresses, or the way back.
BARE = {
    "desk_case_photo_whole": "the case has no photo",
    "desk_proposal_picture": "no picture waits",
    "desk_action_preview_part": "the page has no such part",
    "desk_case_preview_part": "the page has no such part",
    "desk_message": "nothing was typed that could be opened",
    "desk_message_picture": "no picture came with it",
    "desk_bundle_part": "the bundle holds no letters",
    "desk_bundle_sheet": "the bundle holds no letters",
    "desk_today_group": "nothing waits",
    "desk_figures_png": "nothing was counted that could be drawn",
    "desk_work_file": "it made no file",
    "desk_picture_file": "its file is not kept",
    "wagtailimages_chooser:chosen": "its file is not kept",
    "wagtailadmin_pages:revisions_revert": "it asks for a form",
}
SOME = 3  # every so manieth shut address is sent something, too
SHUT = Door(who=Who.NOBODY)
SEEN = list(addresses())
OURS = [address for address in SEEN if address.ours and DOORS.get(address.name, SHUT).who is not Who.NOBODY]
# What of Wagtail's is open to rights in a section. Some of its views ask nobody: its doors are tried from outside.
LENT = [address for address in SEEN if not address.ours and DOORS.get(address.name, SHUT).who is Who.RIGHTS]


Made = dict[tuple[str, str], dict[str, Any]]
# Made when they are named: what belongs to whoever asks, and pictures without a file, which no list could draw.
LATE = {"own sign-in", "own work", "picture", "file of a picture"}


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, Made]]:
    """Two sections with a row of every kind each, for the whole file: by kind and section, what an address names."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = two_sections()
        for section in (world.own, world.other):
            new_section_key(section, AT)
        made = {
            (kind, place.section.key): FACTORIES[kind](place)
            for place in places(world, person("Nobody-in-particular"))
            for kind in FACTORIES.keys() - LATE
        }
        yield world, made
        transaction.set_rollback(True)


@pytest.fixture
def desk(built: tuple[World, Made], db: None) -> World:
    """The two sections; what a test changes ends with it."""
    return built[0]


@pytest.fixture
def knocks(desk: World, built: tuple[World, Made]) -> Callable[[User], Knocking]:
    """Somebody at the doors of the two sections."""
    return lambda user: Knocking(desk, built[1], user)


def places(desk: World, user: User) -> tuple[Place, Place]:
    """The one section and the other."""
    return (
        Place(desk.own, desk.case, desk.action, user),
        Place(desk.other, desk.foreign_case, desk.foreign_action, user),
    )


class Knocking:
    """Who knocks at the doors: one person, with the rows of their own section and of another."""

    def __init__(self, desk: World, made: Made, user: User) -> None:
        self.user, self._made = user, dict(made)
        self.own, self.other = places(desk, user)

    def named(self, door: Door, place: Place) -> dict[str, Any]:
        """What an address names there."""
        key = (door.row, place.section.key)
        if door.row and key not in self._made:
            self._made[key] = FACTORIES[door.row](place)
        return self._made.get(key, {})

    def rounds(self, seen: list[Address] = OURS) -> Iterator[tuple[Address, Door, str, bool]]:
        """Each address, for a row of the own section and one of the other: the URL, and whether it opens."""
        for address in seen:
            door = DOORS[address.name]
            for place in (self.own, self.other) if address.words else (self.own,):
                named = self.named(door, place)
                yield address, door, address.url(named), opens(door, self.user, named)


def test_every_address_of_the_desk_has_a_door() -> None:
    without = sorted({address.name for address in SEEN if door_of(address.name) is None})
    told = "Say who may come through: add a line for each to openletter/desk/doors/ours.py. Until then they are shut."
    assert without == [], told


def test_every_door_has_an_address() -> None:
    gone = set(DOORS) - {address.name for address in SEEN}
    assert gone == set(), "No address is called so any more: take the lines out of openletter/desk/doors."


def test_an_address_that_names_a_row_says_of_which_kind() -> None:
    bare = {address.name for address in OURS if address.words and not DOORS[address.name].row}
    assert bare == set(), "Give its door the kind of row it names (see openletter/desk/doors/rows.py)."


def test_the_matrix_can_make_a_row_of_every_kind() -> None:
    assert set(ROWS) == set(FACTORIES), "Add a factory for the new kind of row to tests/desk/rows.py."
    assert {door.row for door in DOORS.values() if door.row} <= set(ROWS)


type Knocks = Callable[[User], Knocking]
ROLES = [*((role, where) for role in Role.values for where in ("own", "everywhere")), ("superuser", "everywhere")]


def _somebody(desk: World, role: str, where: str) -> User:
    if role == "superuser":
        return person("Sup", is_superuser=True, is_staff=True)
    return person("Ada", role, desk.own if where == "own" else None)


@pytest.mark.parametrize(("role", "where"), ROLES)
def test_each_view_opens_as_its_door_says_and_no_further(desk: World, knocks: Knocks, role: str, where: str) -> None:
    """The views asked with no door before them: the table and the code must agree, in both directions.

    Each role has the screens of its section drawn; the same screens of all sections are drawn for a superuser.
    """
    knocking = knocks(_somebody(desk, role, where))
    with undrawn() if where == "everywhere" and role != "superuser" else nullcontext():
        _ask_each_view(knocking)


def _ask_each_view(knocking: Knocking) -> None:
    wrong, refused = [], []
    for address, door, url, may in knocking.rounds():
        if not may:
            refused.append(url)
        if "GET" in door.ways.value and not (may and address.name in BARE):
            wrong += [(address.name, url, may)] if let_in(url, knocking.user) != may else []
    assert wrong == [], "address, URL, what its door says"
    before = AuditEntry.objects.count()
    assert [url for url in refused if let_in(url, knocking.user, "POST")] == []
    assert AuditEntry.objects.count() == before


def _shut_to(knocking: Knocking) -> Iterator[tuple[str, Door, str]]:
    """What stays shut to a person, of our screens and of those lent: name, door and URL."""
    for address, door, url, may in (*knocking.rounds(), *knocking.rounds(LENT)):
        if not may:
            yield address.name, door, url


@pytest.mark.parametrize("role", Role.values)
def test_each_door_stays_shut_to_the_roles_it_does_not_know(desk: World, knocks: Knocks, role: str) -> None:
    """What the middleware asks for each request, asked by itself: a role meets the door, whatever the view says."""
    knocking = knocks(person("Ada", role, desk.own))
    for name, door, url in _shut_to(knocking):
        for method in ("GET", "POST"):
            answer = at_the_door(url, knocking.user, method)
            assert answer is not None, (name, method)
            assert _shut(answer, door), (name, method)


def test_the_doors_stand_before_the_views(desk: World, knocks: Knocks, client: Client) -> None:
    """Each address shut to anybody, asked through all that a request goes through, by somebody it is shut to."""
    asked: set[str] = set()
    for role in (Role.PARTNER_READER, *Role):  # few doors open to partners: most are asked by one person
        with transaction.atomic():
            asked |= _ask_through_everything(knocks(person("Ada", role, desk.own)), client, asked)
            transaction.set_rollback(True)
    assert len(asked) > len(OURS) / 2, "most of ours are shut to somebody"


def _ask_through_everything(knocking: Knocking, client: Client, asked: set[str]) -> set[str]:
    client.force_login(knocking.user)
    fresh = [(name, door, url) for name, door, url in _shut_to(knocking) if name not in asked]
    before = AuditEntry.objects.count()
    for number, (name, door, url) in enumerate(fresh):
        assert _shut(client.get(url), door), name
        assert number % SOME or _shut(client.post(url, {"reason": "x"}), door), name
    assert AuditEntry.objects.count() == before
    return {name for name, _door, _url in fresh}


def _shut(answer: Any, door: Door) -> bool:
    """Whether the door stayed shut: the page is not there, or there is another way."""
    led = bool(door.instead) and answer.headers.get("Location", "").startswith(reverse(door.instead))
    return led or answer.status_code == 404


def test_what_is_lent_of_wagtail_opens_to_who_writes_for_the_site(desk: World, knocks: Knocks, client: Client) -> None:
    knocking = knocks(person("Ada", "editor", desk.own))
    client.force_login(knocking.user)
    for address, _door, url, may in knocking.rounds(LENT):
        if may and address.name not in BARE:
            answer = client.get(url)
            assert answer.status_code in (200, 302), address.name
            assert answer.headers.get("Location") != reverse("wagtailadmin_home"), address.name


def test_what_is_only_read_takes_no_post_and_a_deed_no_get(desk: World, knocks: Knocks, client: Client) -> None:
    knocking = knocks(_somebody(desk, "superuser", "everywhere"))
    client.force_login(knocking.user)
    for address, door, url, _may in knocking.rounds():
        if door.ways is Ways.READ:
            assert client.post(url).status_code == 405, address.name
        elif door.ways is Ways.DO:
            assert client.get(url).status_code == 405, address.name


def test_nobody_comes_in_without_a_session_or_a_role(desk: World, client: Client) -> None:
    for signed_in in (False, True):
        if signed_in:
            client.force_login(person("Nobody"))
        for address in SEEN:
            door, answer = door_of(address.name), client.get(somewhere(address))
            if door and door.who in (Who.ANYBODY, Who.NOBODY):
                continue
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/sign-in/login/"), address


def test_wagtails_own_screens_are_shut_to_every_role(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "admin"))
    for address in SEEN:
        url = somewhere(address)
        # Some of Wagtail's addresses cannot be reached: one of ours answers before them.
        door = door_of(resolve(url).view_name)
        if door and door.who in (Who.SUPERUSERS, Who.NOBODY) and not door.instead:
            assert client.get(url).status_code == 404, address
            assert client.post(url).status_code == 404, address


def _lets_in(client: Client, url: str) -> bool:
    """Whether the page is shown."""
    return client.get(url).status_code == 200


def test_two_roles_add_up_but_only_where_they_are_held(desk: World, client: Client) -> None:
    ada = person("Ada", "editor", desk.own)
    ada.memberships.create(section=desk.other, role="approver")
    client.force_login(ada)
    assert _lets_in(client, reverse("actions:edit", args=[desk.action.pk]))
    assert not _lets_in(client, reverse("actions:edit", args=[desk.foreign_action.pk]))
    assert _lets_in(client, reverse("desk_action_approve", args=[desk.foreign_action.pk]))
    assert not _lets_in(client, reverse("desk_action_approve", args=[desk.action.pk]))


def test_without_a_role_nobody_comes_in(desk: World, client: Client) -> None:
    assert client.get("/desk/").headers["Location"].startswith("/sign-in/login/")
    client.force_login(person("Ada"))
    assert client.get("/desk/").status_code == 302
    gone = person("Bea", "admin")
    client.force_login(gone)
    gone.is_active = False
    gone.save()
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["users/", "users/new/", "users/edit/1/", "groups/", "groups/new/", "workflows/list/", "password_reset/",
     "bulk/accounts/user/delete/"],
)  # fmt: skip
def test_wagtails_own_accounts_are_shut_even_for_superusers(desk: World, client: Client, path: str) -> None:
    client.force_login(person("Sup", is_superuser=True, is_staff=True))
    assert client.get(f"/desk/{path}").status_code == 404
    assert client.post(f"/desk/{path}").status_code == 404


def test_there_is_one_way_to_sign_in(client: Client, db: None) -> None:
    answer = client.get("/desk/login/?next=/desk/audit/")
    assert answer.headers["Location"] == "/sign-in/login/?next=/desk/audit/"
    person("Ada", "admin")
    client.post("/desk/login/", {"username": "ada@example.org", "password": "paper ink stamp letter"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path", ["api/main/pages/", "api/main/images/", "api/main/documents/", "reports/site-history/", "tag-autocomplete/"]
)
def test_wagtails_own_lists_show_no_other_sections_pages(desk: World, client: Client, path: str) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    assert client.get(f"/desk/{path}").status_code == 404


def test_who_sets_a_link_types_an_address_and_does_not_walk_every_sections_tree(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "translator", desk.own))
    for path in ("", "search/", "1/", "chosen-multiple/"):
        answer = client.get(f"/desk/choose-page/{path}?allow_external_link=true")
        assert answer.headers["Location"] == "/desk/choose-external-link/?allow_external_link=true"
    assert client.get(answer.headers["Location"]).status_code == 200
