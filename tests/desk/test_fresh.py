"""What a session alone does not open: doors that ask again who it is, and that then do what they say."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.desk.rows import FACTORIES, Place
from tests.desk.world import AT, PASSWORD, World, person
from tests.world.acts import an_act

from openletter.actions.models import ActionTaken
from openletter.desk.doors import DOORS, Ways
from openletter.desk.doors.addresses import addresses
from openletter.kernel.models import AuditEntry
from openletter.sections.models import Membership
from openletter.supporters.operations import new_section_key

FRESH = [address for address in addresses() if address.name in DOORS and DOORS[address.name].fresh]
RECORDS, MINUTE = "account_authentication_methods", 60
WHY = {"why": "question", "words": "She wrote to us", "reason": "She wrote to us", "roles": ["editor"]}


@pytest.fixture
def desk(desk: World) -> World:
    """With keys, so that acts can be sealed."""
    for section in (desk.own, desk.other):
        new_section_key(section, AT)
    return desk


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Limits on proving are kept in the cache; each test begins without."""
    cache.clear()


def grown_old(client: Client, minutes: int) -> Client:
    """The same session, as long after it was last proven."""
    session = client.session
    session[RECORDS] = [{**record, "at": time.time() - minutes * MINUTE} for record in session[RECORDS]]
    session.save()
    return client


def asked(answer: Any) -> str:
    """Where the person is led once they have proven it; nothing where they were not asked."""
    to = urlsplit(answer.headers.get("Location", ""))
    return parse_qs(to.query)["next"][0] if to.path == reverse("account_reauthenticate") else ""


def confirm(client: Client, back: str) -> Any:
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": back})


def test_the_doors_that_ask_again_are_these() -> None:
    assert {address.name for address in FRESH} == {
        "desk_act_open", "desk_acts_person", "desk_acts_person_hand_out", "desk_acts_person_take_back",
        "desk_names_change", "desk_names_take_out", "desk_invalidation_change", "desk_audit_export",
        "desk_invite", "desk_person", "desk_take_role", "desk_send_link", "desk_end_sessions", "desk_take_factor",
        "desk_close_account", "desk_let_go_on", "desk_vouch",
    }  # fmt: skip


def test_an_old_session_is_asked_at_each_of_them_and_nothing_happens(desk: World, client: Client) -> None:
    user = person("Sup", is_superuser=True, is_staff=True)
    client.force_login(user)
    place = Place(desk.own, desk.case, desk.action, user)
    rows = {row: FACTORIES[row](place) for row in sorted({DOORS[address.name].row for address in FRESH} - {""})}
    urls = [(address, address.url(rows.get(DOORS[address.name].row, {}))) for address in FRESH]
    before = AuditEntry.objects.count(), Membership.objects.count()
    for address, url in urls:
        grown_old(client, 16)
        if DOORS[address.name].ways is Ways.BOTH:
            assert asked(client.get(url)) == url, address.name
        back = asked(grown_old(client, 31).post(url, WHY))
        assert back == url or DOORS[address.name].ways is Ways.DO, address.name
        assert client.get(back).status_code != 405, address.name
    assert (AuditEntry.objects.count(), Membership.objects.count()) == before


def test_a_session_that_knows_of_no_proof_is_asked(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    session = client.session
    del session[RECORDS]
    session.save()
    assert asked(client.get(reverse("desk_invite"))) == reverse("desk_invite")


def test_who_confirms_with_the_password_does_what_they_came_for(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    bea = person("Bea", "editor", desk.own)
    url = reverse("desk_person", args=[bea.pk])
    back = asked(grown_old(client, 60).get(url))
    wrong = client.post(reverse("account_reauthenticate"), {"password": "not this one", "next": back})
    assert wrong.status_code == 200
    assert asked(client.get(url)), "a wrong password proves nothing"
    assert confirm(client, back).headers["Location"] == url
    client.post(url, {"section": desk.own.pk, "roles": ["translator"]})
    assert bea.memberships.filter(role="translator").exists()


def test_an_authenticator_app_proves_it_as_well(desk: World, client: Client) -> None:
    ada, secret = person("Ada", "admin", desk.own), generate_totp_secret()
    TOTP.activate(ada, secret)
    client.force_login(ada)
    back, way = asked(grown_old(client, 60).get(reverse("desk_invite"))), reverse("mfa_reauthenticate")
    assert f'href="{way}?next=' in client.get(f"{reverse('account_reauthenticate')}?next={back}").content.decode()
    assert "entrance-form" in client.get(f"{way}?next={back}").content.decode()
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post(way, {"code": code, "next": back}).headers["Location"] == back
    assert client.get(back).status_code == 200


def test_what_was_typed_within_half_an_hour_is_taken(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    bea = person("Bea", "editor", desk.own)
    url = reverse("desk_person", args=[bea.pk])
    grown_old(client, 29).post(url, {"section": desk.own.pk, "roles": ["translator"]})
    assert bea.memberships.filter(role="translator").exists()


def test_an_act_stays_shut_until_it_is_proven_who_opens_it(desk: World, client: Client) -> None:
    act = an_act(desk.action)
    client.force_login(person("Dpo", "dpo_auditor", desk.own))
    page, url = reverse("desk_act", args=[act]), reverse("desk_act_open", args=[act])
    shown = grown_old(client, 60).get(page).content.decode()
    assert url not in shown, "no reason is typed in vain"
    assert f"{reverse('account_reauthenticate')}?next=" in shown
    back = asked(client.post(url, WHY, headers={"referer": "http://testserver" + page + "?from=list"}))
    assert back == page + "?from=list"
    told = client.get(reverse("account_reauthenticate") + "?next=" + back).content.decode()
    assert "Nothing was done yet." in told
    assert not AuditEntry.objects.filter(verb="act.open").exists()
    confirm(client, back)
    assert url in client.get(back).content.decode()
    opened = client.post(url, WHY)
    assert (opened.status_code, ActionTaken.objects.get(pk=act).pk) == (200, act)
    assert "Rim Bensaid" in opened.content.decode()


def test_a_page_elsewhere_is_no_way_back(desk: World, client: Client) -> None:
    act = an_act(desk.action)
    client.force_login(person("Dpo", "dpo_auditor", desk.own))
    answer = grown_old(client, 60).post(
        reverse("desk_act_open", args=[act]), WHY, headers={"referer": "https://elsewhere.example/desk/"}
    )
    assert asked(answer) == reverse("desk_act", args=[act])


def test_signing_in_by_the_page_is_a_proof(desk: World, client: Client) -> None:
    person("Ada", "admin", desk.own)
    client.post(reverse("account_login"), {"login": "ada@example.org", "password": PASSWORD})
    assert client.get(reverse("desk_invite")).status_code == 200


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_that_asks_is_the_sheet_of_the_way_in(
    desk: World, client: Client, language: str, direction: str
) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    shown = client.get(reverse("account_reauthenticate"), headers={"accept-language": language}).content.decode()
    assert f'dir="{direction}"' in shown
    assert shown.count("<h1") == 1
    assert 'class="entrance-form"' in shown
    assert 'for="id_password"' in shown
