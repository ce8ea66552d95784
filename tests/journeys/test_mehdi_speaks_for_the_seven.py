"""Mehdi posts in French without JavaScript, in his own words, and tells us; Salma calls in Arabic and tells us too."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page
from tests.journeys.steps import FASTEST_PERSON_MS, wait_until
from tests.world.journeys import Visit
from tests.world.site import Site

pytestmark = pytest.mark.journey


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


def _reloaded(page: Page) -> Page:
    page.reload()
    return page
