"""Acting in one window: three people one after the other with one's details typed once, on a line that may fail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route
from tests.journeys.steps import FASTEST_PERSON_MS, find_action, sign, wait_until
from tests.world.journeys import Visit
from tests.world.post import mails_to
from tests.world.site import Site

pytestmark = pytest.mark.journey
SEND = "form[data-act] button[type=submit]"


@pytest.fixture(scope="module", autouse=True)
def others(site: Site) -> None:
    """The demonstration has one open petition; three people more stand beside it here."""
    site.neighbours("uk", "Rosa", "Karim", "Lin")


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit(language="en", javascript=True, phone=True)


def thanked(page: Page) -> None:
    page.wait_for_url("**/thanks/**")
    page.locator("h1:focus").wait_for()


def typed(page: Page) -> dict[str, str]:
    return {
        name: page.locator(f'form[data-act] [name="{name}"]').input_value() for name in ("name", "email", "country")
    }


def test_three_people_and_one_filling_in(page: Page) -> None:
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    page.evaluate("window.sameWindow = true")
    page.locator('[name="news"]').check()
    sign(page, email="ruth@example.org", name="Ruth", country="IE")
    acted = set()
    for _more in range(2):
        thanked(page)
        assert page.title().startswith("Thank you")
        offered = page.locator("[data-next] > li:visible")
        assert offered.count() == 1, "one person at a time"
        acted.add(offered.locator("h3").inner_text())
        offered.locator("a.button").click()
        page.locator("h1:focus").wait_for()
        assert typed(page) == {"name": "Ruth", "email": "ruth@example.org", "country": "IE"}
        assert page.locator("[data-filled]").is_visible()
        assert page.locator("input[type=checkbox]:checked").count() == 0, "choices are asked anew"
        page.wait_for_timeout(FASTEST_PERSON_MS)
        page.locator(SEND).click()
    thanked(page)
    assert len(acted) == 2
    assert page.evaluate("window.sameWindow"), "no page was loaded in between"
    assert not acted & set(page.locator("[data-next] h3").all_inner_texts()), "nobody is offered twice"
    kept = "[localStorage.length, sessionStorage.length, document.cookie, history.state]"
    assert page.evaluate(kept) == [0, 0, "", None]

    # Back leads to the form, still filled; a reload knows nothing.
    page.go_back()
    page.locator("form[data-act]").wait_for()
    assert typed(page)["email"] == "ruth@example.org"
    page.reload()
    assert typed(page)["email"] == ""
    assert page.locator("[data-filled]").is_hidden()


def test_what_was_filled_in_can_be_cleared_and_a_person_skipped(page: Page) -> None:
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    sign(page, email="skip@example.org", name="Sam")
    thanked(page)
    shown = page.locator("[data-next] > li:visible h3")
    first = shown.inner_text()
    page.locator("[data-skip]").click()
    assert shown.inner_text() != first
    page.locator("[data-next] > li:visible a").click()
    page.locator("[data-filled] button").click()
    assert typed(page)["email"] == ""
    assert typed(page)["country"] == "GB"
    assert page.locator('[name="name"]').evaluate("field => field === document.activeElement")


def test_a_line_that_fails_loses_nothing_and_counts_once(site: Site, page: Page) -> None:
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    tries: list[str] = []

    def poor_line(route: Route) -> None:
        """Nothing goes out; then it goes out and the answer is lost; then it works."""
        tries.append(route.request.post_data or "")
        if len(tries) == 1:
            route.abort()
        elif len(tries) == 2:
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/act/*", poor_line)
    sign(page, email="tunnel@example.org", name="Tessa")
    page.locator("[data-line]:not(:empty)").wait_for()
    assert typed(page)["email"] == "tunnel@example.org"
    page.locator("[data-again]").click()
    wait_until(lambda: len(tries) == 2, "a second try")
    page.evaluate("dispatchEvent(new Event('online'))")
    thanked(page)
    wait_until(lambda: len(mails_to("tunnel@example.org", site.mailbox)) >= 1, "the mail")
    assert len(set(tries)) == 1


def test_two_taps_send_once(site: Site, page: Page) -> None:
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator('[name="name"]').fill("Tomas")
    page.locator('[name="email"]').fill("taps@example.org")
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.locator(SEND).dblclick()
    thanked(page)
    assert len(sent) == 1


def test_a_refusal_stands_beside_the_field_and_nothing_is_lost(page: Page) -> None:
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    page.evaluate("window.sameWindow = true")
    page.locator('[name="news"]').check()
    # The browser takes this for an address; the server does not.
    sign(page, email="ada@localhost", name="Ada")
    page.locator("#faults").wait_for()
    assert page.locator('[name="email"]').evaluate("field => field === document.activeElement")
    described = page.locator('[name="email"]').get_attribute("aria-describedby") or ""
    assert "email-fault" in described
    assert typed(page)["name"] == "Ada"
    assert page.locator('[name="news"]').is_checked()
    page.locator('[name="email"]').fill("ada@example.org")
    assert page.locator("#email-fault").count() == 0, "a fault goes while it is mended"
    page.locator(SEND).click()
    thanked(page)
    assert page.evaluate("window.sameWindow")


def test_a_page_that_comes_too_late_is_not_shown_under_another_address(page: Page) -> None:
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    first = page.url
    sign(page, email="late@example.org", name="Ruth", country="IE")
    thanked(page)

    def late(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route(first, late)
    page.evaluate("history.back()")
    page.wait_for_timeout(300)
    page.evaluate("history.forward()")
    page.wait_for_timeout(3000)
    assert "/thanks/" in page.url
    assert page.locator("h1").inner_text() == "Thank you"


def test_what_was_typed_is_forgotten_when_nobody_acts_for_a_while(page: Page) -> None:
    page.clock.install()
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    sign(page, email="left@example.org", name="Ruth", country="IE")
    thanked(page)
    page.clock.fast_forward("21:00")
    page.locator("[data-next] > li:visible a.button").click()
    page.locator("form[data-act]").wait_for()
    page.wait_for_timeout(500)
    assert typed(page)["email"] == ""
    assert page.locator("[data-filled]").is_hidden()
