"""One Chromium for the stories of several files, put away before anything that is not a story.

While it is open an event loop runs in this thread, under which Django refuses to query and other tests cannot start a
loop of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from tests.world.chromium import QUIET, STILL, executable

# Milliseconds for which anything is waited for: four runners share two processors, and nothing here measures speed.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


class Kept:
    """The browser of this process, opened when one is asked for."""

    def __init__(self, *more: str) -> None:
        self._words = [*QUIET, *more]
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._lent = False

    def lend(self) -> Browser:
        """The browser, for a file; it is given back by `take_back`."""
        if self._browser is None or not self._browser.is_connected():
            self.put_away()
            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=executable(), args=self._words)
        self._lent = True
        return self._browser

    def take_back(self) -> None:
        """The file is done; the next one may want the same browser."""
        self._lent = False

    def put_away(self) -> None:
        """No browser and no loop any more, unless a file still works with it."""
        if self._playwright is None or self._lent:
            return
        if self._browser is not None:
            self._browser.close()
        self._playwright.stop()
        self._playwright = self._browser = None


KEPT = Kept()


@pytest.fixture(scope="module")
def still_browser() -> Iterator[Browser]:
    """A Chromium of the file's own for pages on which nothing is pressed."""
    KEPT.put_away()  # there is one loop to a thread
    still = Kept(*STILL)
    yield still.lend()
    still.take_back()
    still.put_away()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Stories on a running site ask no database in this process; whatever else begins finds no browser open."""
    if not {"browser", "site"} <= set(getattr(item, "fixturenames", ())):
        KEPT.put_away()


def pytest_sessionfinish() -> None:
    """Nothing stays open."""
    KEPT.put_away()
