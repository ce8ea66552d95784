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


def publisher() -> Publishes:
    """The site's verb. Raises IndexError where no site is installed."""
    found: Publishes = hooks.get_hooks("publish_windows")[0]
    return found
