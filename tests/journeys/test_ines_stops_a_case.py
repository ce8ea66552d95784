"""Inès hears that a family was threatened. She stops the case; nobody reads of it any more, and nothing leaves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.at_the_desk import come_in, finish
from tests.journeys.steps import wait_until
from tests.world.journeys import Visit
from tests.world.site import Site

pytestmark = pytest.mark.journey
INES, CLAIRE = "campaigner@example.org", "approver@example.org"
SHORT, LISTS = "/ca/en/act/zefzaf0785/", ("/ca/en/", "/ca/fr/cases/", "/ca/en/feed.atom", "/ca/en/deadlines.ics")


def _status(page: Page, url: str) -> int:
    return page.request.get(url).status


def _names_him(page: Page, url: str) -> bool:
    return "zefzafi" in page.request.get(url).text().lower()


def test_a_case_is_found_in_three_keystrokes_stopped_and_seen_to_go_down_everywhere(visit: Visit, site: Site) -> None:
    reader, ines = visit(language="en"), visit(language="en", phone=False)
    reader.goto(SHORT)
    public = reader.url  # kept by the front from now on, like the lists
    other = public.replace("/ca/en/", "/us/en/")
    assert (_status(reader, public), _status(reader, other)) == (200, 200)
    assert all(_names_him(reader, url) for url in LISTS)
    come_in(ines, INES)
    ines.goto("/desk/")
    ines.get_by_role("link", name="Safety stop").click()
    expect(ines.locator("searchable-select input[type=search]")).to_be_focused()
    ines.keyboard.type("zef")
    expect(ines.locator("#id_what option:checked")).to_have_text("Case: Nasser Zefzafi")
    ines.locator("#id_reason").fill("His family was threatened.")
    ines.get_by_role("button", name="Stop it now").click()
    ines.wait_for_url("**/down/")
    expect(ines.get_by_text("none says anything any more")).to_be_visible()
    assert "still there" not in ines.locator("main").inner_text()
    assert ines.locator(".desk-tick").count() > 20
    assert (_status(reader, public), _status(reader, other)) == (410, 410)
    assert not any(_names_him(reader, url) for url in LISTS)
    _it_comes_back_by_a_second_person(visit, ines, reader, public)


def _it_comes_back_by_a_second_person(visit: Visit, ines: Page, reader: Page, public: str) -> None:
    case = ines.url.rpartition("/down/")[0]
    ines.goto(f"{case}/resume/")
    ines.locator("#id_reason").fill("It was a mistake.")
    ines.locator(".desk-page form button").click()
    expect(ines.get_by_text("Somebody else has to say")).to_be_visible()
    claire = visit(language="en", phone=False)
    come_in(claire, CLAIRE)
    claire.goto(f"{case}/resume/")
    claire.locator("#id_reason").fill("The family asks us to go on.")
    finish(claire)
    wait_until(lambda: _status(reader, public) == 200, "the action is there again")
