"""What staff do at the desk, told by field names and ids, which no language changes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Page, expect

from demo import PASSWORD


def sign_in(page: Page, email: str) -> None:
    """Come in by the front door and arrive at the desk's home."""
    page.goto("/sign-in/login/?next=/desk/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/desk/")


def come_in(page: Page, email: str) -> None:
    """Be signed in, by the same form, without having it drawn: for who has another story to tell."""
    form = page.request.get("/sign-in/login/").text()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token is not None
    typed = {"csrfmiddlewaretoken": token[1], "login": email, "password": PASSWORD}
    answer = page.request.post("/sign-in/login/", form=typed, max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (302, "/desk/")


def add_row(page: Page, rows: str, place: int) -> None:
    """A further row of `rows`, unless it stands there already."""
    if page.locator(f"#id_{rows}-{place}-ORDER, #id_{rows}-{place}-id").count() == 0:
        page.locator(f"#id_{rows}-ADD").press("Enter")
        page.locator(f"#id_{rows}-{place}-id").wait_for(state="attached")


def write(page: Page, rows: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Words, one row a language: `texts` by language name and field."""
    for place, (language, fields) in enumerate(texts.items()):
        add_row(page, f"{rows}words", place)
        page.locator(f"#id_{rows}words-{place}-locale").select_option(label=language)
        for name, text in fields.items():
            page.locator(f"#id_{rows}words-{place}-{name}").fill(text)


def tab(page: Page, place: int) -> None:
    """Turn to a tab of a form, counted from nought."""
    page.get_by_role("tab").nth(place).click()


def save(page: Page) -> None:
    """Send the form of a row."""
    page.locator("footer button[type=submit]").first.click()


def do(page: Page, step: str) -> None:
    """Press the button that leads to one thing to do, on the page of a case or an action."""
    of_row = ':is([href*="/cases/"], [href*="/actions/"])'
    page.locator(f':is(.desk-buttons, .desk-doings) a{of_row}[href*="/{step}/"]').click()
    page.wait_for_url(f"**/{step}/**")


def finish(page: Page) -> None:
    """Send the form of one thing to do; the answer is the row's page."""
    with page.expect_navigation():
        page.locator(".desk-page form .desk-buttons button").click()


def put_date(page: Page, name: str, value: str) -> None:
    """Type a date and go on with the keyboard: the calendar that comes with the field folds away."""
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    page.locator(f"[name={name}]").click()
    calendar.wait_for()
    page.locator(f"[name={name}]").fill(value)
    page.locator(f"[name={name}]").press("Tab")
    page.locator(".desk-title").first.click()  # the next field may have a calendar too
    calendar.wait_for(state="hidden")


def approve_what_waits(page: Page, row: str) -> None:
    """As a second person: read what waits of the case or action at this address, and approve it."""
    page.goto(row)
    page.locator(".desk-warning a[href*='/second/']").first.click()
    page.wait_for_url("**/second/*/")
    with page.expect_navigation():
        page.locator("button[name=do][value=approve]").click()


def write_richly(page: Page, name: str, text: str) -> None:
    """Type into a field with an editor around it."""
    box = page.locator(f"[name={name}]").locator("xpath=ancestor::*[.//*[@role='textbox']][1]").get_by_role("textbox")
    box.first.click()
    page.keyboard.insert_text(text)
    expect(page.locator(f"[name={name}]")).to_have_value(re.compile(re.escape(text)))  # the editor hands over late
