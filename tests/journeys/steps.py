"""What people do on the public site, in the order they do it. Told by field names, which no language changes."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

FASTEST_PERSON_MS = 2_200  # the form refuses who fills it in under two seconds


def find_action(page: Page, home: str, person: str) -> None:
    """From a section's home to a person's case and on to what can be done."""
    page.goto(home)
    page.get_by_role("link").filter(has_text=person).first.click()
    # Addresses are compared as the browser resolves them: Arabic slugs stand unescaped in the page.
    page.locator("main a[href]:not(svg *)").evaluate_all(
        "links => { links.find(link => link.href.startsWith(location.href) && !link.hash"
        " && link.href !== location.href && link.checkVisibility()).dataset.onward = ''; }"
    )
    page.locator("a[data-onward]").click()


def sign(page: Page, *, email: str, name: str = "", country: str = "") -> None:
    """Fill what is asked and send, no faster than a person could."""
    if name:
        page.locator('[name="name"]').fill(name)
    page.locator('[name="email"]').fill(email)
    if country:
        page.locator('[name="country"]').select_option(country)
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.locator("form[data-act] button[type=submit]").click()


def press(page: Page, what: str) -> None:
    """Press the button of the form that does one thing: confirm, disown or withdraw."""
    form = page.locator("form").filter(has=page.locator(f'input[name="do"][value="{what}"]'))
    folded = page.locator("details").filter(has=form)
    if folded.count() and folded.first.get_attribute("open") is None:
        folded.first.locator("summary").click()
    form.locator("button").click()


def number_on(page: Page) -> int:
    """The public number of the page as it stands."""
    return int(page.locator("data.number").first.get_attribute("value") or "-1")


def wait_until(true: Callable[[], bool], what: str, *, patience: float = 60.0) -> None:
    """Wait for something that caches and workers may delay; fails saying what did not come."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(0.4)
    raise AssertionError(f"within {patience:.0f} s: {what}")


def number_becomes(page: Page, wanted: int) -> None:
    """Reload until the page shows a number, as people who watch it do."""

    def shows() -> bool:
        page.reload()
        return number_on(page) == wanted

    wait_until(shows, f"the number becomes {wanted}")
