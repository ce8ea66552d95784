"""Mehdi posts in French without JavaScript, in his own words, and tells us.

Salma calls in Arabic and says how it went. Karima writes in Arabic from her own mail program.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page
from tests.journeys.steps import FASTEST_PERSON_MS, wait_until
from tests.world.journeys import Visit
from tests.world.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def settings_of_site() -> dict[str, str]:
    """The number is watched: pages are made anew each second."""
    return {"OPENLETTER_PAGE_SECONDS": "1"}


def test_mehdi_posts_in_his_own_words(site: Site, visit: Visit) -> None:
    page = visit(language="fr", javascript=False, phone=True)
    page.goto("/ca/fr/act/sahrawposts/")
    address = page.url
    assert page.locator("data.number").count() == 0  # nobody yet, and no nought to look at
    proposed = page.locator("#social-x a[href^='https://x.com/']").get_attribute("href") or ""
    assert "#SevenSahrawi" in parse_qs(urlsplit(proposed).query)["text"][0]

    page.locator("#social-mastodon summary").click()
    page.locator("#social-mastodon-text").fill("Ils n’ont rien fait de mal. Qu’on les laisse en paix.")
    page.locator("#social-server").fill("mastodon.example")
    page.locator("#social-mastodon button[type=submit]").click()
    own = page.locator("a[href^='https://mastodon.example/share']")
    assert "Qu’on les laisse en paix." in unquote(own.get_attribute("href") or "")
    assert own.get_attribute("rel") == "noopener noreferrer"
    page.locator("main p a").last.click()
    assert page.url == address

    page.locator('select[name="network"]').select_option("mastodon")
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.locator("form[data-act] button[type=submit]").click()
    assert "/counted/" in page.url
    page.goto(address)
    wait_until(lambda: _reloaded(page).locator('data.number[value="1"]').count() == 1, "the number becomes 1")


def test_salma_calls_and_says_how_it_went(site: Site, visit: Visit, barriers: Callable[[Page], list[str]]) -> None:
    page = visit(language="ar", javascript=True, phone=True)
    page.goto("/dz/ar/act/sahrawcall1/")
    address = page.url
    number = page.locator('a[href^="tel:"]').first
    assert number.get_attribute("href") == "tel:+442079460142"
    page.locator("[data-yours]").wait_for()  # the hours on her own clock
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers(page) == []

    page.locator('[name="went"]').select_option("no_answer")
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.locator("form[data-act] button[type=submit]").click()
    page.wait_for_url("**/counted/**")
    page.goto(address)
    wait_until(lambda: _reloaded(page).locator('data.number[value="1"]').count() == 1, "the number becomes 1")


def test_karima_writes_from_her_own_mail_program(
    site: Site, visit: Visit, barriers: Callable[[Page], list[str]]
) -> None:
    page = visit(language="ar", javascript=True, phone=True)
    page.goto("/dz/ar/act/aarrassua2/")
    part = page.locator("[data-own-mail]")
    whole, bare = part.locator("[data-link]").first, part.locator("[data-bare-link]").first
    # The letter proposed is Arabic, and six signs of a link for each of its own are too many.
    assert part.locator("[data-letter]").get_attribute("lang") == "ar"
    assert (whole.is_visible(), bare.is_visible()) == (False, True)
    assert _body(bare) == ""
    assert part.locator("[data-state]").inner_text() != ""
    assert barriers(page) == []

    part.locator("[data-letter]").fill("أرجو إطلاق سراحه.")
    part.locator("[data-name]").fill("كريمة")
    whole.wait_for()
    assert not bare.is_visible()
    assert "أرجو إطلاق سراحه." in _body(whole)
    assert _body(whole).endswith("كريمة")
    measured = int(re.sub(r"\D", "", part.locator("[data-length]").inner_text()))
    links = part.locator("[data-link]").evaluate_all("links => links.map(link => link.getAttribute('href').length)")
    assert measured == max(links)

    with page.expect_download() as taken:
        part.locator('button[formaction$="/draft"]').first.click()
    message = message_from_bytes(Path(taken.value.path()).read_bytes(), policy=default)
    assert "أرجو إطلاق سراحه." in message.get_content()

    # Opening the mail program is told once, as a click; it is no act.
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    with page.expect_request(lambda request: request.url.endswith("/act/aarrassua2")) as told:
        whole.click()
    assert told.value.post_data_json["way"] == "opened"
    answered = told.value.response()
    assert answered is not None
    assert answered.status == 201


def _body(link: Locator) -> str:
    return parse_qs(urlsplit(link.get_attribute("href") or "").query).get("body", [""])[0]


def _reloaded(page: Page) -> Page:
    page.reload()
    return page
