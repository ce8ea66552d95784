"""Personal data is sealed at rest, is in no log, address or cookie, and has an end."""

import logging
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from tests.world import acts as people

from openletter.actions.operations import retention
from openletter.actions.rules import ActionStatus
from openletter.kernel import outbox
from openletter.mailings import sending, tasks
from openletter.supporters import tasks as supporters
from openletter.supporters.operations import new_section_key
from openletter.supporters.queries import person_of_address

pytestmark = pytest.mark.django_db
EMAIL, NAME, TOWN = "rim.bensaid@people.example", "Rim Bensaid", "Laval"
LATER = people.AT + timedelta(hours=2)


@pytest.fixture
def world(world):
    new_section_key(world.section, people.AT)
    return world


def written():
    """Everything in the database, as one heap of bytes."""
    heap = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database
            heap += [_as_bytes(value) for row in cursor.fetchall() for value in row]
    return b"\n".join(heap)


def _as_bytes(value):
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def work(at):
    while outbox.dispatch(at=at):
        pass
    return tasks.send_answers(at) + tasks.send_news(at)


def whole_story(world, mailoutbox):
    """Sign, get the mail, ask for it again, confirm, sign again, hear of the outcome; returns the mailed paths."""
    people.an_act(world.action, EMAIL, name=NAME, language="en", news=True)
    work(LATER.replace(year=2099))
    paths = [re.search(r"https?://[^/]+(/\S+/confirm/\S+/)", mailoutbox[0].body)[1]]
    client = Client()
    client.post(f"/xx/en/act/{world.action.ref}/resend/", {"email": EMAIL})
    client.get(paths[0])
    client.post(paths[0], {"do": "confirm"})
    people.a_repeat(world.action, EMAIL)
    work(LATER.replace(year=2099))
    return paths, client


def test_nothing_of_a_person_stands_open_in_the_database(world, mailoutbox):
    whole_story(world, mailoutbox)
    heap = written()
    assert world.action.ref.encode() in heap  # the heap is the database, not an empty net
    for typed in (EMAIL, EMAIL.split("@")[0], NAME, NAME.split()[1], TOWN):
        assert typed.lower().encode() not in heap.lower()


def test_nothing_of_a_person_stands_in_a_log(world, mailoutbox, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("openletter").setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # statements are shown by debuggers only
    failed = []

    def broken(message, server):
        failed.append(message)
        raise ConnectionError(f"could not reach {message.to} for {NAME}")

    paths, client = whole_story(world, mailoutbox)
    monkeypatch.setattr(sending, "_hand_over", broken)
    people.an_act(world.action, f"x{EMAIL}", name=NAME)
    work(LATER.replace(year=2099))
    client.get(paths[0].replace("~", "x"))
    client.get(f"/xx/en/act/{world.action.ref}/")
    assert failed
    assert "ConnectionError" in caplog.text
    for secret in (EMAIL, NAME, TOWN, paths[0].split("/")[-2]):
        assert secret not in caplog.text


def test_nothing_of_a_person_stands_in_an_address_or_a_cookie(world, mailoutbox):
    paths, client = whole_story(world, mailoutbox)
    assert not client.cookies
    for message in mailoutbox:
        for link in re.findall(r"https?://\S+", message.body + message.alternatives[0].content):
            assert "people" not in link
            assert "rim" not in link.lower()
            assert person_of_address(EMAIL).hex() not in link
    assert client.get(paths[0])["Referrer-Policy"] == "no-referrer"
    assert client.get(paths[0])["Cache-Control"] == "no-store"


def test_asking_for_the_mail_again_tells_nobody_whether_an_address_has_acted(world, mailoutbox):
    whole_story(world, mailoutbox)
    people.an_act(world.action, "waits@people.example")
    answers = []
    for address in (EMAIL, "waits@people.example", "nobody@people.example", "no address"):
        answer = Client().post(f"/xx/en/act/{world.action.ref}/resend/", {"email": address})
        answers.append((answer.status_code, sorted(answer.headers.items()), answer.content))
    assert answers[0][0] == 200
    assert all(answer == answers[0] for answer in answers)


def test_after_its_end_only_the_number_remains(world, mailoutbox):
    whole_story(world, mailoutbox)
    person = person_of_address(EMAIL)
    assert person in written()
    type(world.action).objects.filter(pk=world.action.pk).update(
        status=ActionStatus.CLOSED, closed_on=LATER.date(), deadline=None
    )
    end = LATER.replace(year=2029)
    retention.erase_ended(at=end)
    supporters.erase_outdated(end)
    tasks.forget(end)
    outbox.prune(at=end.replace(year=2100))
    heap = written()
    assert person not in heap
    assert person.hex().encode() not in heap
    taken = world.action.taken.get()
    assert (taken.state, taken.sealed, taken.data_key_id) == ("counted", None, None)
    for model in (apps.get_model("supporters.Supporter"), apps.get_model("actions.ActionTaken")):
        assert not model.objects.filter(sealed__isnull=False).exists()
