"""What representatives did: told sealed, read with an audit entry, released with a reason, taken back, forgotten."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.world import pages
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action
from openletter.deliveries.lobbying import operations
from openletter.deliveries.lobbying.access import Erased, Told, open_told
from openletter.deliveries.lobbying.models import LobbyContact
from openletter.deliveries.lobbying.queries import told_of
from openletter.deliveries.lobbying.rules import LobbyDid, obstacles
from openletter.kernel import words
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.supporters.operations import new_section_key

pytestmark = pytest.mark.django_db
SAID = {
    "en": {"text": "The group’s member of Congress asked the ambassador about her."},
    "ar": {"text": "سألت ممثلة المجموعة السفير عنها."},
}


def a_contact(world: pages.World, **more: object) -> LobbyContact:
    fields = {
        "section": world.section, "case": world.case, "by": "group", "by_name": "Group 48", "way": "meeting",
        "did": LobbyDid.WROTE_TO_AMBASSADOR, "on": "2010-11", "evidence": "A copy", "note": "Ask again", "told_at": AT,
    }  # fmt: skip
    row = LobbyContact.objects.create(**(fields | more))
    words.write(row, SAID)
    return row


def the_page(world: pages.World, language: str) -> str:
    return Client().get(pages.address_of(world, language, case_only=True)).content.decode()


@pytest.fixture
def lobby(world: pages.World) -> pages.World:
    """The world's action asks people to write to their representatives, and its section can seal."""
    Action.objects.filter(pk=world.action.pk).update(kind="lobby_own_government")
    new_section_key(world.section, AT)
    return world


def leaf(world: pages.World, rest: str) -> str:
    return f"/{world.section.key}/en/act/{world.action.ref}/representatives/{rest}"


def test_it_is_read_on_the_case_once_released_and_no_longer_once_taken_back(world: pages.World) -> None:
    row = a_contact(world)
    assert SAID["en"]["text"] not in the_page(world, "en")
    operations.release(contact=row, reason="The group agreed", actor=EDITOR, at=AT)
    english, arabic = the_page(world, "en"), the_page(world, "ar")
    assert SAID["en"]["text"] in english
    assert "Wrote to the ambassador" in english
    assert "Group 48" in english
    assert SAID["ar"]["text"] in arabic
    assert "Ask again" not in english
    assert "A copy" not in english
    operations.take_back(contact=row, reason="They asked us to", actor=EDITOR, at=AT)
    assert SAID["en"]["text"] not in the_page(world, "en")
    verbs = AuditEntry.objects.filter(subject_type="deliveries.lobbycontact").values_list("verb", "reason")
    assert set(verbs) == {("lobby.released", "The group agreed"), ("lobby.kept", "They asked us to")}


def test_without_words_a_deed_or_a_reason_nothing_is_released(world: pages.World) -> None:
    for row, reason in (
        (a_contact(world), " "),
        (a_contact(world, did=LobbyDid.ANSWERED_POLITELY), "why not"),
        (a_contact(world, did=LobbyDid.NOTHING), "why not"),
    ):
        with pytest.raises(Refused):
            operations.release(contact=row, reason=reason, actor=EDITOR, at=AT)
    assert told_of(world.case.pk, "en") == ()
    assert len(obstacles(did="nothing", has_words=False)) == 2


def test_a_supporters_name_is_never_beside_it(world: pages.World) -> None:
    row = a_contact(world, by="supporter", by_name="Amina Example")
    operations.release(contact=row, reason="It helps", actor=EDITOR, at=AT)
    assert told_of(world.case.pk, "en")[0].group == ""


def test_what_happened_first_stands_first(world: pages.World) -> None:
    for on in ("2011", "", "2009-05~"):
        operations.release(contact=a_contact(world, on=on), reason="ok", actor=EDITOR, at=AT)
    assert [line.on for line in told_of(world.case.pk, "en")] == ["2009-05~", "2011", ""]


def test_somebody_tells_what_was_answered_without_a_script_or_an_address(lobby: pages.World) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(leaf(lobby, "answer"))
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    typed = {
        "representative": "Ann Example",
        "did": "asked_in_parliament",
        "answer": "She asked\r\non Monday.",
        "contact": "",
    }
    empty = client.post(leaf(lobby, "answer"), typed | {"answer": " "})
    assert empty.status_code == 422
    assert "Ann Example" in empty.content.decode()
    assert not LobbyContact.objects.exists()
    done = client.post(leaf(lobby, "answer"), typed)
    assert (done.status_code, done["Location"]) == (303, leaf(lobby, "answered"))
    assert client.get(done["Location"]).status_code == 200
    row = LobbyContact.objects.get()
    assert (row.by, row.did, row.state, row.section) == ("supporter", "asked_in_parliament", "received", lobby.section)
    assert b"Monday" not in bytes(row.sealed)
    told = open_told(row, by=EDITOR, purpose="To thank her", at=AT)
    assert told == Told("She asked\non Monday.", "Ann Example", "")
    assert "Monday" not in repr(told)
    assert AuditEntry.objects.get(verb="opened").reason == "To thank her"


def test_robots_are_thanked_and_nothing_is_kept(lobby: pages.World) -> None:
    done = Client().post(leaf(lobby, "answer"), {"answer": "Buy", "website": "http://spam.example"})
    assert done.status_code == 303
    assert not LobbyContact.objects.exists()


def test_answers_are_taken_when_the_action_is_over_and_everything_else_leads_to_its_page(lobby: pages.World) -> None:
    Action.objects.filter(pk=lobby.action.pk).update(status="closed", closed_on=AT.date(), close_reason="won")
    assert Client().get(leaf(lobby, "answer")).status_code == 200
    assert Client().post(leaf(lobby, "answer"), {"answer": "She wrote"}).status_code == 303
    over = Client().get(leaf(lobby, "areas"))
    assert (over.status_code, over["Location"]) == (303, f"/{lobby.section.key}/en/act/{lobby.action.ref}/")
    Action.objects.filter(pk=lobby.action.pk).update(status="suspended")
    assert Client().get(leaf(lobby, "answer")).status_code == 410


def test_a_section_without_a_key_takes_nothing_in_the_clear(lobby: pages.World) -> None:
    LobbyContact.objects.all().delete()
    lobby.section.__class__.objects.filter(pk=lobby.section.pk).update(key="other")
    refused = Client().post(leaf(lobby, "answer").replace("/xx/", "/other/"), {"answer": "She wrote"})
    assert refused.status_code == 422
    assert not LobbyContact.objects.exists()


def test_what_was_told_ends_and_what_was_released_stays(lobby: pages.World) -> None:
    Client().post(leaf(lobby, "answer"), {"answer": "She wrote to the ambassador"})
    row = LobbyContact.objects.get()
    assert operations.forget(at=row.told_at + timedelta(days=1)) == 0
    assert operations.forget(at=row.told_at + timedelta(days=31 * lobby.section.retention_months)) == 1
    row.refresh_from_db()
    with pytest.raises(Erased):
        open_told(row, by=EDITOR, purpose="x", at=AT)
    assert LobbyContact.objects.filter(did=row.did).exists()


def test_the_form_of_an_answer_is_named_for_who_reads_it_aloud(lobby: pages.World) -> None:
    page = Client().get(leaf(lobby, "answer")).content.decode()
    labels = set(re.findall(r'<label for="(\w+)"', page))
    assert labels == {"representative", "did", "answer", "contact"}
    assert page.count("<h1") == 1
