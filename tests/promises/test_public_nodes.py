"""Personal data is sealed at rest: the public web role can write it and cannot read it back."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from tests.world import pages
from tests.world.acts import AT, a_section, an_act, an_action
from tests.world.making import EDITOR, consent
from tests.world.photographs import photograph

from openletter.actions.models import Action
from openletter.actions.operations import acts
from openletter.actions.rules import ActState
from openletter.cases.operations import PhotoFacts, put_photo
from openletter.cli.commands.grants import statements

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

CLOSED = [
    "SELECT sealed FROM actions_taken",
    "SELECT * FROM actions_taken",
    "SELECT wrapped FROM kernel_datakey",
    "SELECT 1 FROM supporters_supporter",
    "SELECT email FROM accounts_user",
    "SELECT 1 FROM django_session",
    "SELECT 1 FROM kernel_auditentry",
    "INSERT INTO actions_ledgerentry DEFAULT VALUES",
    "DELETE FROM actions_taken",
    "UPDATE kernel_datakey SET wrapped = ''",
    "UPDATE actions_taken SET action_id = action_id",
    "UPDATE actions_taken SET country = 'XX'",
    "SELECT payload FROM kernel_outboxentry",
    "SELECT evidence FROM cases_consentrecord",
    "SELECT source_note FROM cases_development",
    "SELECT 1 FROM sections_membership",
    "SELECT rights_note FROM cases_casephoto",
    "SELECT body FROM cases_photomaster",
]


def as_a_public_node() -> None:
    """From here on the database believes us to be a public node, until the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE node_in_test")
        for statement in statements("node_in_test"):
            cursor.execute(statement)
        cursor.execute("SET LOCAL ROLE node_in_test")


@pytest.fixture
def act() -> Iterator[object]:
    """One act, and from here on the database believes us to be a public node."""
    act = an_act(an_action(a_section()))
    as_a_public_node()
    yield act
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("statement", CLOSED)
def test_a_public_node_cannot_read_people_back(act: object, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_public_node_can_do_everything_an_act_needs(act: object) -> None:
    assert Action.objects.get().words.count() >= 0
    assert acts.confirm(act_id=act, at=AT).state == ActState.COUNTED
    assert acts.withdraw(act_id=act, at=AT + timedelta(hours=1)).changed


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_a_public_node_can_draw_every_page(language: str) -> None:
    world = pages.a_world()
    case, action = pages.address_of(world, language, case_only=True), pages.address_of(world, language)
    as_a_public_node()
    home = f"/{world.section.key}/{language}/"
    machines = [f"{home}{name}" for name in ("feed.atom", "country/ma/feed.atom", "deadlines.ics", "sitemap.xml")]
    machines += [f"{case}feed.atom", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"]
    for address in (home, case, action, "/", *machines):
        assert Client().get(address).status_code == 200, address


def test_a_public_node_can_show_a_photo_and_a_card() -> None:
    world = pages.a_world()
    consent(world.case, ["photo", "social_media"])
    put_photo(
        case=world.case, facts=PhotoFacts(credit="Salma Example"), alts=dict.fromkeys(pages.LANGUAGES, "A woman"),
        upload=photograph(), actor=EDITOR, at=AT,
    )  # fmt: skip
    as_a_public_node()
    html = Client().get(pages.address_of(world, "en", case_only=True)).content.decode()
    shown = re.findall(r"/photo/[0-9a-f]{32}/320\.\w+|/xx/en/card/[^\"]+\.png", html)
    assert len(set(shown)) == 4
    for address in shown:
        assert Client().get(address).status_code == 200, address
