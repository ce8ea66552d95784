"""The second factor: asked for at the door, and the desk shut until it is there where the installation asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from tests.desk.world import PASSWORD, person

from openletter.accounts import urls


@pytest.fixture
def required(settings: Any) -> None:
    """An installation that asks for a second factor."""
    settings.ENV = replace(settings.ENV, require_two_factor=True)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Limits on signing in are kept in the cache; each test begins without."""
    cache.clear()


def _code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def _sign_in(client: Client, email: str = "ada@example.org", password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login") + "?next=/desk/", {"login": email, "password": password})


def _secret(client: Client) -> str:
    """The secret on the page; changing factors asks for the password again first."""
    assert client.get(reverse("mfa_activate_totp")).headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return _shown(client)


def _shown(client: Client) -> str:
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    return str(re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)[1])  # type: ignore[index]


def test_staff_sign_in_with_address_and_password(client: Client, db: None) -> None:
    person("Ada", "editor")
    assert _sign_in(client).headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_a_wrong_password_says_nothing_of_whether_there_is_an_account(client: Client, db: None) -> None:
    person("Ada", "editor")
    known = _sign_in(client, password="not this one").content.decode()
    unknown = _sign_in(client, email="nobody@example.org").content.decode()
    told = [re.search(r'class="entrance-fault"[^>]*>\s*(?:<p>)?([^<]+)', page)[1] for page in (known, unknown)]  # type: ignore[index]
    assert told[0] == told[1]


@pytest.mark.parametrize("page", ["/desk/", "/desk/cases/", "/desk/audit/", "/desk/account/"])
def test_the_desk_is_shut_without_the_second_factor(client: Client, db: None, required: None, page: str) -> None:
    client.force_login(person("Ada", "admin"))
    answer = client.get(page)
    assert answer.headers["Location"] == reverse("mfa_index")
    assert "Set up a second factor first" in client.get(reverse("mfa_index")).content.decode()


def test_a_script_is_refused_rather_than_led_astray(client: Client, db: None, required: None) -> None:
    client.force_login(person("Ada", "admin"))
    answer = client.get("/desk/cases/results/", headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403


def test_it_is_not_asked_for_where_it_is_switched_off(client: Client, db: None) -> None:
    assert not settings.ENV.require_two_factor
    client.force_login(person("Ada", "admin"))
    assert client.get("/desk/").status_code == 200


def test_setting_up_an_authenticator_opens_the_desk(client: Client, db: None, required: None) -> None:
    person("Ada", "admin")
    _sign_in(client)
    assert client.get("/desk/").headers["Location"] == reverse("mfa_index")
    answer = client.post(reverse("mfa_activate_totp"), {"code": _code(_secret(client))})
    assert answer.status_code == 302
    assert client.get("/desk/").status_code == 200
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert client.get(reverse("mfa_view_recovery_codes")).status_code in (200, 302)


def test_from_then_on_the_code_is_asked_for_at_the_door(client: Client, db: None) -> None:
    person("Ada", "admin")
    _sign_in(client)
    secret = _secret(client)
    client.post(reverse("mfa_activate_totp"), {"code": _code(secret)})
    client.post(reverse("account_logout"))
    cache.clear()  # a code counts once; the next one would take half a minute
    assert _sign_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/desk/").headers["Location"].startswith("/sign-in/login/")
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    answer = client.post(reverse("mfa_authenticate"), {"code": _code(secret)})
    assert answer.status_code == 302
    assert client.get("/desk/").status_code == 200


def test_a_copy_of_the_database_opens_no_account(client: Client, db: None, settings: Any) -> None:
    ada = person("Ada", "admin")
    _sign_in(client)
    secret = _secret(client)
    client.post(reverse("mfa_activate_totp"), {"code": _code(secret)})
    row = Authenticator.objects.get(user=ada, type="totp")
    assert secret not in str(row.data)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-secret-" * 4
    assert decrypt(row.data["secret"]) == secret, "while a secret is being replaced the old one still reads"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        decrypt(row.data["secret"])


def test_a_recovery_code_opens_once(client: Client, db: None) -> None:
    ada = person("Ada", "admin")
    _sign_in(client)
    client.post(reverse("mfa_activate_totp"), {"code": _code(_secret(client))})
    code = Authenticator.objects.get(user=ada, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in ("/desk/", None):
        client.post(reverse("account_logout"))
        _sign_in(client)
        answer = client.post(reverse("mfa_authenticate"), {"code": code})
        assert answer.headers.get("Location") == expected


def test_passkeys_are_offered(client: Client, db: None) -> None:
    person("Ada", "admin")
    _sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


@pytest.mark.parametrize("page", ["signup/", "email/", "confirm-email/", "confirm-email/x/", "login/code/confirm/",
                                  "password/set/"])  # fmt: skip
def test_nobody_opens_an_account_or_moves_one_to_another_address(client: Client, db: None, page: str) -> None:
    client.force_login(person("Ada", "admin"))
    assert client.get(f"/sign-in/{page}").status_code == 404
    assert client.post(f"/sign-in/{page}", {"email": "mallory@example.org"}).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_way_in_speaks_the_readers_language(client: Client, db: None, language: str) -> None:
    page = client.get(reverse("account_login"), headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert "signup" not in page


@pytest.mark.parametrize(
    ("host", "says", "offers"),
    [("127.0.0.1:8000", "http://localhost:8000/sign-in/2fa/webauthn/add/", False), ("192.0.2.7", "Ask whoever", False),
     ("localhost:8000", "", True)],
)  # fmt: skip
def test_a_passkey_is_offered_where_browsers_keep_one(
    client: Client, db: None, settings: Any, host: str, says: str, offers: bool
) -> None:
    person("Ada", "editor")
    _sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_add_webauthn"), headers={"host": host}).content.decode()
    assert ('id="mfa_webauthn_add"' in page) == offers
    assert says in page
    assert "You have no passkey yet." in client.get(reverse("mfa_list_webauthn")).content.decode()


def _addresses(patterns: Any, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _addresses(each.url_patterns, address)
        else:
            yield address, each


def _leaf(client: Client, address: str) -> str:
    """The file of the template that draws an address; empty where nothing is drawn there, or no page."""
    answer = client.get(address)
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return str(answer.templates[0].origin.name) if is_page else ""


def test_no_page_of_the_way_in_is_drawn_by_the_library(client: Client, db: None) -> None:
    ada = person("Ada", "admin")
    named = {at: str(each.name) for at, each in _addresses(urls.urlpatterns, "/sign-in/") if each.name}
    passkey = Authenticator(user=ada, type="webauthn", data={"name": "Key of Ada", "credential": {}})
    drawn: dict[str, str] = {}

    def look(*only: str) -> None:
        for address, name in named.items():
            if "(" not in address and name in (only or named.values()):
                drawn[name] = _leaf(client, address.replace("<int:pk>", str(passkey.pk))) or drawn.get(name, "")

    look()
    _sign_in(client)
    _secret(client)
    look()
    client.post(reverse("mfa_activate_totp"), {"code": _code(_shown(client))})
    look()
    passkey.save()
    look("mfa_index", "mfa_list_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn")
    assert {name: file for name, file in drawn.items() if file and "/openletter/accounts/" not in file} == {}
    assert {"mfa_index", "account_logout", "account_change_password", "account_inactive", "mfa_activate_totp",
            "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_edit_webauthn", "mfa_remove_webauthn",
            "mfa_list_webauthn", "mfa_add_webauthn", "mfa_view_recovery_codes"} <= {
                name for name, file in drawn.items() if file}  # fmt: skip


def test_who_changes_a_password_is_told_so_in_our_words(client: Client, db: None) -> None:
    person("Ada", "admin")
    _sign_in(client)
    page = client.get(reverse("account_change_password")).content.decode()
    assert "Password until now" in page
    assert "Forgot" not in page
    new = "another paper and ink"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    page = client.post(reverse("account_change_password"), typed, follow=True).content.decode()
    assert "The password is changed." in page
    client.post(reverse("account_logout"))
    assert _sign_in(client, password=new).headers["Location"] == "/desk/"
