"""What stories in a browser ask for: a running site with the demo world, and pages that tell on bad manners."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from tests.world.browsing import KEPT, PATIENCE
from tests.world.site import Site, running_site

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def settings_of_site() -> dict[str, str]:
    """What the surroundings of a file's site say beyond the usual; a file may say so itself."""
    return {}


@pytest.fixture(scope="module")
def site_works() -> bool:
    """Whether a worker runs beside the site: a file whose stories end on the pages needs none, and says so."""
    return True


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, settings_of_site: dict[str, str], site_works: bool) -> Iterator[Site]:
    """The product with the demo world, web and worker running, for the stories of one file."""
    name = f"site_{os.getpid()}_{request.node.name.rpartition('/')[2].removesuffix('.py')}"
    with running_site(name, worker=site_works, environ=settings_of_site) as running:
        yield running


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The Chromium that visitors' browsers are opened in (tests/world/browsing.py).

    Where it looks at what this process drew, it is put away before the file's transaction is rolled back.
    """
    yield KEPT.lend()
    KEPT.take_back()
    if not any(
        item.path == request.path and "site" in getattr(item, "fixturenames", ()) for item in request.session.items
    ):
        KEPT.put_away()


@dataclass
class Manners:
    """What pages did that they must not do: requests to others, errors in the console, scripts that threw."""

    own_origins: set[str]
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a visit."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if (
            parts.scheme in ("http", "https", "ws", "wss")
            and f"{parts.scheme}://{parts.netloc}" not in self.own_origins
        ):
            self.strangers.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 422 is reported as a failed resource: that is the page's answer, not a fault.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


type Visit = Callable[..., Page]


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """Opens a visitor's fresh browser: `visit(language="fr", javascript=False, phone=True)` gives a page.
    `home` is another name of the same site, for what depends on the name.

    At the end the test fails when any page asked another host for something, or complained in the console.
    """
    manners = Manners({site.base_url})
    contexts: list[BrowserContext] = []

    def arrive(
        *, language: str = "en", javascript: bool = True, phone: bool = True, dark: bool = False, home: str = ""
    ) -> Page:
        manners.own_origins.add(home or site.base_url)
        context = browser.new_context(
            base_url=home or site.base_url,
            locale=language,
            java_script_enabled=javascript,
            viewport=PHONE if phone else DESK,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        manners.watch(context)
        contexts.append(context)
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()
    assert manners.strangers == [], "a page asked another host for something"
    assert manners.complaints == [], "a page complained in the console"


@pytest.fixture(scope="session")
def barriers() -> Callable[[Page], list[str]]:
    """Looks for barriers with axe: `assert barriers(page) == []`. Needs a page with JavaScript on."""
    axe = Axe()

    def look(page: Page) -> list[str]:
        found = axe.run(page).response["violations"]
        return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]

    return look
