"""Léa comes to an action whose deadline has passed, and to one that ended with good news."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.journeys.steps import find_action, number_on
from tests.world.journeys import Visit

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def site_works() -> bool:
    """No mail is waited for, and nothing that follows."""
    return False


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit(language="en", javascript=False, phone=True)


def test_after_the_deadline_she_is_told_to_ask_first(page: Page) -> None:
    find_action(page, "/dz/fr/", "Khaled Drareni")
    assert page.locator("form[data-act]").count() == 0
    assert page.locator('#standing a[href^="mailto:"]').count() == 1

    # Somebody who kept the form open is told the same, and nothing is taken.
    ref = page.locator("[data-count]").get_attribute("data-count")
    answer = page.request.post(
        f"/act/{(ref or '').rsplit('/', 1)[-1]}",
        form={"email": "lea@example.org", "name": "Léa", "section": "dz", "language": "fr"},
        max_redirects=0,
    )
    assert answer.status == 410
    assert "<main" in answer.text()


def test_a_closed_petition_says_what_became_of_him_and_offers_another(page: Page) -> None:
    find_action(page, "/uk/en/", "Mohamed Mkhaïtir")
    closed = page.url
    assert page.locator("form[data-act]").count() == 0
    assert "released" in page.locator("main").inner_text().lower()
    page.locator("#standing a.button").click()
    assert page.url != closed
    assert page.locator("form[data-act]").count() == 1
    assert page.goto(closed).status == 200, "its address stays"


def test_an_earlier_petition_keeps_its_number_and_says_where_it_comes_from(page: Page) -> None:
    page.goto("/uk/en/")
    page.get_by_role("link").filter(has_text="Ali Aarrass").first.click()
    page.locator(".past a").filter(has_text="An honest investigation for Ali Aarrass").click()
    assert number_on(page) == 216_000
    page.locator(".counter summary").click()
    assert "216,000" in page.locator(".counter table").inner_text()
