"""Yacine signs in Arabic, with JavaScript; when he tries again nobody learns that he had signed, but he, by mail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.journeys.steps import find_action, number_on, press, sign, wait_until
from tests.world.journeys import Visit
from tests.world.post import link_in, text_of, wait_for_mail
from tests.world.site import Site

pytestmark = pytest.mark.journey
YACINE = "yacine.b@example.org"


@pytest.fixture(scope="module")
def settings_of_site() -> dict[str, str]:
    """The number is watched: pages are made anew each second."""
    return {"OPENLETTER_PAGE_SECONDS": "1"}


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit(language="ar", javascript=True, phone=True)


def test_yacine_signs_and_sees_the_number_turn(site: Site, page: Page, visit: Visit) -> None:
    find_action(page, "/dz/ar/", "ناصر الزفزافي")
    petition = page.url
    assert page.locator("html").get_attribute("dir") == "rtl"
    before = number_on(page)
    # The form stands where reading begins: on the right, within the screen.
    box = page.locator('[name="email"]').bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360

    watcher = visit(language="ar", javascript=True, phone=False)
    watcher.clock.install()
    watcher.goto(petition)

    sign(page, email=YACINE, name="ياسين ب.", country="DZ")
    page.wait_for_url("**/thanks/**")
    page.locator("[data-copy]").wait_for()
    first = page.locator("main").inner_text()

    link = link_in(wait_for_mail(YACINE, site.mailbox))
    page.goto(link)
    press(page, "confirm")

    def turned() -> bool:
        """The page looks by itself every quarter of a minute, by the watcher's clock."""
        watcher.clock.fast_forward("00:15")
        return number_on(watcher) == before + 1

    wait_until(turned, "the number turns on a page that somebody watches")

    page.goto(petition)
    # Another spelling of the same mailbox, in the way people try.
    sign(page, email="Yacine.B+again@example.org", name="ياسين", country="DZ")
    page.wait_for_url("**/thanks/**")
    page.locator("[data-copy]").wait_for()
    assert page.locator("main").inner_text() == first
    notice = wait_for_mail(YACINE, site.mailbox, number=2)
    assert link_in(notice) == link
    assert text_of(notice) != ""
    assert number_on(watcher) == before + 1
