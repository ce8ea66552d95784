"""A sender objects once, in time; somebody else decides; every step stays, and who was told hears the other too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Q
from tests.solidarity.conftest import work
from tests.world.acts import AT, a_section

from openletter.kernel.languages import day_in_words
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.mailings.letters import Gone, write_letter
from openletter.mailings.models import OutgoingMail
from openletter.mailings.reading import about
from openletter.solidarity import access, queries
from openletter.solidarity.models import Decision, Objection, SolidarityMessage
from openletter.solidarity.operations import messages, objections
from openletter.solidarity.rules import TIME_TO_OBJECT, Age, Verdict, age_of

WHY = "The God in my message is the name of my cat."


@pytest.fixture
def withheld(received, staff):
    """A message that Ines withheld; its sender was told."""
    message = received()
    messages.withhold(message=message, reason="religion", words="A prayer.", tell=True, actor=staff[0], at=AT)
    work()
    message.refresh_from_db()
    return message


def decision_on(message):
    return message.decisions.get(verdict=Verdict.WITHHELD)


def objects(message, text=WHY, at=AT):
    made = objections.object_to(decision_on(message).pk, section=message.section, text=text, language="en", at=at)
    work()
    message.refresh_from_db()
    return made


def letter(kind):
    mail = OutgoingMail.objects.get(kind=kind)
    return write_letter(mail, about(mail.act_id, on=AT.date(), known={}))


def test_the_mail_of_a_withheld_message_says_why_and_where_to_object(withheld):
    said = letter("msg_withheld")
    assert "It speaks of religion, which this case asks us to leave out." in said.before
    assert "A prayer." in said.before
    assert "/look-again/" in said.link
    last = OutgoingMail.objects.get(kind="msg_withheld").owed_at + TIME_TO_OBJECT - timedelta(days=1)
    assert any(day_in_words(last.date(), "en") in line for line in said.before), said.before


def test_an_objection_is_sealed_and_comes_before_somebody_else(withheld, staff):
    ines, omar = staff
    assert objects(withheld)
    assert (withheld.state, withheld.asked) == ("screened", "objection")
    assert b"cat" not in bytes(Objection.objects.get().sealed)
    assert queries.next_to_read(within=Q(), user_id=ines.id, at=AT) is None
    assert queries.next_to_read(within=Q(), user_id=omar.id, at=AT) == withheld
    with pytest.raises(Refused):
        messages.accept(message=withheld, actor=ines, at=AT)
    with pytest.raises(Refused):
        messages.ask_second(message=withheld, note="", actor=omar, at=AT)
    assert access.open_objection(Objection.objects.get(), by=omar, purpose="moderation", at=AT) == WHY
    assert AuditEntry.objects.filter(verb="opened", actor_id=omar.id).count() == 1


def test_a_granted_objection_overturns_and_its_sender_hears_so(withheld, staff):
    objects(withheld)
    messages.accept(message=withheld, actor=staff[1], at=AT)
    work()
    assert decision_on(withheld).overturned_at == AT
    assert Objection.objects.get().state == "granted"
    assert letter("msg_again").subject == "Your message will be passed on"
    with pytest.raises(Gone):
        letter("msg_withheld")  # had it not gone yet, it would not go any more


def test_a_refused_objection_is_answered_with_the_reason_and_there_is_no_second(withheld, staff):
    objects(withheld)
    messages.withhold(message=withheld, reason="insult", tell=False, actor=staff[1], at=AT)
    work()
    assert Objection.objects.get().state == "refused"
    said = letter("msg_again")
    assert "It insults somebody." in said.before
    assert "/look-again/" not in said.link
    last = withheld.decisions.order_by("at", "id").last()
    assert not last.may_object
    objections.object_to(last.pk, section=withheld.section, text=WHY, language="en", at=AT)
    work()
    withheld.refresh_from_db()
    assert withheld.state == "withheld"


def test_who_was_objected_to_does_not_decide_anew_on_what_another_decided(withheld, staff):
    objects(withheld)
    withheld.refresh_from_db()
    messages.accept(message=withheld, actor=staff[1], at=AT)
    with pytest.raises(Refused, match="somebody else"):
        messages.reconsider(message=withheld, actor=staff[0], at=AT)
    messages.reconsider(message=withheld, actor=staff[1], at=AT)


def test_it_is_said_once_a_decision_and_not_at_any_length(withheld):
    assert objects(withheld)
    assert not objects(withheld, "And again.")
    assert Objection.objects.count() == 1
    for text in ("  ", "x" * 501, "a\x07b"):
        with pytest.raises(Refused):
            objects(withheld, text)


def test_an_objection_without_an_object_changes_nothing_and_is_gone_after_a_day(withheld, staff):
    messages.reconsider(message=withheld, actor=staff[0], at=AT)
    messages.accept(message=withheld, actor=staff[0], at=AT)
    objects(withheld)
    assert withheld.state == "accepted"
    assert Objection.objects.get().state == "past"
    assert objections.forget_past(at=AT + timedelta(days=2)) == 1


def test_who_was_told_that_it_does_not_go_hears_that_it_does(withheld, staff):
    messages.reconsider(message=withheld, actor=staff[0], at=AT)
    messages.accept(message=withheld, actor=staff[0], at=AT)
    work()
    assert OutgoingMail.objects.filter(kind="msg_again").count() == 1


def test_a_message_taken_back_takes_its_decisions_and_objection_along(withheld):
    objects(withheld)
    messages.forget(withheld.act_id)
    assert [rows.objects.count() for rows in (SolidarityMessage, Decision, Objection)] == [0, 0, 0]


def test_both_judgements_of_a_second_opinion_stay(received, staff):
    message = received()
    messages.ask_second(message=message, note="A code?", leaning="withheld", actor=staff[0], at=AT)
    messages.accept(message=message, actor=staff[1], at=AT)
    steps = [(step.verdict, step.by_name, step.leaning) for step in message.decisions.all()]
    assert steps == [("second", "Ines", "withheld"), ("accepted", "Omar", "")]


def test_an_administrator_takes_over_what_somebody_reads_and_it_stands_in_the_record(received, staff):
    message = received()
    messages.claim(message=message, actor=staff[0], at=AT)
    messages.take_over(message=message, actor=staff[1], at=AT)
    with pytest.raises(Refused):
        messages.accept(message=message, actor=staff[0], at=AT)
    messages.accept(message=message, actor=staff[1], at=AT)
    assert [step.verdict for step in message.decisions.all()] == ["taken_over", "accepted"]
    with pytest.raises(Refused):
        messages.take_over(message=message, actor=staff[0], at=AT)


def test_age_goes_by_working_days():
    friday = AT.date() - timedelta(days=1)
    assert age_of(friday, friday + timedelta(days=3), 2) == Age.EARLY
    assert age_of(friday, friday + timedelta(days=4), 2) == Age.NEAR
    assert age_of(friday, friday + timedelta(days=5), 2) == Age.OVER


def test_the_page_works_by_post_alone_and_tells_nothing_of_the_message(withheld, client):
    link = letter("msg_withheld").link
    path = "/" + link.split("/", 3)[3]
    page = client.get(path).content.decode()
    assert "Idriss" not in page
    assert not Objection.objects.exists()
    assert client.post(path, {"text": "x" * 501}).status_code == 422
    answer = client.post(path, {"text": WHY})
    assert (answer.status_code, answer["Location"]) == (303, f"{path}asked/")
    assert client.post(path, {"text": "Again"}).status_code == 303
    assert client.post(path, {"text": "Robot", "website": "x"}).status_code == 303
    assert Objection.objects.count() == 1
    assert client.get(f"{path}asked/").status_code == 200
    assert client.get(f"{path}asked/").content != client.get(path).content
    assert client.get(path.rstrip("/")[:-1] + "x/").status_code == 404


def test_another_section_is_no_way_round(withheld):
    other = a_section("yy")
    objections.object_to(decision_on(withheld).pk, section=other, text=WHY, language="en", at=AT)
    work()
    withheld.refresh_from_db()
    assert withheld.state == "withheld"
