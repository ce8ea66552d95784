"""An address that bounced, is blocked or retired is offered nowhere: no page of any kind of action shows it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import pages

from openletter.actions.kinds import all_kinds
from openletter.actions.models import Action
from openletter.targets.models import ContactPoint, Office
from openletter.targets.rules import ContactKind

GONE = {
    ContactKind.POSTAL: "77 Forgotten Lane\nRabat", ContactKind.EMAIL: "gone@example.org",
    ContactKind.PHONE: "+44 20 7946 0777", ContactKind.FAX: "+44 20 7946 0778",
    ContactKind.WEB_FORM: "https://gone.example/write", ContactKind.X_TWITTER: "@gone_example",
    ContactKind.BLUESKY: "@gone.example.org", ContactKind.MASTODON: "@gone@gone.example",
}  # fmt: skip
STANDING = {ContactKind.POSTAL: "2 Standing Square\nRabat", ContactKind.EMAIL: "stands@example.org"}


@pytest.fixture
def office(world: pages.World) -> Office:
    """The action's office: in poor health everything it ever had, and beside that what works."""
    office = world.action.targets.get().office
    for number, (kind, value) in enumerate(GONE.items()):
        health = ("bounced", "blocked", "retired")[number % 3]
        ContactPoint.objects.create(office=office, kind=kind, value=value, health=health)
    for kind, value in STANDING.items():
        ContactPoint.objects.create(office=office, kind=kind, value=value, order=1)
    return office


@pytest.mark.parametrize("kind", sorted(kind.key for kind in all_kinds()))
def test_what_is_in_poor_health_is_on_no_page(world: pages.World, office: Office, kind: str) -> None:
    Action.objects.filter(pk=world.action.pk).update(kind=kind)
    for language in ("en", "ar"):
        answer = Client().get(pages.address_of(world, language))
        assert answer.status_code == 200
        page = answer.content.decode()
        for value in GONE.values():
            assert value.splitlines()[0] not in page, (kind, value)
        if kind == "email_to_target":
            assert STANDING[ContactKind.EMAIL] in page
