"""What a tool is given, for an action of the small world."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.world import pages

from openletter.actions.models import Action, ActionTarget, Appeal
from openletter.actions.queries import public_action
from openletter.cases.queries import public_case
from openletter.kernel import words
from openletter.sections.routing import Place, base_of
from openletter.targets.models import ContactPoint, Office
from openletter.web.tools import Matter

# A Saturday noon: offices in Morocco are closed until Monday.
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def kind(world: pages.World, key: str, **settings: Any) -> None:
    """The world's action is of another kind."""
    Action.objects.filter(pk=world.action.pk).update(kind=key, settings=settings)


def way(world: pages.World, which: str, value: str, health: str = "ok") -> ContactPoint:
    """A way to the office that the action addresses."""
    office = ActionTarget.objects.get(action=world.action, role="target").office
    return ContactPoint.objects.create(office=office, kind=which, value=value, health=health)


def copy_to(world: pages.World, email: str) -> None:
    """Another office gets a copy."""
    office = Office.objects.create(key="embassy", kind="ambassador", territory="MA")
    words.write(office, {"en": {"name": "Embassy", "salutation": "Dear Ambassador,", "closing": "Yours,"}})
    ActionTarget.objects.create(action=world.action, office=office, role="copy", order=1)
    ContactPoint.objects.create(office=office, kind="email", value=email, health="ok")


def text(world: pages.World, body: str, *, language: str = "en", use: str = "") -> None:
    """The text proposed, in one language, for everybody or for one use."""
    appeal = Appeal.objects.filter(action=world.action, use=use).first()
    appeal = appeal or Appeal.objects.create(action=world.action, use=use)
    words.write(appeal, {language: {"subject": "A request", "body": body}})


def matter(world: pages.World, language: str = "en", at: datetime = AT) -> Matter:
    """The matter as a page hands it to its tools."""
    action = public_action(world.action.pk, language, at=at)
    case = public_case(world.case.pk, language, on=at.date())
    assert action is not None
    assert case is not None
    place = Place(world.section, language, base_of(world.section, language))
    return Matter(action, case, place, world.action.pages.get(locale__language_code=language), at)
