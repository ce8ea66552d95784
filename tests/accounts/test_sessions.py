"""Where people are signed in: written down without an address, and ended by them or by an administrator."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.desk.world import PASSWORD, person, section

from openletter.accounts import sessions
from openletter.accounts.models import SignIn, User
from openletter.accounts.operations import close_account
from openletter.kernel.audit import SYSTEM
from openletter.kernel.clock import now
from openletter.kernel.models import AuditEntry

PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Limits on signing in are kept in the cache; each test begins without."""
    cache.clear()


def signed_in(agent: str = PHONE, password: str = PASSWORD) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": "ada@example.org", "password": password})
    return client


def comes_in(client: Client) -> bool:
    return client.get("/desk/signed-in/").status_code == 200


@pytest.fixture
def ada(db: None) -> User:
    return person("Ada", "admin")


def test_the_device_is_known_in_two_words_and_the_network_not_at_all(ada: User) -> None:
    client = signed_in()
    row = SignIn.objects.get()
    assert (row.user, row.browser, row.system) == (ada, "Chrome", "Android")
    assert "127.0.0.1" not in str(list(SignIn.objects.values()))
    page = client.get("/desk/signed-in/").content.decode()
    assert "Chrome on Android" in page
    assert "this one" in page


def test_one_ends_a_session_elsewhere_and_then_all_others(ada: User) -> None:
    here, there, further = (signed_in() for _number in range(3))
    lost = SignIn.objects.get(key=there.session.session_key)
    here.post(reverse("desk_sign_in_end", args=[lost.pk]))
    assert (comes_in(here), comes_in(there), comes_in(further)) == (True, False, True)
    here.post(reverse("desk_sign_ins_end_others"))
    assert (comes_in(here), comes_in(further)) == (True, False)
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["session.end", "session.end"]


def test_an_administrator_ends_them_and_a_closed_account_has_none(ada: User) -> None:
    place = section()
    chief = Client()
    chief.force_login(person("Bea", "admin", place))
    cyd = person("Cyd", "editor", place)
    client = Client()
    client.post(reverse("account_login"), {"login": "cyd@example.org", "password": PASSWORD})
    assert comes_in(client)
    chief.post(reverse("desk_end_sessions", args=[cyd.pk]))
    assert not comes_in(client)
    client.post(reverse("account_login"), {"login": "cyd@example.org", "password": PASSWORD})
    close_account(user=cyd, actor=SYSTEM, at=now(), reason="left")
    assert not Session.objects.filter(session_key=client.session.session_key).exists()
    assert not cyd.sign_ins.exists()


def test_a_new_password_ends_every_other_session_and_keeps_this_one(ada: User) -> None:
    here, there = signed_in(), signed_in()
    new = "stamp ink paper letter envelope"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (comes_in(here), comes_in(there)) == (True, False)
    assert [row.key for row in sessions.of_person(ada, at=now())] == [here.session.session_key]


def test_what_has_run_out_is_forgotten(ada: User) -> None:
    signed_in()
    assert sessions.forget_ended(now()) == 0
    assert sessions.forget_ended(now() + timedelta(days=2)) == 1
    assert not SignIn.objects.exists()


def test_wrong_passwords_are_counted_until_nobody_may_try(ada: User) -> None:
    for _try in range(6):
        signed_in(password="not this one")
    assert not comes_in(signed_in()), "the right password comes too late"
