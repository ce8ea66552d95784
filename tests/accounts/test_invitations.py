"""From an invitation to a password of one's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.desk.world import AT, person

from openletter.accounts.models import User
from openletter.accounts.operations import close_account, open_account, password_link, reopen_account
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused

WEEKLY = "a letter every week"
NEW = {"email": "Bea@Example.org", "first_name": "Bea", "last_name": "Brontë", "actor": SYSTEM, "at": AT}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Limits on signing in are kept in the cache; each test begins without."""
    cache.clear()


def _set_password(client: Client, link: str, password: str = WEEKLY) -> Any:
    form = client.get(link, follow=True)
    url = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(url, {"password1": password, "password2": password})


def test_a_new_account_is_of_no_use_until_its_password_is_set(client: Client, db: None) -> None:
    user = open_account(**NEW)
    assert user.email == "bea@example.org"
    assert not user.has_usable_password()
    entry = AuditEntry.objects.get()
    assert entry.verb == "account.open"
    assert "password" not in str(entry.after)
    assert _set_password(client, password_link(user)).status_code == 302
    user.refresh_from_db()
    assert user.check_password(WEEKLY)


def test_the_link_works_once(client: Client, db: None) -> None:
    user = open_account(**NEW)
    link = password_link(user)
    _set_password(client, link)
    _set_password(Client(), link, "another one entirely")
    user.refresh_from_db()
    assert user.check_password(WEEKLY)


def test_a_known_address_is_refused_however_it_is_written(db: None) -> None:
    open_account(**NEW)
    with pytest.raises(Refused):
        open_account(**NEW | {"email": " bea@EXAMPLE.org"})


def test_a_closed_account_cannot_sign_in_and_can_be_opened_again(client: Client, db: None) -> None:
    ada = person("Ada", "admin")
    client.force_login(ada)
    close_account(user=ada, actor=SYSTEM, at=AT, reason="Left")
    assert client.get("/desk/").status_code == 302
    reopen_account(user=ada, actor=SYSTEM, at=AT, reason="Back")
    assert User.objects.get().is_active
    assert list(AuditEntry.objects.order_by("pk").values_list("reason", flat=True)) == ["Left", "Back"]


def test_nobody_closes_their_own_account(db: None) -> None:
    ada = person("Ada", "admin")
    with pytest.raises(Refused):
        close_account(user=ada, actor=Actor(ada.pk, "Ada"), at=AT, reason="Oops")


def test_a_forgotten_password_is_answered_alike_for_everybody(client: Client, db: None) -> None:
    person("Ada", "admin")
    answers = [
        client.post(reverse("account_reset_password"), {"email": e}) for e in ("ada@example.org", "no@example.org")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    links = [re.search(r"http\S+/sign-in/password/reset/key/\S+", message.body) for message in mail.outbox]
    assert sum(bool(link) for link in links) == len(mail.outbox) == 1, "an address that nobody has gets no mail"


def test_a_link_leads_to_a_password_and_on_to_signing_in(client: Client, db: None) -> None:
    person("Ada", "admin")
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    link = re.findall(r"http\S+/sign-in/password/reset/key/\S+", mail.outbox[0].body)[0]
    page = client.get(link, follow=True)
    assert "Set your password" in page.content.decode()
    short = client.post(page.redirect_chain[-1][0], {"password1": "short", "password2": "short"})
    assert "at least 12 characters" in short.content.decode()
    words = "candle-and-wire-1961"
    done = client.post(page.redirect_chain[-1][0], {"password1": words, "password2": words}, follow=True)
    assert f'href="{reverse("account_login")}"' in done.content.decode()
    assert client.login(username="ada@example.org", password=words)
    assert "This link no longer works" in client.get(link, follow=True).content.decode()
