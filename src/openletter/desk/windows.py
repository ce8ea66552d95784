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
