"""Asking the public site to open windows. Desk and site do not import each other; a Wagtail hook joins them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

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


def publisher() -> Publishes:
    """The site's verb. Raises IndexError where no site is installed."""
    found: Publishes = hooks.get_hooks("publish_windows")[0]
    return found
