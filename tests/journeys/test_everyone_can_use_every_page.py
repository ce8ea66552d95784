"""Every public page of the demo world, left to right and right to left: no barrier axe can find, nobody else asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tests.world.journeys import PHONE, Visit
from tests.world.layout import NARROW, cramped

pytestmark = pytest.mark.journey
HOMES = ["/us/en/", "/uk/en/", "/ca/fr/", "/dz/ar/"]


@pytest.fixture(scope="module")
def site_works() -> bool:
    """No mail is waited for, and nothing that follows."""
    return False


@pytest.fixture(scope="module")
def browser(still_browser: Browser) -> Browser:
    """Nothing is pressed here."""
    return still_browser


def walk(page: Page, home: str) -> Iterator[str]:
    """Every address of a section and language that can be reached from its home, each while the page stands there."""
    seen: set[str] = set()
    waiting = [home]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        links = page.locator("a[href]:not(svg *)").evaluate_all("links => links.map(link => link.href)")
        paths = {urlsplit(link).path for link in links}
        # Pages end with a slash; what does not is a feed, a calendar or a picture.
        waiting += sorted({path for path in paths if path.startswith(home) and path.endswith("/")} - seen)
        yield path


@pytest.mark.parametrize("home", HOMES)
def test_no_barriers(home: str, visit: Visit, barriers: Callable[[Page], list[str]]) -> None:
    page = visit(language=home.split("/")[2], phone=True, dark=home.startswith("/dz/"))
    # At 320 pixels, which is also a desk's 1280 at four times the size, nothing is cut off or stands outside.
    looks = ((PHONE, barriers), (NARROW, cramped))
    for turn, path in enumerate(walk(page, home)):
        # The window keeps its width from one page to the next: changing it is dear.
        for size, look in looks if turn % 2 == 0 else reversed(looks):
            page.set_viewport_size(size)
            assert look(page) == [], path


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/ca/fr/nulle-part/", "/dz/ar/confirm/forged/"])
def test_pages_that_help_when_something_is_wrong(
    path: str, visit: Visit, barriers: Callable[[Page], list[str]]
) -> None:
    page = visit(language="en", phone=True)
    page.goto(path)
    assert page.locator("main a[href]").count() > 0, "a way on"
    assert barriers(page) == []
