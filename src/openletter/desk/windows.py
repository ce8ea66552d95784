"""Asking the public site to open windows. Desk and site do not import each other; a Wagtail hook joins them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol, TypedDict

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.kernel.audit import Actor
from openletter.sections.models import Section


class Publishes(Protocol):
    """What the site registers under `publish_windows`."""

    def __call__(
        self, *, section: Section, subject: Case | Action, languages: Iterable[str], actor: Actor, at: datetime
    ) -> tuple[Any, ...]:
        """Put pages of the subject up in these languages. Raises Refused."""


class Opens(Protocol):
    """What the site registers under `open_action`."""

    def __call__(self, *, action: Action, actor: Actor, at: datetime) -> tuple[Any, ...]:
        """Make the action live with its pages, or neither. Raises Refused."""


class Closes(Protocol):
    """What the site registers under `close_windows`."""

    def __call__(self, *, action: Action, languages: Iterable[str], actor: Actor, at: datetime) -> tuple[Any, ...]:
        """Take the action's pages in these languages down."""


class Reached(Protocol):
    """One address of a case or action, as the site registers them under `addresses_of`.

    It must be gone once it is taken down; with `silent_of`, it goes on answering and says none of these.
    """

    what: str
    where: str
    url: str
    silent_of: tuple[str, ...]


def addresses_of(subject: Case | Action) -> tuple[Reached, ...]:
    """Every address at which the public meets a case or an action. Raises IndexError where no site is installed."""
    found: tuple[Reached, ...] = hooks.get_hooks("addresses_of")[0](subject)
    return found


class Scene(TypedDict):
    """What is read before it is public: whose page, on whose site, in which language, as of when.

    Its parts answer beneath `base`; `band` stands across every page and says what it is.
    """

    subject: Case | Action
    section: Section
    language: str
    at: datetime
    base: str
    band: tuple[str, str]


def rehearse(request: HttpRequest, leaf: str, scene: Scene) -> HttpResponse:
    """The page as it would stand on the section's site, or a part of it; drawn by the site itself. Raises Http404."""
    found: HttpResponse = hooks.get_hooks("rehearse")[0](request, leaf, **scene)
    return found


def papers_in_rehearsal(request: HttpRequest, scene: Scene) -> tuple[tuple[str, str], ...]:
    """The papers that this page offers: what each is called, and where it can be looked at."""
    found: tuple[tuple[str, str], ...] = hooks.get_hooks("papers_in_rehearsal")[0](request, **scene)
    return found


def publisher() -> Publishes:
    """The site's verb. Raises IndexError where no site is installed."""
    found: Publishes = hooks.get_hooks("publish_windows")[0]
    return found


def opener() -> Opens:
    """The site's verb that makes an action live with its pages. Raises IndexError where no site is installed."""
    found: Opens = hooks.get_hooks("open_action")[0]
    return found


def closer() -> Closes:
    """The site's verb that takes pages of an action down. Raises IndexError where no site is installed."""
    found: Closes = hooks.get_hooks("close_windows")[0]
    return found


class Newsroom(Protocol):
    """What the site registers under `newsroom`: stories and pages written by hand. Rows are the site's own."""

    def section_of(self, page: int) -> int | None:
        """The section to whose site a page belongs; None for what belongs to none."""

    def section_at(self, path: str) -> int | None:
        """The same, by the page's place in the tree."""

    def homes_of(self, sections: Iterable[int] | None) -> list[Any]:
        """The homes of these sections, or of all."""

    def sites_of(self, sections: Iterable[int] | None) -> list[Any]:
        """Those homes with the pages beneath them that are written by hand."""

    def stories(self, sections: Iterable[int] | None) -> Any:
        """The stories of these sections, or of all, the last written first."""

    def stories_waiting(self, sections: Iterable[int] | None) -> Any:
        """Those that wait for somebody else, the longest waiting first."""

    def others_of(self, story: Any) -> list[Any]:
        """A story in its other languages."""

    def draft_of(self, story: Any) -> Any:
        """A story as it was last written."""

    def tells(self, story: Any) -> list[Case]:
        """The cases whose person a draft tells of."""

    def told(self, story: Any, *, at: datetime) -> bool:
        """Whether readers meet the story now."""

    def missing_of(self, draft: Any, *, at: datetime) -> list[tuple[Case, tuple[str, ...]]]:
        """The consent that a draft lacks, case by case."""

    def unpublished(self, story: Any) -> bool:
        """Whether something written waits to be published."""

    def writers_of(self, story: Any) -> frozenset[int]:
        """Who wrote any of what is not published yet."""

    def begin(self, *, section: Section, language: str, at: datetime) -> Any:
        """The page beneath which a story is written. Raises Refused."""

    def begin_translation(self, *, story: Any, language: str, user: Any, at: datetime) -> Any:
        """The story as a draft in another language. Raises Refused."""

    def ask(self, *, story: Any, actor: Actor, at: datetime) -> Any:
        """Somebody else is asked to publish it. Raises Refused."""

    def send_back(self, *, story: Any, reason: str, actor: Actor, at: datetime) -> Any:
        """Who wrote it reads what to change. Raises Refused."""

    def look_of(self, story: Any) -> str:
        """A digest of what publishing a story would let out now."""

    def publish_draft(
        self, *, story: Any, releases: bool, names_nobody: bool, actor: Actor, at: datetime, seen: str | None = None
    ) -> Any:
        """What was last written, and is what was `seen`, stands on the site. Raises Refused."""

    def redirects_of(self, sections: Iterable[int] | None) -> Any:
        """Where old addresses of these sections lead, or of all."""

    def lead(self, *, section: Section, source: str, target: str, abroad: bool, actor: Actor, at: datetime) -> Any:
        """An old address leads to another one. Raises Refused."""

    def take_in(
        self, *, section: Section, table: str, abroad: bool, actor: Actor, at: datetime
    ) -> tuple[int, list[Any]]:
        """All lines of a table of redirects, or none: how many, and what is wrong in which line."""

    def forget(self, *, redirect: Any, actor: Actor, at: datetime) -> None:
        """An old address leads nowhere any more."""

    def take_down(self, *, story: Any, actor: Actor, at: datetime) -> None:
        """The story is on no site any more."""


def newsroom() -> Newsroom:
    """The site's newsroom. Raises IndexError where no site is installed."""
    found: Newsroom = hooks.get_hooks("newsroom")[0]()
    return found
