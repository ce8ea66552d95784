"""From an act to a confirmation mail: once, in time, within the limit, saying nothing it should not."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from tests.world.acts import AT, TITLES, a_repeat, a_section, an_act, an_action

from openletter.actions.models import Action
from openletter.actions.operations import acts
from openletter.actions.operations.recall import recall_case, resume_case
from openletter.actions.rules import ActionStatus
from openletter.kernel import outbox, tokens
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import LimitRule, OutboxEntry
from openletter.mailings import operations, tasks
from openletter.mailings.models import OutgoingMail

LATER = AT + timedelta(minutes=11)


def link_in(message):
    return re.search(r"https?://\S+/confirm/(\S+)/", message.body)


def test_the_mail_carries_the_link_to_the_act_and_to_nothing_else(action, worker, mailoutbox):
    act = an_act(action)
    assert worker.round() == 1
    message = mailoutbox[0]
    assert message.to == ["rim@people.example"]
    found = link_in(message)
    assert UUID(hex=tokens.read(found[1], purpose="act", key=settings.SECRET_KEY)) == act
    assert found[0].startswith(f"{settings.ENV.public_url}/xq/fr/confirm/")
    html = message.alternatives[0].content
    assert set(re.findall(r"""(?:href|src|url\()=?["']?(https?:[^"')\s]+)""", html)) == {found[0]}


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_it_speaks_the_language_of_the_act(action, worker, mailoutbox, language):
    an_act(action, language=language)
    worker.round()
    message, html = mailoutbox[0], mailoutbox[0].alternatives[0].content
    assert TITLES[language] in message.body
    assert TITLES[language] in html
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert message.extra_headers["Content-Language"] == language
    assert f"/{language}/confirm/" in message.body


def test_a_language_the_section_gave_up_becomes_its_own(action, worker, mailoutbox):
    an_act(action, language="ar")
    type(action.section).objects.update(languages=["en", "fr"])
    worker.round()
    assert "/fr/confirm/" in mailoutbox[0].body


def test_heads_and_first_sentence_name_neither_person_nor_case(action, worker, mailoutbox):
    an_act(action, language="en")
    worker.round()
    message = mailoutbox[0]
    seen = message.subject + message.body.split("\n\n")[0]
    for word in ("Idriss", "Nadir", TITLES["en"], "Morocco"):
        assert word not in seen


def test_nothing_typed_in_a_form_stands_in_the_mail(action, worker, mailoutbox):
    an_act(action, name="Visit casino.example now", language="en")
    worker.round()
    message = mailoutbox[0]
    whole = message.message().as_string() + message.body + message.alternatives[0].content
    assert "casino" not in whole
    assert "Laval" not in whole


def test_the_heads_are_the_sections(action, worker, mailoutbox):
    an_act(action, language="fr")
    worker.round()
    heads = mailoutbox[0].message()
    assert heads["From"] == "Lettres Canada <lettres@section.example>"
    assert heads["Reply-To"] == "bonjour@section.example"
    assert heads["Auto-Submitted"] == "auto-generated"
    mail = OutgoingMail.objects.get()
    assert heads["Message-ID"] == f"<{mail.pk.hex}@section.example>"


def test_a_section_with_its_own_host_links_to_it(db, worker, mailoutbox):
    from tests.world import making

    action = an_action(a_section("xh", host="letters.example"))
    making.consent(action.case)
    an_act(action)
    worker.round()
    assert "https://letters.example/fr/confirm/" in mailoutbox[0].body


def test_handling_a_fact_twice_sends_one_mail(action, worker, mailoutbox):
    an_act(action)
    payload = OutboxEntry.objects.get(fact="acts_taken").payload
    worker.round()
    tasks.owe_mails_for_acts(payload)
    worker.round()
    assert len(mailoutbox) == 1


def test_acting_again_before_confirming_brings_the_mail_once_more(action, worker, mailoutbox):
    act = an_act(action)
    a_repeat(action)
    worker.round()
    assert len(mailoutbox) == 1  # a double click is one mail
    a_repeat(action, at=LATER)
    worker.round(LATER)
    assert len(mailoutbox) == 2
    assert (
        link_in(mailoutbox[0])[1]
        == link_in(mailoutbox[1])[1]
        == tokens.sign(act, purpose="act", key=settings.SECRET_KEY)
    )


def test_acting_again_after_confirming_brings_the_word_that_it_counts(action, worker, mailoutbox):
    act = an_act(action, language="en")
    worker.round()
    acts.confirm(act_id=act, at=AT)
    a_repeat(action, at=LATER)
    worker.round(LATER)
    assert [mail.subject for mail in mailoutbox] == ["Please confirm that this was you", "You are counted already"]
    assert link_in(mailoutbox[1])


def test_a_disowned_address_gets_no_more_mail(action, worker, mailoutbox):
    act = an_act(action)
    worker.round()
    acts.disown(act_id=act, at=AT)
    a_repeat(action, at=LATER)
    acts.resend(ref=action.ref, email="rim@people.example", at=LATER)
    worker.round(LATER)
    assert len(mailoutbox) == 1


def test_asking_for_the_mail_again_does_the_same_whoever_asks(action, worker, mailoutbox, django_assert_num_queries):
    an_act(action)
    counted = an_act(action, "sara@people.example")
    worker.round()
    acts.confirm(act_id=counted, at=AT)
    queries = []
    for address in ("rim@people.example", "sara@people.example", "nobody@people.example"):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert acts.resend(ref=action.ref, email=address, at=LATER) is None
        queries.append(len(seen))
    assert len(set(queries)) == 1
    assert OutboxEntry.objects.filter(fact="resend_asked").count() == 3
    worker.round(LATER)
    assert [mail.to for mail in mailoutbox[2:]] == [["rim@people.example"]]


@pytest.mark.parametrize("address", ["", "rim", "a" * 250 + "@people.example"])
def test_what_is_no_address_is_passed_over(action, address):
    acts.resend(ref=action.ref, email=address, at=AT)
    acts.resend(ref="unknown", email="rim@people.example", at=AT)
    assert not OutboxEntry.objects.filter(fact="resend_asked").exists()


def test_an_address_gets_no_more_mails_a_day_than_the_limit(action, worker, mailoutbox):
    LimitRule.objects.filter(key="mails_per_address").update(most=2, seconds=86400)
    an_act(action)
    for hour in range(1, 10):
        a_repeat(action, "rim@people.example", at=AT + timedelta(hours=hour))
        worker.round(AT + timedelta(hours=hour))
    assert len(mailoutbox) == 2


def test_other_spellings_of_an_address_share_its_limit(action, worker, mailoutbox):
    LimitRule.objects.filter(key="mails_per_address").update(most=1, seconds=86400)
    an_act(action, "rim+a@people.example")
    a_repeat(action, "RIM@people.example", at=LATER)
    worker.round(LATER)
    assert len(mailoutbox) == 1


def test_first_mails_above_the_limit_come_when_there_is_room_again(action, worker, mailoutbox):
    LimitRule.objects.filter(key="mails_per_address").update(most=2, seconds=86400)
    from tests.world import making

    for _n in range(5):
        another = an_action(action.section)
        making.consent(another.case)
        an_act(another)
    sent = []
    for day in range(4):
        worker.round(AT + timedelta(days=day))
        sent.append(len(mailoutbox))
    assert sent == [2, 4, 5, 5]


def test_a_limit_of_nothing_sends_nothing(action, worker, mailoutbox):
    LimitRule.objects.filter(key="mails_per_address").update(most=0)
    an_act(action)
    worker.round()
    assert mailoutbox == []


def test_a_withdrawn_act_drops_its_mail(action, worker, mailoutbox, states):
    act = an_act(action)
    operations.owe_confirmations([act], at=AT)
    acts.withdraw(act_id=act, at=AT)
    worker.round()
    assert (len(mailoutbox), states()) == (0, ["confirm dropped"])


def test_a_recall_holds_mails_back_until_it_is_lifted(action, worker, mailoutbox, states):
    an_act(action)
    Action.objects.update(status=ActionStatus.SUSPENDED)
    worker.round()
    worker.round(AT + timedelta(minutes=1))
    assert (len(mailoutbox), states()) == (0, ["confirm waiting"])
    assert OutgoingMail.objects.get().attempts == 0
    Action.objects.update(status=ActionStatus.LIVE)
    worker.round(AT + timedelta(minutes=2))
    assert len(mailoutbox) == 1


def test_a_recalled_case_holds_mails_back_until_it_is_shown_again(action, worker, mailoutbox, states):
    an_act(action)
    recall_case(case=action.case, actor=SYSTEM, at=AT, reason="Danger")
    worker.round()
    assert (len(mailoutbox), states()) == (0, ["confirm waiting"])
    resume_case(case=action.case, actor=SYSTEM, at=AT, reason="It is over")
    worker.round(AT + timedelta(minutes=2))
    assert len(mailoutbox) == 1


def test_a_case_without_consent_holds_mails_back(db, worker, mailoutbox, states):
    an_act(an_action(a_section(), with_consent=False))
    worker.round()
    assert (len(mailoutbox), states()) == (0, ["confirm waiting"])


def test_a_closed_action_has_nothing_to_confirm(action, worker, mailoutbox, states):
    an_act(action)
    Action.objects.update(status=ActionStatus.CLOSED)
    worker.round()
    assert (len(mailoutbox), states()) == (0, ["confirm dropped"])


def test_hashes_and_finished_mails_are_not_kept(action, worker, mailoutbox):
    an_act(action)
    worker.round()
    tasks.forget(AT + timedelta(hours=23))
    assert OutgoingMail.objects.get().person is not None
    tasks.forget(AT + timedelta(hours=25))
    assert OutgoingMail.objects.get().person is None
    tasks.forget(AT + timedelta(days=31))
    assert not OutgoingMail.objects.exists()


def test_a_handler_that_fails_repeats_nobody_elses_work(action, worker, mailoutbox):
    calls = []

    def broken(payload):
        calls.append(payload)
        if len(calls) == 1:
            raise OSError("printer on fire")

    outbox._handlers["acts_taken"].append(("tests.broken", broken))
    try:
        an_act(action)
        outbox.dispatch(at=AT)
        owed = OutgoingMail.objects.count()
        OutgoingMail.objects.all().delete()
        outbox.dispatch(at=AT + timedelta(hours=1))
    finally:
        outbox._handlers["acts_taken"].pop()
    assert (owed, len(calls), OutgoingMail.objects.count()) == (1, 2, 0)
    assert OutboxEntry.objects.get(fact="acts_taken").done_at is not None
