"""A message from its confirmation to the family's table: every step, who may take it, and how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.solidarity.conftest import TEXT, work
from tests.world.acts import AT

from openletter.actions.enclosures.access import open_enclosure
from openletter.actions.enclosures.models import Enclosure
from openletter.actions.enclosures.operations import bind, erase_unclaimed, named, take
from openletter.actions.models import Action, ActionTaken
from openletter.actions.operations import acts, retention
from openletter.actions.operations.recall import recall_case
from openletter.actions.rules import ActionStatus
from openletter.cases.models import SolidarityGuidance
from openletter.cases.operations import withdraw_consent
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.mailings.models import OutgoingMail
from openletter.solidarity import access, queries
from openletter.solidarity.models import Bundle, SolidarityMessage
from openletter.solidarity.operations import bundles, messages
from openletter.solidarity.rules import BUNDLE_MOVES, LOCK, MESSAGE_MOVES, BundleState, MessageState
from openletter.supporters.access import Erased

DAY = AT.date()


def state(message):
    message.refresh_from_db()
    return message.state


def accepted(message, who):
    messages.accept(message=message, actor=who, at=AT)
    return message


def a_bundle(action, who):
    return bundles.gather(case=action.case, section=action.section, actor=who, at=AT)


def test_nothing_is_read_before_the_address_is_confirmed(write):
    write(confirm=False)
    assert not SolidarityMessage.objects.exists()


def test_a_confirmed_message_waits_with_what_was_remarked_and_keeps_no_word_in_clear(received):
    message = received(text="God bless you. Lettres Canada")
    assert (message.state, sorted(message.remarks)) == (MessageState.SCREENED, ["organisation", "religion"])
    assert "bless" not in repr(SolidarityMessage.objects.values_list().get())
    assert access.open_message(message, by=SYSTEM, purpose="x", at=AT).text == "God bless you. Lettres Canada"


def test_a_fact_handled_twice_makes_one_message(write):
    act = write()
    messages.receive(act, at=AT)
    assert SolidarityMessage.objects.count() == 1


def test_who_opens_a_message_stands_in_the_audit(received, staff):
    message = received(with_picture=True)
    access.open_message(message, by=staff[0], purpose="moderation", at=AT)
    access.open_picture(message, by=staff[0], purpose="moderation", at=AT)
    assert AuditEntry.objects.filter(verb="opened", reason="moderation", actor_id=staff[0].id).count() == 2


def test_two_moderators_never_have_one_message_before_them(received, staff):
    message = received()
    ines, omar = staff
    messages.claim(message=message, actor=ines, at=AT)
    with pytest.raises(Refused):
        messages.claim(message=message, actor=omar, at=AT)
    with pytest.raises(Refused):
        messages.accept(message=message, actor=omar, at=AT)
    messages.accept(message=message, actor=omar, at=AT + LOCK + timedelta(seconds=1))
    assert state(message) == MessageState.ACCEPTED


def test_who_asks_for_a_second_opinion_does_not_give_it(received, staff):
    message = received()
    ines, omar = staff
    messages.ask_second(message=message, note="Is this a code?", actor=ines, at=AT)
    with pytest.raises(Refused):
        messages.accept(message=message, actor=ines, at=AT)
    by_case = queries.Q(case=message.case)
    assert queries.next_to_read(within=by_case, user_id=ines.id, at=AT) is None
    assert queries.next_to_read(within=by_case, user_id=omar.id, at=AT) == message
    messages.withhold(message=message, reason="politics", words="", actor=omar, at=AT)
    assert state(message) == MessageState.WITHHELD


def test_a_message_is_withheld_with_a_reason_or_not_at_all(received, staff):
    message = received()
    for reason in ("", "no such", "other"):
        with pytest.raises(Refused):
            messages.withhold(message=message, reason=reason, actor=staff[0], at=AT)
    messages.withhold(message=message, reason="other", words="A joke.", actor=staff[0], at=AT)
    messages.reconsider(message=message, actor=staff[1], at=AT)
    assert state(message) == MessageState.IN_MODERATION
    assert message.reason == ""


def test_the_oldest_is_read_first_and_recalled_ones_not_at_all(received, action, staff):
    late = received("b@people.example", at=AT)
    early = received("a@people.example", at=AT - timedelta(hours=1))
    SolidarityMessage.objects.filter(pk=early.pk).update(waits_since=AT - timedelta(hours=1))
    everything = queries.Q()
    assert queries.next_to_read(within=everything, user_id=1, at=AT) == early
    messages.claim(message=early, actor=staff[0], at=AT)
    assert queries.next_to_read(within=everything, user_id=staff[1].id, at=AT) == late
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.SUSPENDED)
    assert queries.next_to_read(within=everything, user_id=staff[1].id, at=AT) is None


def test_a_message_passed_over_waits_for_others_and_the_next_one_comes(received, staff):
    first, second = received("a@people.example"), received("b@people.example")
    SolidarityMessage.objects.filter(pk=second.pk).update(waits_since=first.waits_since + timedelta(hours=1))
    second.refresh_from_db()
    ines, omar = staff
    everything = queries.Q()
    messages.claim(message=first, actor=ines, at=AT)
    messages.put_back(message=first, actor=omar, at=AT)  # it is before Ines: nothing changes
    assert state(first) == MessageState.IN_MODERATION
    messages.put_back(message=first, actor=ines, at=AT)
    assert state(first) == MessageState.SCREENED
    assert queries.next_to_read(within=everything, user_id=ines.id, at=AT, after=first) == second
    assert queries.next_to_read(within=everything, user_id=ines.id, at=AT, after=second) == first
    assert queries.next_to_read(within=everything, user_id=omar.id, at=AT) == first


def test_a_translation_is_sealed_and_named_and_the_original_untouched(received, staff):
    message = received()
    messages.translate(message=message, language="ar", text="أزهرت أشجار الكرز", actor=staff[0], at=AT)
    message.refresh_from_db()
    assert "أزهرت".encode() not in bytes(message.sealed)
    opened = access.open_message(message, by=SYSTEM, purpose="x", at=AT)
    assert (opened.text, opened.translation, message.translated_by) == (TEXT, "أزهرت أشجار الكرز", "Ines")
    messages.translate(message=message, language="ar", text="", actor=staff[0], at=AT)
    message.refresh_from_db()
    assert message.sealed is None


def test_from_acceptance_to_delivery_and_every_sender_is_told_once(received, action, staff):
    first, second = received("a@people.example"), received("b@people.example")
    for message in (first, second):
        accepted(message, staff[0])
    bundle = a_bundle(action, staff[0])
    assert (bundle.number, bundle.size, state(first)) == (1, 2, MessageState.BATCHED)
    bundles.mark_sent(bundle=bundle, on=DAY, how="With the lawyer", actor=staff[0], at=AT)
    bundles.conclude(bundle=bundle, state="delivered", on=DAY, actor=staff[0], at=AT)
    work()
    work()
    assert state(first) == state(second) == MessageState.DELIVERED
    told = sorted(OutgoingMail.objects.filter(kind__startswith="msg_").values_list("kind", flat=True))
    assert told == ["msg_arrived", "msg_arrived", "msg_sent", "msg_sent"]
    with pytest.raises(Refused):
        bundles.conclude(bundle=bundle, state="returned", on=DAY, actor=staff[0], at=AT)


def test_a_bundle_dissolved_gives_its_messages_back(received, action, staff):
    message = accepted(received(), staff[0])
    bundles.dissolve(bundle=a_bundle(action, staff[0]), actor=staff[0], at=AT)
    assert (state(message), message.bundle) == (MessageState.ACCEPTED, None)
    assert a_bundle(action, staff[0]).number == 2


def test_no_bundle_without_a_way_or_without_messages(received, action, staff):
    with pytest.raises(Refused):
        a_bundle(action, staff[0])
    accepted(received(), staff[0])
    SolidarityGuidance.objects.update(recipient_route="online_only")
    with pytest.raises(Refused):
        a_bundle(action, staff[0])
    assert not Bundle.objects.exists()


def test_days_that_cannot_be_are_refused(received, action, staff):
    accepted(received(), staff[0])
    bundle = a_bundle(action, staff[0])
    for day in (DAY + timedelta(days=1), DAY - timedelta(days=1)):
        with pytest.raises(Refused):
            bundles.mark_sent(bundle=bundle, on=day, how="x", actor=staff[0], at=AT)


def test_consent_taken_back_stops_bundles_in_their_tracks(received, action, staff):
    accepted(received(), staff[0])
    bundle = a_bundle(action, staff[0])
    withdraw_consent(
        case=action.case, scopes=["case_work"], giver="family", on=DAY, evidence="Call", actor=SYSTEM, at=AT
    )
    bundle.case.refresh_from_db()
    bundle = Bundle.objects.get(pk=bundle.pk)
    with pytest.raises(Refused):
        bundles.printable(bundle, at=AT)
    with pytest.raises(Refused):
        bundles.mark_sent(bundle=bundle, on=DAY, how="x", actor=staff[0], at=AT)


def test_a_recalled_action_stops_them_too(received, action, staff):
    accepted(received(), staff[0])
    bundle = a_bundle(action, staff[0])
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.SUSPENDED)
    with pytest.raises(Refused):
        bundles.printable(bundle, at=AT)


def test_a_recalled_case_stops_them_when_its_action_has_long_closed(received, action, staff):
    accepted(received(), staff[0])
    bundle = a_bundle(action, staff[0])
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.CLOSED)
    recall_case(case=action.case, actor=staff[0], at=AT, reason="Danger")
    with pytest.raises(Refused):
        bundles.printable(Bundle.objects.get(pk=bundle.pk), at=AT)


def test_what_is_taken_back_is_gone_with_its_picture_and_out_of_its_bundle(received, action, staff):
    gone, stays = received("a@people.example", with_picture=True), received("b@people.example")
    for message in (gone, stays):
        accepted(message, staff[0])
    bundle = a_bundle(action, staff[0])
    acts.withdraw(act_id=gone.act_id, at=AT)
    with pytest.raises(Erased):  # at once, before any worker
        access.open_picture(gone, by=SYSTEM, purpose="x", at=AT)
    work()
    assert list(bundle.messages.all()) == [stays]
    assert not SolidarityMessage.objects.filter(pk=gone.pk).exists()
    assert not Enclosure.objects.exists()
    with pytest.raises(Refused):
        messages.accept(message=gone, actor=staff[0], at=AT)


def test_of_a_sent_message_taken_back_the_number_stays_and_no_word(received, action, staff):
    message = received(with_picture=True)
    messages.translate(message=message, language="ar", text="سلام", actor=staff[0], at=AT)
    accepted(message, staff[0])
    bundles.mark_sent(bundle=a_bundle(action, staff[0]), on=DAY, how="x", actor=staff[0], at=AT)
    acts.withdraw(act_id=message.act_id, at=AT)
    work()
    assert state(message) == MessageState.SENT
    assert (message.sealed, message.translated_by, message.has_picture) == (None, "", False)


def test_the_end_of_personal_data_ends_messages_and_pictures(received, action, staff):
    received("a@people.example", with_picture=True)
    sent = accepted(received("b@people.example", with_picture=True), staff[0])
    bundles.mark_sent(bundle=a_bundle(action, staff[0]), on=DAY, how="x", actor=staff[0], at=AT)
    retention.erase(action=action, at=AT)
    assert not Enclosure.objects.exists()
    assert messages.forget_erased() == 2
    assert messages.forget_erased() == 0
    assert list(SolidarityMessage.objects.values_list("pk", "has_picture")) == [(sent.pk, False)]


def test_a_picture_belongs_to_one_act_of_its_action_and_waits_a_day(action, write):
    token = take(_picture(), action=action, section=action.section, at=AT)
    assert named(token, action.ref) is not None
    assert named(token, "other00000") is None
    assert named(token[:-1] + "x", action.ref) is None
    act = ActionTaken.objects.get(pk=write(with_picture=True))
    assert bind(token=token, act=act) is None  # this act has its picture
    assert open_enclosure(act.pk, by=SYSTEM, purpose="x", at=AT).kind == "png"
    assert erase_unclaimed(at=AT + timedelta(hours=23)) == 0
    assert erase_unclaimed(at=AT + timedelta(hours=25)) == 1
    assert Enclosure.objects.get().act_id == act.pk


def _picture():
    from tests.solidarity.conftest import picture

    return picture()


def test_the_heaps_cost_one_query_however_many_cases(received):
    received("a@people.example")
    received("b@people.example")
    with CaptureQueriesContext(connection) as seen:
        heaps = queries.heaps(within=queries.Q())
    assert (len(seen), heaps[0].waiting, heaps[0].oldest) == (1, 2, heaps[0].oldest)


def test_every_state_is_reached_and_left_only_as_written_down():
    assert set(MESSAGE_MOVES) == set(MessageState)
    assert set(BUNDLE_MOVES) == set(BundleState)
    for moves, states in ((MESSAGE_MOVES, MessageState), (BUNDLE_MOVES, BundleState)):
        assert {wanted for found in moves.values() for wanted in found} <= set(states)
