"""Which letters may leave, and when: the caps hold exactly, nobody is favoured, and whatever was stopped stays."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from tests.deliveries.conftest import AT, a_call, a_letter_writer, an_office, line_of

from openletter.actions.models import Action, ActionTaken
from openletter.actions.operations import acts, life
from openletter.actions.operations.recall import recall_case
from openletter.cases.models import Case
from openletter.cases.operations import withdraw_consent
from openletter.deliveries import tasks
from openletter.deliveries.letters import Directory, Held, message_of
from openletter.deliveries.models import OfficeMail, TargetMail
from openletter.deliveries.operations import owing, troubles
from openletter.deliveries.operations.claiming import claim, in_turn, release
from openletter.kernel import outbox
from openletter.kernel.audit import Actor
from openletter.kernel.ids import uuid7
from openletter.kernel.models import AuditEntry, LimitRule
from openletter.kernel.refusals import Refused
from openletter.targets.models import ContactPoint

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
STAFF = Actor(id=None, name="A campaigner")
RUSH = 100_000


def states():
    return sorted(TargetMail.objects.values_list("state", flat=True))


def many(action, office, number, *, at=AT, first=0, with_acts=300):
    """Letters owed in bulk; behind the first of them stand acts that count."""
    written = ActionTaken.objects.get(pk=a_letter_writer(action, f"w{first}-{action.pk}@people.example"))
    OfficeMail.objects.get_or_create(office=office)
    taken = []
    for count in range(min(number, with_acts)):
        twin = ActionTaken(**{f.attname: getattr(written, f.attname) for f in ActionTaken._meta.concrete_fields})
        twin.id, twin.person = uuid7(), (first + count).to_bytes(8) + action.pk.to_bytes(8)
        taken.append(twin)
    ActionTaken.objects.bulk_create(taken)
    owed = {"action": action, "office": office, "role": "target", "own_words": False, "owed_at": at, "due_at": at}
    TargetMail.objects.bulk_create(TargetMail(act_id=twin.pk, **owed) for twin in taken)
    rest = number - len(taken)
    if rest:
        multiply(TargetMail.objects.get(act_id=taken[-1].pk), rest)


def multiply(mail, number):
    """So many letters like this one, owed a second later: written by the database itself, which is fast."""
    names = {f.column: f for f in TargetMail._meta.concrete_fields}
    if connection.vendor == "postgresql":
        new, numbers = "gen_random_uuid()", f"generate_series(1, {number}) AS n(i)"
    else:
        new = "lower(hex(randomblob(16)))"
        numbers = (
            f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number}) SELECT i FROM n)"  # noqa: S608
        )
    later = connection.ops.adapt_datetimefield_value(mail.due_at + timedelta(seconds=1))
    columns = [new if name in ("id", "act_id") else "%s" if name == "due_at" else f'"{name}"' for name in names]
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO deliveries_targetmail ({listed}) SELECT {', '.join(columns)}"  # noqa: S608 - our own names
            f" FROM deliveries_targetmail, {numbers} WHERE act_id = %s",
            [later, connection.ops.adapt_unknown_value(mail.act_id.hex)],
        )


def sent_at(ids, at):
    TargetMail.objects.filter(pk__in=ids).update(state="sent", sent_at=at)


def walk(start, end, step, *, most=20):
    """Claim through a time, as a worker would; the moments at which something left, one for each letter."""
    moments, at = [], start
    while at < end:
        ids = claim(at=at, most=most)
        sent_at(ids, at)
        moments += [at] * len(ids)
        at += step
    return moments


def busiest(moments, within):
    """The most letters in any so long a time."""
    return max((sum(1 for other in moments if moment <= other < moment + within) for moment in moments), default=0)


def test_a_hundred_thousand_letters_to_one_office_leave_at_the_cap_and_no_faster(
    action, office, django_assert_max_num_queries
):
    many(action, office, RUSH)
    LimitRule.objects.filter(key="letters_to_office").update(most=20)
    LimitRule.objects.filter(key="letters_to_office_a_day").update(most=50)
    with django_assert_max_num_queries(30):
        first = claim(at=AT, most=20)
    sent_at(first, AT)
    moments = [AT] * len(first) + walk(AT + MINUTE, AT + 3 * HOUR, MINUTE)
    assert len(moments) == 50  # the day's cap, reached after two and a half hours
    assert busiest(moments, HOUR) <= 20
    assert busiest(moments, 3 * MINUTE) == 1
    office_closed = [at for at in moments if not 9 <= at.hour < 17]
    assert office_closed == []
    # A pause of the office stands whatever waits, and holds all of it.
    troubles.pause(office_id=office.pk, note="They asked for a week", actor=STAFF, at=AT + 3 * HOUR)
    assert walk(AT + 24 * HOUR, AT + 25 * HOUR, 10 * MINUTE) == []
    troubles.resume(office_id=office.pk, note="The week is over", actor=STAFF, at=AT + 25 * HOUR)
    # After downtime of a day: one by one again, no burst.
    again = walk(AT + 25 * HOUR, AT + 25 * HOUR + 12 * MINUTE, MINUTE, most=500)
    assert len(again) == 4
    assert busiest(again, 3 * MINUTE) == 1
    assert TargetMail.objects.filter(state="waiting").count() == RUSH - 54


def test_few_letters_go_calmly_one_every_five_minutes(action, office):
    many(action, office, 5)
    moments = walk(AT, AT + HOUR, MINUTE)
    assert [moment - AT for moment in moments] == [n * 5 * MINUTE for n in range(5)]


def test_letters_are_spread_over_the_open_hours_left_until_the_deadline(section, office):
    # Seven open hours are left on the last day, Monday; the day ends everywhere on Tuesday at noon, three hours more.
    action = a_call(section, office, deadline=AT.date())
    many(action, office, 200)
    moments = walk(AT, AT + 3 * HOUR, MINUTE)
    assert 50 <= len(moments) <= 62
    assert busiest(moments, HOUR) <= 22


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (datetime(2026, 11, 23, 8, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), False),  # a Sunday
    ],
)
def test_letters_leave_only_while_the_office_is_open(action, office, at, goes):
    many(action, office, 1, at=at - HOUR)
    assert bool(claim(at=at, most=20)) is goes


def test_the_cap_of_all_offices_holds_and_is_shared_fairly(section):
    LimitRule.objects.filter(key="letters_in_all").update(most=6)
    offices = [an_office(f"office-{n}", email=f"o{n}@office.example.org") for n in range(4)]
    action = a_call(section, *offices)
    for number, office in enumerate(offices):
        many(action, office, 20, first=number * 1000)
    moments = walk(AT, AT + 6 * HOUR, 10 * MINUTE)
    assert busiest(moments, HOUR) == 6
    counts = [TargetMail.objects.filter(office=office, state="sent").count() for office in offices]
    assert sum(counts) == 36
    assert min(counts) >= 5, "of nine each; who comes first among equals is left to chance, and nobody starves"


def test_a_small_action_is_not_kept_waiting_by_a_great_one(section, office):
    great, small = a_call(section, office), a_call(section, office)
    many(great, office, 500)
    many(small, office, 3, at=AT)
    walk(AT, AT + HOUR, MINUTE)
    assert TargetMail.objects.filter(action=small, state="sent").count() == 3


def test_turns_go_round():
    assert in_turn({1: 5, 2: 1, 3: 5}, 5, after=None) == {1: 2, 2: 1, 3: 2}
    assert in_turn({1: 5, 2: 5}, 1, after=1) == {2: 1}
    assert in_turn({1: 5}, 3, after=1) == {1: 3}
    assert in_turn({}, 3, after=None) == {}


def test_limits_can_be_changed_at_any_moment(action, office):
    many(action, office, 100)
    LimitRule.objects.filter(key="letters_to_office").update(most=0)
    assert walk(AT, AT + HOUR, MINUTE) == []
    LimitRule.objects.filter(key="letters_to_office").update(most=60)
    assert walk(AT + HOUR, AT + 2 * HOUR, MINUTE) != []


def test_what_is_put_back_takes_no_room(action, office):
    many(action, office, 3)
    ids = claim(at=AT, most=20)
    assert release(ids) == 1
    row = TargetMail.objects.get(pk=ids[0])
    assert (row.state, row.claimed_at, row.attempts) == ("waiting", None, 0)


def stop_by_recall(action):
    life.suspend(action=action, actor=STAFF, at=AT, reason="Danger")


def stop_by_recall_of_the_case(action):
    recall_case(case=action.case, actor=STAFF, at=AT, reason="Danger")


def stop_by_hiding(action):
    Case.objects.filter(pk=action.case_id).update(status="suspended")


def stop_by_deadline(action):
    Action.objects.filter(pk=action.pk).update(deadline=date(2026, 11, 21))


def stop_by_consent(action):
    withdraw_consent(
        case=action.case, scopes=["name"], giver="family", on=AT.date(), evidence="Call", actor=STAFF, at=AT
    )


def stop_by_closing(action):
    life.close(action=action, actor=STAFF, at=AT, reason="won")


@pytest.mark.parametrize(
    ("stop", "then"),
    [
        (stop_by_recall, "waiting"),
        (stop_by_recall_of_the_case, "waiting"),
        (stop_by_hiding, "waiting"),
        (stop_by_consent, "waiting"),
        (stop_by_deadline, "dropped"),
        (stop_by_closing, "dropped"),
    ],
)
def test_what_stops_an_action_stops_its_queued_letters_at_once(action, office, stop, then):
    many(action, office, 3)
    stop(action)
    assert claim(at=AT, most=20) == []
    tasks.drop_what_is_too_late(AT + MINUTE)
    assert states() == [then] * 3


def test_a_letter_whose_act_was_withdrawn_is_dropped_and_names_nobody(action, owed):
    act = owed()
    owed(email="b@people.example")
    acts.withdraw(act_id=act, at=AT)
    outbox.dispatch(at=AT + MINUTE)
    assert sorted(TargetMail.objects.values_list("state", "act_id")) == sorted(
        [("dropped", None), ("waiting", TargetMail.objects.get(state="waiting").act_id)]
    )
    assert act not in TargetMail.objects.values_list("act_id", flat=True)


def test_a_withdrawal_the_worker_has_not_heard_of_yet_stops_the_letter_too(action, owed):
    acts.withdraw(act_id=owed(), at=AT)
    assert claim(at=AT, most=20) == []
    assert states() == ["dropped"]


def test_a_confirmed_act_owes_its_letter_once_however_often_it_is_handled(action, office):
    act = a_letter_writer(action, state="pending")
    assert owing.owe(act_id=act, at=AT) == 0
    acts.confirm(act_id=act, at=AT)
    outbox.dispatch(at=AT + MINUTE)
    tasks.owe_letters({"act": act.hex})
    assert TargetMail.objects.count() == 1


def test_a_petition_owes_no_letter(action):
    Action.objects.filter(pk=action.pk).update(kind="petition")
    assert owing.owe(act_id=a_letter_writer(action), at=AT) == 0


def test_erased_acts_are_no_longer_named(action, owed):
    owed()
    ActionTaken.objects.update(sealed=None, data_key=None)
    tasks.forget(AT)
    assert list(TargetMail.objects.values_list("act_id", flat=True)) == [None]


def test_pausing_and_resuming_need_a_reason_and_leave_a_trace(action, office):
    for verb in (troubles.pause, troubles.resume):
        with pytest.raises(Refused):
            verb(office_id=office.pk, note=" ", actor=STAFF, at=AT)
    troubles.pause(office_id=office.pk, note="They asked", actor=STAFF, at=AT)
    with pytest.raises(Refused):
        troubles.pause(office_id=office.pk, note="Again", actor=STAFF, at=AT)
    troubles.resume(office_id=office.pk, note="Agreed again", actor=STAFF, at=AT)
    with pytest.raises(Refused):
        troubles.resume(office_id=office.pk, note="Again", actor=STAFF, at=AT)
    assert list(
        AuditEntry.objects.filter(verb__startswith="office_mail").order_by("pk").values_list("verb", flat=True)
    ) == [
        "office_mail.pause",
        "office_mail.resume",
    ]
    assert line_of(office).resumed_at == AT


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_one_letter_twice_nor_more_than_the_cap():
    from tests.world.acts import a_section

    LimitRule.objects.filter(key="letters_in_all").update(most=12)
    section = a_section()
    offices = [an_office(f"office-{n}", email=f"o{n}@office.example.org") for n in range(8)]
    action = a_call(section, *offices)
    for number, office in enumerate(offices):
        many(action, office, 5, first=number * 100)
    taken, barrier = [], threading.Barrier(4)

    def work():
        barrier.wait()
        for step in range(4):
            taken.extend(claim(at=AT + step * 5 * MINUTE, most=5))
        connection.close()

    workers = [threading.Thread(target=work) for _n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(taken) == len(set(taken)) == 12
    assert TargetMail.objects.filter(state="sending").count() == 12


def test_letters_wait_while_one_person_alone_has_seen_the_address(action, office, owed):
    owed()
    ContactPoint.objects.filter(office=office).update(value="own@office.example.org", written_by=7)
    owed(email="second@people.example")
    assert claim(at=AT, most=9) == []
    assert TargetMail.objects.filter(state="waiting").count() == 2
    mail = TargetMail.objects.select_related("office").first()
    with pytest.raises(Held):  # claimed a moment before the address was changed
        message_of(mail, Directory(AT.date()), at=AT)
    ContactPoint.objects.filter(office=office).update(seen_by=8)
    assert len(claim(at=AT, most=9)) == 1
