"""Meriem finds who represents her, in Arabic without scripts and in French while she types; she writes and tells us."""

from __future__ import annotations

import pytest
from tests.journeys.steps import FASTEST_PERSON_MS, wait_until
from tests.world.journeys import Visit
from tests.world.site import Site

pytestmark = pytest.mark.journey
ACTION = "/dz/{}/act/aarrassrep/"


@pytest.fixture(scope="module")
def site_works() -> bool:
    """No mail is waited for, and nothing that follows."""
    return False


def test_meriem_finds_her_member_in_arabic_without_scripts_and_is_counted(site: Site, visit: Visit) -> None:
    page = visit(language="ar", javascript=False, phone=True)
    page.goto(ACTION.format("ar"))
    page.locator('[name="q"]').fill("وهران")
    page.locator(".seek button").click()
    assert "وهران" not in page.url
    seats = page.locator(".seats > li")
    assert seats.count() == 2
    seats.filter(has_text="كمال وهريزي").locator("a.button").click()
    assert "كمال وهريزي" in page.locator("h1").inner_text()
    assert page.locator('a[href^="mailto:"]').first.get_attribute("href").startswith("mailto:kamel.ouahrizi")
    assert "كمال وهريزي" in (page.locator('[name="representative"]').input_value())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.locator("#act button[type=submit]").click()
    page.wait_for_url("**/counted/**")


def test_areas_are_filtered_while_she_types_and_nothing_is_sent(site: Site, visit: Visit) -> None:
    page = visit(language="fr", javascript=True, phone=False)
    page.goto(ACTION.format("fr"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    areas = page.locator("[data-sought]:not([hidden])")
    every = areas.count()
    for typed in ("bejaia", "BÉJ", "بجايه"):
        page.locator('[name="q"]').fill(typed)
        wait_until(lambda: areas.count() == 1, "one area is left")
        assert areas.inner_text().strip() == "Béjaïa"
    page.locator('[name="q"]').fill("")
    wait_until(lambda: areas.count() == every, "all areas are back")
    assert not [url for url in asked if "representatives" in url]
