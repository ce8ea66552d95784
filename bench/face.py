"""The public face measured: weights, times on a slow phone, and Lighthouse, for the pages people come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from playwright.sync_api import sync_playwright
from tests.world.chromium import QUIET, executable
from tools.crawl import Found, crawl, fetch

from bench import lighthouse
from bench.faults import Site
from bench.parts import prepared
from bench.weights import Weight, weigh

# How people say it, and the name under which the demo world knows the page: its French address.
PAGES = (
    ("Home", ""),
    ("Case", "nasser-zefzafi"),
    ("Action, live", "nasser-zefzafi/liberte-pour-nasser-zefzafi"),
    ("Action, closed", "mohamed-mkhaitir/liberte-pour-mohamed-mkhaitir"),
    ("Find a case", "cases"),
    ("Good news", "good-news"),
)
LANGUAGES = ("en", "fr", "ar")
NOTHING_TO_INDEX = -1

Visited = tuple[str, str, Found]


@contextmanager
def served() -> Iterator[tuple[str, Sequence[Visited]]]:
    """The demo world as it is delivered, on SQLite, and its pages; each was drawn once and is kept."""
    made, _action = prepared("sqlite", "face", 0, pages=True)
    site = Site(made)
    try:
        site.wait()
        address = f"http://127.0.0.1:{site.port}"
        pages = crawl(address).pages
        found = [(said, language, pages.get(name, {}).get(language)) for said, name in PAGES for language in LANGUAGES]
        for said, language, page in found:
            if page is None:
                print(f"face: the demo world has no page `{said}` in {language}")
            else:
                fetch(address, page.path)
        yield address, [(said, language, page) for said, language, page in found if page is not None]
    finally:
        site.close()


def weights(rounds: int) -> dict[str, Weight]:
    """Every page, visited so many times; bytes and requests of the heaviest visit, the middle time."""
    measured: dict[str, Weight] = {}
    with served() as (address, visited), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        for said, language, page in visited:
            measured[f"{said} | {language}"] = middle([weigh(browser, address + page.path) for _ in range(rounds)])
            print(f"{said} {language}: {measured[f'{said} | {language}']}", flush=True)
        browser.close()
    return measured


def middle(visits: Sequence[Weight]) -> Weight:
    """One visit that stands for several: the heaviest one's bytes, the middle time, the worst shift."""
    heaviest = max(visits, key=lambda each: (each.total, each.requests))
    return Weight(
        requests=max(each.requests for each in visits),
        bytes=heaviest.bytes,
        headers=heaviest.headers,
        lcp=median(each.lcp for each in visits),
        cls=max(each.cls for each in visits),
        largest=heaviest.largest,
    )


def scores(rounds: int) -> dict[str, lighthouse.Scores]:
    """Every page judged so many times: the worst score of what is fixed, the middle one of speed."""
    lighthouse.provide()
    judged: dict[str, lighthouse.Scores] = {}
    with served() as (address, visited):
        for said, language, page in visited:
            runs = [lighthouse.look(address + page.path) for _ in range(rounds)]
            judged[f"{said} | {language}"] = typical(runs, index=page.index)
            print(f"{said} {language}: {judged[f'{said} | {language}']}", flush=True)
    return judged


def typical(runs: Sequence[lighthouse.Scores], *, index: bool) -> lighthouse.Scores:
    """One judgement that stands for several. A page that search engines may not show has no score for them."""
    of = {name: min(run.of[name] for run in runs) for name in lighthouse.CATEGORIES}
    of["performance"] = round(median(run.of["performance"] for run in runs))
    if not index:
        of["seo"] = NOTHING_TO_INDEX
    missed = dict.fromkeys(audit for run in runs for audit in run.missed if index or audit != "is-crawlable")
    return lighthouse.Scores(of, tuple(missed))
