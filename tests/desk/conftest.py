"""The small world, and people signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.desk import world

from openletter.cases.models import Case
from openletter.kernel.audit import SYSTEM
from openletter.sections.models import Section
from openletter.web.operations import open_homes, publish_windows


def two_sections() -> world.World:
    """Two sections, each with a case and a draft petition."""
    own, other = world.section("ca"), world.section("fr", ("fr", "ar"))
    mine, theirs = world.case(own), world.case(other, "aarrass", "Ali Aarrass")
    world.consent(mine)
    return world.World(own, other, mine, theirs, world.action(mine), world.action(theirs, title="Libérez-le"))


@pytest.fixture
def desk(db: None) -> world.World:
    """The small world, made anew for each test."""
    return two_sections()


@pytest.fixture
def as_role(client: Client) -> Callable[..., Client]:
    """A browser signed in as somebody with a role."""

    def sign_in(role: str | None, of: Section | None = None, name: str = "Ada") -> Client:
        client.force_login(world.person(name, role, of))
        return client

    return sign_in


@pytest.fixture
def public(desk: world.World) -> Case:
    """The desk's case with a page, let out by a process of ours."""
    publish_windows(section=desk.own, subject=desk.case, languages=["en"], actor=SYSTEM, at=world.AT)
    desk.case.refresh_from_db()
    return desk.case


@pytest.fixture
def homes(desk: world.World) -> world.World:
    """Both sections with their homes."""
    for section in (desk.own, desk.other):
        open_homes(section=section, at=world.AT)
    return desk
