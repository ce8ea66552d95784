"""Confirming, withdrawing and disowning: each counts once, whatever comes twice or at once."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import close_old_connections, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world.acts import AT, a_section, an_act, an_action, sums

from openletter.actions.access import Erased, open_act
from openletter.actions.models import ActionTaken
from openletter.actions.operations import acts, retention
from openletter.actions.rules import ActionStatus, ActState, Door, EvidenceLevel
from openletter.actions.tasks import acts as tasks
from openletter.kernel import outbox
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.models import AuditEntry, OutboxEntry
from openletter.kernel.sealing import CannotOpen
from openletter.supporters.models import Supporter, SupporterConsent
from openletter.supporters.queries import person_of_address

LATER = AT + timedelta(hours=1)


@pytest.fixture
def action(db):
    return an_action(a_section())


def test_a_confirmed_act_counts_once(action):
    act = an_act(action)
    assert acts.confirm(act_id=act, at=LATER) == acts.Confirmed(ActState.COUNTED, changed=True)
    assert acts.confirm(act_id=act, at=LATER) == acts.Confirmed(ActState.COUNTED, changed=False)
    row = ActionTaken.objects.get(pk=act)
    assert (row.evidence, row.confirmed_at) == (EvidenceLevel.CONFIRMED_EMAIL, LATER)
    assert sums(action) == {"unconfirmed": 0, "verified_online": 1}
    assert OutboxEntry.objects.filter(fact="act_confirmed").count() == 1


def test_an_act_taken_in_time_may_be_confirmed_after_the_deadline(db):
    action = an_action(a_section(), deadline=date(2026, 11, 22))
    act = an_act(action)
    assert acts.confirm(act_id=act, at=AT + timedelta(days=10)).changed


@pytest.mark.parametrize(
    ("status", "door"), [(ActionStatus.SUSPENDED, Door.RECALLED), (ActionStatus.CLOSED, Door.CLOSED)]
)
def test_a_recalled_or_closed_action_counts_nobody_more(action, status, door):
    act = an_act(action)
    type(action).objects.filter(pk=action.pk).update(status=status)
    assert acts.confirm(act_id=act, at=LATER) == acts.Confirmed(ActState.PENDING, changed=False, refused=door)
    assert sums(action) == {"unconfirmed": 1}


def test_a_recalled_action_that_is_resumed_can_be_confirmed(action):
    act = an_act(action)
    type(action).objects.filter(pk=action.pk).update(status=ActionStatus.SUSPENDED)
    acts.confirm(act_id=act, at=LATER)
    type(action).objects.filter(pk=action.pk).update(status=ActionStatus.LIVE)
    assert acts.confirm(act_id=act, at=LATER).changed


@pytest.mark.parametrize("status", [ActionStatus.LIVE, ActionStatus.SUSPENDED, ActionStatus.CLOSED])
def test_withdrawing_is_always_possible_and_erases_at_once(action, status):
    act = an_act(action)
    acts.confirm(act_id=act, at=LATER)
    type(action).objects.filter(pk=action.pk).update(status=status)
    assert acts.withdraw(act_id=act, at=LATER).changed
    row = ActionTaken.objects.get(pk=act)
    assert (row.state, row.sealed, row.data_key_id, row.to_target) == (ActState.WITHDRAWN, None, None, False)
    assert bytes(row.person) != person_of_address("rim@people.example")
    assert sums(action) == {"unconfirmed": 0, "verified_online": 0}
    with pytest.raises(Erased):
        open_act(act, by=SYSTEM, purpose="test", at=LATER)


def test_after_withdrawal_the_same_person_may_sign_anew(action):
    acts.withdraw(act_id=an_act(action), at=LATER)
    again = an_act(action)
    assert acts.confirm(act_id=again, at=LATER).changed
    assert sums(action) == {"unconfirmed": 0, "verified_online": 1}


def test_a_disowned_address_cannot_be_used_again_until_its_owner_says_so(action):
    act = an_act(action)
    assert acts.disown(act_id=act, at=LATER).state == ActState.DISOWNED
    row = ActionTaken.objects.get(pk=act)
    assert row.sealed is None
    assert bytes(row.person) == person_of_address("rim@people.example")  # the constraint keeps a stranger out
    assert not acts.confirm(act_id=act, at=LATER).changed
    assert acts.allow_again(act_id=act, at=LATER).changed
    assert acts.confirm(act_id=an_act(action), at=LATER).changed


def test_a_disowned_address_is_forgotten_after_thirty_days(action):
    act = an_act(action)
    acts.disown(act_id=act, at=LATER)
    assert tasks.release_disowned(LATER + timedelta(days=29)) == 0
    assert tasks.release_disowned(LATER + timedelta(days=31)) == 1
    assert tasks.release_disowned(LATER + timedelta(days=31)) == 0
    an_act(action)


def test_allowing_again_does_nothing_to_an_act_that_counts(action):
    act = an_act(action)
    acts.confirm(act_id=act, at=LATER)
    assert not acts.allow_again(act_id=act, at=LATER).changed
    assert bytes(ActionTaken.objects.get(pk=act).person) == person_of_address("rim@people.example")


def test_what_nobody_confirms_lapses(action):
    act = an_act(action)
    tasks.lapse_unconfirmed(AT + timedelta(days=29))
    assert ActionTaken.objects.get(pk=act).state == ActState.PENDING
    tasks.lapse_unconfirmed(AT + timedelta(days=31))
    row = ActionTaken.objects.get(pk=act)
    assert (row.state, row.sealed) == (ActState.WITHDRAWN, None)
    assert sums(action) == {"unconfirmed": 0}


def test_an_ended_action_keeps_only_its_number(action):
    act = an_act(action)
    acts.confirm(act_id=act, at=LATER)
    type(action).objects.filter(pk=action.pk).update(status=ActionStatus.CLOSED, closed_on=date(2026, 11, 30))
    assert retention.erase_ended(at=LATER.replace(year=2027)) == 0
    assert retention.erase_ended(at=LATER.replace(year=2027, month=12, day=1)) == 1
    row = ActionTaken.objects.get(pk=act)
    assert (row.state, row.sealed, row.data_key_id) == (ActState.COUNTED, None, None)
    assert bytes(row.person) != person_of_address("rim@people.example")
    assert sums(action) == {"unconfirmed": 0, "verified_online": 1}


VERBS = st.sampled_from([acts.confirm, acts.withdraw, acts.disown, acts.allow_again])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), VERBS), max_size=14))
def test_whatever_happens_the_deltas_add_up_to_the_rows(action, deeds):
    people = [an_act(action, f"{index}-{uuid4().hex}@people.example") for index in range(3)]
    for who, verb in deeds:
        verb(act_id=people[who], at=LATER)
        rows = list(ActionTaken.objects.filter(action=action).values_list("state", flat=True))
        added = sums(action)
        assert added.get("verified_online", 0) == rows.count(ActState.COUNTED)
        assert added.get("unconfirmed", 0) == rows.count(ActState.PENDING)
    gone = ActionTaken.objects.filter(action=action, state__in=[ActState.WITHDRAWN, ActState.DISOWNED])
    assert not gone.filter(sealed__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_verbs_at_the_same_time_neither_lose_nor_double_anything():
    action = an_action(a_section())
    people = [an_act(action, f"{n}@people.example") for n in range(4)]
    deeds = [(verb, act) for act in people for verb in (acts.confirm, acts.confirm, acts.withdraw, acts.disown)]
    ready, failed = threading.Barrier(len(deeds)), []

    def do(verb, act):
        try:
            ready.wait()
            verb(act_id=act, at=LATER)
        except Exception as error:  # noqa: BLE001 - told to the main thread
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert failed == []
    states = list(ActionTaken.objects.filter(action=action).values_list("state", flat=True))
    assert set(states) <= {ActState.WITHDRAWN, ActState.DISOWNED}
    assert sums(action).get("verified_online", 0) == 0
    assert sums(action)["unconfirmed"] == 0
    ends = OutboxEntry.objects.filter(fact__in=["act_withdrawn", "act_disowned"])
    assert ends.count() == len(people)


def test_a_confirmed_person_is_known_with_what_they_agreed_to(action):
    act = an_act(action, news=True)
    acts.confirm(act_id=act, at=LATER)
    outbox.dispatch(at=LATER)
    tasks.know_the_supporter({"act": act.hex})
    supporter = Supporter.objects.get()
    assert (supporter.language, supporter.retain_until) == ("fr", date(2027, 11, 21))
    consents = SupporterConsent.objects.order_by("purpose")
    assert [(c.purpose, c.given, c.at, c.language, c.notice.version) for c in consents] == [
        ("news", True, AT, "fr", 1),
        ("to_target", True, AT, "fr", 1),
    ]


def test_a_withdrawn_act_takes_its_choices_along_and_the_last_one_the_person(action):
    other = an_action(action.section)
    first, second = an_act(action, news=True), an_act(other)
    for act in (first, second):
        acts.confirm(act_id=act, at=LATER)
    outbox.dispatch(at=LATER)
    acts.withdraw(act_id=first, at=LATER)
    outbox.dispatch(at=LATER)
    supporter = Supporter.objects.get()
    assert supporter.erased_at is None
    assert [c.source for c in supporter.consents.all()] == [f"act:{second.hex}"]
    acts.disown(act_id=second, at=LATER)
    outbox.dispatch(at=LATER)
    supporter.refresh_from_db()
    assert (supporter.person, supporter.sealed, supporter.erased_at) == (None, None, LATER)
    assert not supporter.consents.exists()


def test_a_confirmation_handled_after_the_withdrawal_remembers_nobody(action):
    act = an_act(action)
    acts.confirm(act_id=act, at=LATER)
    acts.withdraw(act_id=act, at=LATER)
    outbox.dispatch(at=LATER)
    assert not Supporter.objects.exists()


def test_staff_who_open_an_act_leave_a_trace_and_the_system_does_not(action):
    act = an_act(action)
    open_act(act, by=SYSTEM, purpose="mail", at=LATER)
    assert not AuditEntry.objects.filter(verb="opened").exists()
    contact = open_act(act, by=Actor(7, "Nora"), purpose="asked by phone", at=LATER)
    assert (contact.email, contact.name) == ("rim@people.example", "Rim Bensaid")
    entry = AuditEntry.objects.get(verb="opened")
    assert (entry.actor, entry.subject_id, entry.reason, entry.section) == ("Nora", str(act), "asked by phone", "xq")


def test_what_was_typed_cannot_be_opened_as_another_persons_act(action):
    mine, theirs = an_act(action), an_act(action, "sara@people.example")
    stolen = ActionTaken.objects.get(pk=theirs)
    ActionTaken.objects.filter(pk=mine).update(sealed=stolen.sealed, data_key=stolen.data_key)
    with pytest.raises(CannotOpen):
        open_act(mine, by=SYSTEM, purpose="test", at=LATER)
