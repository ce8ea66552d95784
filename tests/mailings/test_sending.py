"""Handing mails over: what happens when the server, the key or the address will not."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends import locmem
from tests.world.acts import AT, an_act

from openletter.config.env import env
from openletter.mailings import rules, sending, tasks
from openletter.mailings.models import OutgoingMail
from openletter.supporters import access

State = OutgoingMail.State


class Refusing(locmem.EmailBackend):
    """A server that has trouble with some addresses."""

    def send_messages(self, messages):
        to = messages[0].to[0]
        if to.startswith("gone"):
            raise smtplib.SMTPRecipientsRefused({to: (550, b"no such user gone@people.example")})
        if to.startswith("full"):
            raise smtplib.SMTPRecipientsRefused({to: (452, b"mailbox full")})
        if to.startswith("down"):
            raise ConnectionRefusedError(to)
        return super().send_messages(messages)


@pytest.fixture
def trouble(settings, monkeypatch):
    monkeypatch.setattr(locmem, "RefusingForTests", Refusing, raising=False)
    backend = "django.core.mail.backends.locmem.RefusingForTests"
    settings.MAILERS = {name: {"BACKEND": backend} for name in ("default", "bulk")}


def state_of(act):
    return OutgoingMail.objects.get(act_id=act)


def news(action, n):
    act = an_act(action, f"{n}@a.example")
    return OutgoingMail.objects.create(kind="outcome", key=f"o{n}", act_id=act, owed_at=AT, due_at=AT)


@pytest.mark.usefixtures("trouble")
def test_one_mail_in_trouble_does_not_stop_the_others(action, worker, mailoutbox):
    acts = {who: an_act(action, f"{who}@people.example") for who in ("down", "gone", "full", "rim")}
    assert worker.round() == 1
    assert [message.to for message in mailoutbox] == [["rim@people.example"]]
    assert state_of(acts["rim"]).state == State.SENT
    assert state_of(acts["gone"]).state == State.FAILED
    for who in ("down", "full"):
        mail = state_of(acts[who])
        assert (mail.state, mail.attempts, mail.due_at) == (State.WAITING, 1, AT + timedelta(seconds=30))


@pytest.mark.usefixtures("trouble")
def test_a_mail_is_tried_again_ever_later_and_then_given_up(action, worker):
    act, at, waits = an_act(action, "down@people.example"), AT, []
    for _attempt in range(20):
        worker.round(at)
        mail = state_of(act)
        if mail.state != State.WAITING:
            break
        waits.append(mail.due_at - at)
        at = mail.due_at
    assert (mail.state, mail.attempts) == (State.FAILED, rules.MOST_ATTEMPTS)
    assert waits == sorted(waits)
    assert timedelta(hours=36) < at - AT < timedelta(days=3)


@pytest.mark.usefixtures("trouble")
def test_the_log_tells_the_error_and_never_the_address(action, worker, caplog):
    for who in ("down", "gone", "full"):
        an_act(action, f"{who}@people.example")
    worker.round()
    assert caplog.text.count("not sent") == 3
    assert "people.example" not in caplog.text
    assert "SMTPRecipientsRefused" in caplog.text


def test_an_address_that_would_forge_a_head_is_given_up(action, worker, mailoutbox):
    act = an_act(action, "rim@people.example\nBcc: everyone@people.example")
    worker.round()
    assert mailoutbox == []
    assert state_of(act).state == State.FAILED


def test_two_addresses_in_one_are_given_up(action, worker, mailoutbox):
    act = an_act(action, "rim@people.example, everyone@people.example")
    worker.round()
    assert mailoutbox == []
    assert state_of(act).state == State.FAILED


def test_a_sections_name_cannot_forge_a_head(action, worker, mailoutbox):
    action.section.words.filter(locale__language_code="fr").update(name='A\nBcc: x@people.example" <y@people.example>')
    act = an_act(action)
    worker.round()
    assert state_of(act).state == State.SENT
    message = mailoutbox[0]
    assert message.message()["Bcc"] is None
    assert message.recipients() == ["rim@people.example"]


def test_where_the_private_key_is_missing_mails_wait(action, worker, mailoutbox):
    act = an_act(action)
    access._data_key.cache_clear()
    files = [(file, file.read_bytes()) for file in env().key_dir.glob("*.key")]
    for file, _private in files:
        file.unlink()
    worker.round()
    assert (len(mailoutbox), state_of(act).state) == (0, State.WAITING)
    for file, private in files:
        file.write_bytes(private)
    worker.round(AT + timedelta(minutes=1))
    assert len(mailoutbox) == 1


def test_a_mail_claimed_by_another_worker_is_left_alone_until_that_one_is_lost(action, worker):
    act = an_act(action)
    OutgoingMail.objects.create(kind="confirm", key="c", act_id=act, owed_at=AT, due_at=AT)
    mine = OutgoingMail.objects.get()
    assert sending._claim(mine, AT)
    assert not sending._claim(mine, AT)
    assert tasks.send_answers(AT + timedelta(minutes=9)) == 0
    assert tasks.send_answers(AT + timedelta(minutes=10)) == 1


def test_answers_go_before_news(action, monkeypatch):
    order = []
    monkeypatch.setattr(sending, "_deal_with", lambda mail, *_rest: order.append(mail.kind) or True)
    for n in range(3):
        news(action, n)
    OutgoingMail.objects.create(kind="confirm", key="c", act_id=an_act(action), owed_at=AT, due_at=AT)
    tasks.send_answers(AT)
    tasks.send_news(AT)
    assert order == ["confirm", "outcome", "outcome", "outcome"]


def test_a_round_ends_when_its_time_is_over(action, monkeypatch):
    clock = iter(range(0, 100, 2))
    monkeypatch.setattr(sending.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sending, "_deal_with", lambda *_all: True)
    for n in range(9):
        news(action, n)
    assert sending.send_due(rules.BULK, using="bulk", at=AT, most=9, within=timedelta(seconds=5)) == 2


def test_a_round_sends_no_more_than_it_was_told(action, monkeypatch):
    monkeypatch.setattr(sending, "_deal_with", lambda *_all: True)
    for n in range(5):
        news(action, n)
    assert sending.send_due(rules.BULK, using="bulk", at=AT, most=3, within=timedelta(seconds=60)) == 3
