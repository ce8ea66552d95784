"""The desk in a real browser, on a desk and on a phone: rows within rows, the editor, and no request to strangers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.world.journeys import Visit

from demo import PASSWORD

pytestmark = pytest.mark.journey

ADMIN = "admin@example.org"
PAGES = (
    "/desk/", "/desk/cases/", "/desk/actions/", "/desk/offices/", "/desk/ledger/", "/desk/ledger/add/",
    "/desk/staff/", "/desk/staff/invite/", "/desk/audit/", "/desk/sections/", "/desk/safety-stop/",
)  # fmt: skip


def _sign_in(page: Page) -> None:
    page.goto("/sign-in/login/?next=/desk/")
    page.locator("input[name=login]").fill(ADMIN)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/desk/")


def _tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def _fill_in_a_case(page: Page, key: str) -> None:
    page.goto("/desk/cases/new/")
    page.locator("#id_section").select_option(index=1)
    page.locator("#id_key").fill(key)
    page.locator("searchable-select", has=page.locator("#id_country")).get_by_role("searchbox").fill("moroc")
    expect(page.locator("#id_country")).to_have_value("MA")
    page.locator("#id_opened_on").fill("2020-01-01")
    page.locator("#header-title").click()
    page.locator("#id_words-0-title").fill("Somebody")
    page.locator("#id_words-0-headline").fill("Held without charge.")
    page.locator("#id_people-ADD").press("Enter")
    page.locator("#id_people-0-words-0-name").fill("Somebody")
    page.locator("#id_people-0-words-ADD").press("Enter")
    page.locator("#id_people-0-words-1-locale").select_option(label="العربية")
    page.locator("#id_people-0-words-1-name").fill("أحدهم")
    _tab(page, "What happened")
    page.locator("#id_developments-ADD").press("Enter")
    page.locator("#id_developments-0-kind").select_option("arrest")
    page.locator("#id_developments-0-on").fill("sometime")
    page.locator("#id_developments-0-words-0-note").fill("Arrested at home.")
    _tab(page, "Sources and context")
    page.locator("#id_source").fill("A public source")


@pytest.mark.parametrize("phone", [False, True])
def test_a_case_is_written_with_all_its_rows(visit: Visit, phone: bool) -> None:
    page = visit(phone=phone)
    _sign_in(page)
    _fill_in_a_case(page, f"somebody-{phone}".lower())
    page.locator("footer button[type=submit]").click()
    expect(page.get_by_text("This is not a date we can read")).to_have_count(1)
    expect(page.locator("#id_developments-0-words-0-note")).to_have_value("Arrested at home.")
    _tab(page, "What happened")
    page.locator("#id_developments-0-on").fill("2020-01~")
    page.locator("footer button[type=submit]").click()
    page.wait_for_url("**/desk/cases/inspect/*/")
    expect(page.get_by_role("heading", name="Somebody").last).to_be_visible()
    expect(page.get_by_text("about January 2020")).to_be_visible()
    expect(page.get_by_text("Missing before anything can be published")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_pages_of_ours_stand_on_a_phone_without_barriers(
    visit: Visit, barriers: Callable[[Page], list[str]], language: str
) -> None:
    page = visit(language=language)
    _sign_in(page)
    for address in PAGES:
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        ours = [one for one in barriers(page) if "desk-" in one]
        assert ours == [], address


def test_the_way_in_has_no_barriers(visit: Visit, barriers: Callable[[Page], list[str]]) -> None:
    for language in ("en", "ar"):
        page = visit(language=language)
        page.goto("/sign-in/login/")
        assert barriers(page) == []
        page.goto("/sign-in/password/reset/")
        assert barriers(page) == []
