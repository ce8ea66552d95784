"""What became of the person reaches everyone who acted and is counted, once each."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.world import making
from tests.world.acts import AT, an_act, an_action

from openletter.actions.models import Action
from openletter.actions.operations import acts
from openletter.actions.rules import ActionStatus
from openletter.cases import operations as cases
from openletter.cases.models import Outcome, Update
from openletter.kernel import outbox, words
from openletter.mailings import operations
from openletter.mailings.models import OutgoingMail

WORDS = {
    "en": {"summary": "He was released on Friday.", "thanks": "Thank you.", "quote": "I read all.", "quote_by": ""},
    "fr": {"summary": "Il a été libéré vendredi.", "thanks": "Merci.", "quote": "", "quote_by": ""},
}  # fmt: skip


def counted(action, *people, language="en"):
    found = []
    for who in people:
        act = an_act(action, f"{who}@people.example", language=language)
        acts.confirm(act_id=act, at=AT)
        found.append(act)
    OutgoingMail.objects.all().delete()
    return found


@pytest.fixture
def quiet(action, worker):
    """Lets what the making of acts owes be sent and forgotten."""

    def still(mailoutbox):
        worker.round()
        OutgoingMail.objects.all().delete()
        mailoutbox.clear()

    return still


def record(action, fact="outcome_recorded"):
    if fact == "outcome_recorded":
        row = Outcome.objects.create(case=action.case, type="released", on="2026-11-20", closes_case=False)
        words.write(row, WORDS)
        payload = {"outcome": row.pk}
    else:
        row = Update.objects.create(case=action.case, on="2026-11-20", tell_participants=fact == "told")
        words.write(
            row, {"en": {"title": "Moved to hospital", "body": "<p>He is <b>safe</b>.</p><p>For now &amp; here.</p>"}}
        )
        payload, fact = {"update": row.pk}, "update_added"
    with transaction.atomic():
        outbox.write(fact, payload, at=AT)
    return row


def recipients(mailoutbox):
    return sorted(message.to[0].split("@")[0] for message in mailoutbox)


def test_everyone_counted_is_told_once(action, worker, mailoutbox, quiet):
    second = Action.objects.create(case=action.case, section=action.section, kind="petition", status=ActionStatus.LIVE)
    stranger = an_action(action.section)
    counted(action, "rim", "sara")
    counted(second, "rim", "omar")
    counted(stranger, "elsewhere")
    an_act(action, "pending@people.example")
    acts.withdraw(act_id=counted(action, "left")[0], at=AT)
    quiet(mailoutbox)
    record(action)
    worker.round()
    worker.round(AT + timedelta(minutes=1))
    assert recipients(mailoutbox) == ["omar", "rim", "sara"]


def test_a_thousand_people_are_told_in_many_small_steps(action, worker, mailoutbox, quiet, monkeypatch):
    monkeypatch.setattr(operations, "AT_ONCE", 2)
    second = Action.objects.create(case=action.case, section=action.section, kind="petition", status=ActionStatus.LIVE)
    counted(action, *"abcde")
    counted(second, *"defg")
    quiet(mailoutbox)
    record(action)
    worker.round()
    assert recipients(mailoutbox) == list("abcdefg")


def test_telling_twice_tells_once(action, worker, mailoutbox, quiet):
    counted(action, "rim")
    quiet(mailoutbox)
    outcome = record(action)
    worker.round()
    with transaction.atomic():
        outbox.write("outcome_recorded", {"outcome": outcome.pk}, at=AT)
    worker.round()
    assert len(mailoutbox) == 1


def test_it_is_told_in_the_readers_language_and_quotes_only_with_consent(action, worker, mailoutbox, quiet):
    counted(action, "rim", language="en")
    counted(action, "luc", language="fr")
    quiet(mailoutbox)
    record(action)
    worker.round()
    said = {message.to[0].split("@")[0]: message.body for message in mailoutbox}
    assert "He was released on Friday." in said["rim"]
    assert "Il a été libéré vendredi." in said["luc"]
    assert "I read all." not in said["rim"]
    assert f"/en/act/{action.ref}/" in said["rim"]
    assert "/en/confirm/" in said["rim"]  # the way to withdraw
    for message in mailoutbox:
        assert "Nadir" not in message.subject + message.body.split("\n\n")[0]


def test_a_quote_with_consent_is_told(action, worker, mailoutbox, quiet):
    making.consent(action.case, ["quote"])
    counted(action, "rim")
    quiet(mailoutbox)
    record(action)
    worker.round()
    assert "I read all." in mailoutbox[0].body
    assert "I read all." in mailoutbox[0].alternatives[0].content


def test_an_update_is_told_only_when_its_writer_wishes(action, worker, mailoutbox, quiet):
    counted(action, "rim")
    quiet(mailoutbox)
    record(action, "silent")
    worker.round()
    assert mailoutbox == []
    record(action, "told")
    worker.round()
    assert "Moved to hospital" in mailoutbox[0].body
    assert "He is safe.\n\nFor now & here." in mailoutbox[0].body


def test_withdrawn_consent_stops_news_that_is_already_owed(action, worker, mailoutbox, quiet, states):
    counted(action, "rim")
    quiet(mailoutbox)
    outcome = record(action)
    operations.owe_news(operations.Telling("outcome", outcome.uid, action.case_id), at=AT)
    cases.withdraw_consent(
        case=action.case,
        scopes=["case_work"],
        giver="family",
        on=AT.date(),
        evidence="Call",
        actor=making.EDITOR,
        at=AT,
    )
    worker.round()
    assert (mailoutbox, states()) == ([], ["outcome dropped"])


def test_news_that_was_taken_back_is_not_sent(action, worker, mailoutbox, quiet, states):
    counted(action, "rim")
    quiet(mailoutbox)
    update = record(action, "told")
    operations.owe_news(operations.Telling("update", update.uid, action.case_id), at=AT)
    Update.objects.update(tell_participants=False)
    worker.round()
    assert (mailoutbox, states()) == ([], ["update dropped"])


def test_the_keys_of_news_do_not_give_a_person_away(action):
    [act] = counted(action, "rim")
    outcome = record(action)
    operations.owe_news(operations.Telling("outcome", outcome.uid, action.case_id), at=AT)
    mail = OutgoingMail.objects.get(kind="outcome")
    assert mail.person is None
    assert bytes(action.taken.get(pk=act).person).hex() not in mail.key
