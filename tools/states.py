"""Pages that only somebody sees: after acting, from a mail, with a mistake, too late, stopped, lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page
from tests.journeys.steps import press, sign
from tests.world.post import link_in, wait_for_mail
from tests.world.site import Site

from tools.crawl import HOMES

LIVE = "nasser-zefzafi/liberte-pour-nasser-zefzafi"
Go = Callable[[Page], None]
END = """
from datetime import timedelta
from openletter.actions.models import Action
from openletter.kernel import clock, marks
from openletter.web.models import ActionPage
actions = Action.objects.filter(pk__in=[page.action_id for page in ActionPage.objects.filter(slug="{slug}")])
assert actions.update({change})
marks.bump(marks.ACTIONS, marks.PAGES)
"""
EXPIRED = "deadline=clock.now() - timedelta(days=3)"  # the day ends last in the Pacific
RECALLED = 'deadline=None, status="recalled"'
CACHED = 3_000  # milliseconds until every cache has heard of a change


@dataclass(frozen=True)
class State:
    """A page by its name, and how one gets there in each language."""

    name: str
    ways: dict[str, Go]
    scripts: bool = True


def everywhere() -> Iterator[State]:
    """What needs nobody to have acted."""
    yield State("lost", {language: _to(f"{home}nothing-is-here/") for language, home in HOMES.items()})
    yield State("chooser", {"en": _to("/")})
    yield State("sign-in", {"en": _to("/sign-in/login/?next=/desk/")})


def of_acting(site: Site, paths: dict[str, str]) -> Iterator[State]:
    """What people see who act, by the action's address in each language. Each is to be visited before the next."""
    refused = {language: _refused(path) for language, path in paths.items()}
    yield State("refused", refused)
    yield State("refused-without-scripts", refused, scripts=False)
    yield State("thanks", {language: _thanked(path, _who(language)) for language, path in paths.items()})
    links = {language: _later(site, _who(language)) for language in paths}
    yield State("confirm-pending", links)
    yield State("confirm-counted", {language: _pressed(way, "confirm") for language, way in links.items()})
    yield State("confirm-withdrawn", {language: _pressed(way, "withdraw") for language, way in links.items()})
    slug = paths["fr"].rstrip("/").rpartition("/")[2]
    for name, change in (("expired", EXPIRED), ("recalled", RECALLED)):
        site.python(END.format(slug=slug, change=change))
        yield State(name, {language: _anew(path) for language, path in paths.items()})


def _who(language: str) -> str:
    return f"sheets.{language}@example.org"


def _to(path: str) -> Go:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _anew(path: str) -> Go:
    def go(page: Page) -> None:
        page.wait_for_timeout(CACHED)
        page.goto(path)

    return go


def _thanked(path: str, email: str) -> Go:
    def go(page: Page) -> None:
        page.goto(path)
        sign(page, email=email, name="Amélie Dupont")
        page.wait_for_url("**/thanks/**")

    return go


def _refused(path: str) -> Go:
    def go(page: Page) -> None:
        page.goto(path)
        page.locator("form[data-act]").evaluate("form => form.noValidate = true")
        page.locator('[name="name"]').fill("Amélie Dupont")
        sign(page, email="amelie(at)example")
        page.wait_for_load_state()

    return go


def _later(site: Site, email: str) -> Go:
    def go(page: Page) -> None:
        page.goto(link_in(wait_for_mail(email, site.mailbox)))

    return go


def _pressed(way: Go, what: str) -> Go:
    def go(page: Page) -> None:
        way(page)
        press(page, what)
        page.wait_for_load_state()

    return go
