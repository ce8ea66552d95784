"""Rosa sets up an app and a passkey as second factors, keeps her codes, and comes in with each of them."""

from __future__ import annotations

import base64
import hmac
import struct
import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.world.journeys import Visit
from tests.world.site import Site

from demo import PASSWORD

pytestmark = pytest.mark.journey
ROSA = "rosa.at.her.door@example.org"
# Somebody of her own: whoever else signs in on this site does so without a second factor.
ARRIVES = f"""
from openletter.accounts.models import User
from openletter.sections.models import Membership, Section
rosa = User.objects.create_user({ROSA!r}, {PASSWORD!r}, first_name="Rosa")
Membership.objects.create(user=rosa, section=Section.objects.get(key="ca"), role="researcher")
"""
STEP = 30  # seconds for which a code holds, RFC 6238
# A key in the machine that asks for a finger and gets it at once.
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def code(secret: str, step: int) -> str:
    """What an authenticator app shows in the given step of half a minute: RFC 6238 with SHA-1 and six digits."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def press(page: Page) -> None:
    """Send the form of the page."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


def knock(page: Page) -> None:
    """From outside, with the password, to where the second factor is asked for."""
    page.context.clear_cookies()
    page.goto("/sign-in/login/?next=/desk/")
    page.locator("[name=login]").fill(ROSA)
    page.locator("[name=password]").fill(PASSWORD)
    press(page)


def with_key(context: BrowserContext, page: Page) -> str:
    """Give the window a key; its number."""
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    return str(cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"])


def test_rosa_comes_in_with_an_app_a_passkey_and_a_code_on_paper(visit: Visit, site: Site) -> None:
    site.python(ARRIVES)
    # A passkey belongs to a name, so the machine is called by its name here and not by its number.
    page = visit(language="en", phone=False, home=site.base_url.replace("127.0.0.1", "localhost"))
    knock(page)
    page.goto("/sign-in/2fa/totp/activate/")
    page.locator("[name=password]").fill(PASSWORD)
    press(page)
    secret = page.locator("#authenticator_secret").input_value()
    step = int(time.time()) // STEP
    page.locator("[name=code]").fill(code(secret, step))
    press(page)
    page.goto("/sign-in/2fa/recovery-codes/")
    on_paper = page.locator("#recovery_codes").input_value().split()
    page.goto("/sign-in/2fa/webauthn/add/")
    refused = page.locator("[data-key-failed]")
    expect(refused).to_be_hidden()
    with_key(page.context, page)
    with page.expect_navigation():
        page.locator("#mfa_webauthn_add").click()

    knock(page)
    with page.expect_navigation():
        page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/desk/")
    knock(page)
    page.locator("[name=code]").fill(on_paper[0])
    press(page)
    page.wait_for_url("**/desk/")
    knock(page)
    page.locator("[name=code]").fill(on_paper[0])
    press(page)
    assert "/desk/" not in page.url, "a code on paper opens once"
    page.locator("[name=code]").fill(code(secret, step + 1))  # a code of the app opens once, too; the next is fresh
    press(page)
    page.wait_for_url("**/desk/")
