"""Contact sheets of every public page: `python -m tools.sheets [part of a page's name]...`, into build/sheets.

The word `states` stands for the states of acting: refused, thanked, confirming, too late, recalled.
Each page of the demo world, and each state of acting, in three widths, three languages and three modes: light, dark
and printed. A page is loaded once for each language and then turned, so a run takes minutes, not hours.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tests.world import databases
from tests.world.chromium import QUIET, executable
from tests.world.site import running_site

from tools.contact import STRIPS, sheet, small
from tools.crawl import crawl
from tools.states import LIVE, State, everywhere, of_acting

FOLDER = Path(__file__).parent.parent / "build" / "sheets"
LANGUAGES = ("en", "fr", "ar")
MODES = ("light", "dark", "print")
AT_ONCE = 2
HEIGHT = 800
STILL = 120  # milliseconds after a page was turned


def main(*parts: str) -> int:
    """A sheet for each page and mode stands in the folder. Links that lead nowhere are told and fail the run."""
    began = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_site(f"sheets_{os.getpid()}", on=databases.SQLite()) as site:
        found = crawl(site.base_url)
        pages = [
            State(_file(name), {language: _to(page.path) for language, page in versions.items()})
            for name, versions in sorted(found.pages.items())
        ]
        live = {language: page.path for language, page in found.pages[LIVE].items()}
        wanted = [state for state in (*pages, *everywhere()) if _wanted(state.name, parts)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            taken = sum(
                pool.map(lambda share: visit(site.base_url, share), (wanted[n::AT_ONCE] for n in range(AT_ONCE)))
            )
        if not parts or "states" in parts:
            taken += visit(site.base_url, of_acting(site, live))
    print(f"{taken} sheets in {FOLDER}; {time.monotonic() - began:.0f} s")
    for link in found.broken:
        print(f"leads nowhere: {link}")
    return 1 if found.broken else 0


def visit(address: str, states: Iterable[State]) -> int:
    """Take every page and lay its sheets out, with a browser of one's own; how many sheets there are."""
    taken = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        for state in states:
            shots: dict[str, dict[tuple[int, str], bytes]] = {mode: {} for mode in MODES}
            for language in state.ways:
                for (mode, width), png in shoot(browser, address, language, state).items():
                    shots[mode][width, language] = png
            for mode, those in shots.items():
                small(sheet(f"{state.name} {mode}", those, LANGUAGES)).save(FOLDER / f"{state.name}--{mode}.png")
                taken += 1
            print(state.name, flush=True)
        browser.close()
    return taken


def shoot(browser: Browser, address: str, language: str, state: State) -> Mapping[tuple[str, int], bytes]:
    """One page in one language, in all modes and widths."""
    context = browser.new_context(
        base_url=address,
        locale=language,
        java_script_enabled=state.scripts,
        viewport={"width": 360, "height": HEIGHT},
        reduced_motion="reduce",
    )
    try:
        page = context.new_page()
        state.ways[language](page)
        page.wait_for_load_state("networkidle")
        if state.scripts:
            page.evaluate("document.fonts.ready.then(() => null)")
        return {(mode, width): _turned(page, mode, width) for mode in MODES for width in STRIPS}
    finally:
        context.close()


def _turned(page: Page, mode: str, width: int) -> bytes:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(
        media="print" if mode == "print" else "screen", color_scheme="dark" if mode == "dark" else "light"
    )
    page.wait_for_timeout(STILL)
    return page.screenshot(full_page=True)


def _to(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _file(name: str) -> str:
    return name.replace("/", "--") or "home"


def _wanted(name: str, parts: tuple[str, ...]) -> bool:
    return not parts or any(part in name for part in parts)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
