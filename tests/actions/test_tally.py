"""The number: what it is made of, that folding never changes it, and that it follows from the acts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.models import Action, ActionTaken, LedgerEntry, TallyDelta
from openletter.actions.operations import acts
from openletter.actions.rules import LedgerSource
from openletter.actions.tally import count_of, fold, recount, repair
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry

OPERATOR = Actor(id=None, name="An operator")


def enter(action: Action, source: LedgerSource, quantity: int) -> None:
    LedgerEntry.objects.create(action=action, source=source, quantity=quantity, reason="Sheets", recorded_at=AT)


@pytest.mark.django_db
def test_the_number_is_the_sum_of_its_public_sources_and_the_unconfirmed_stand_beside_it() -> None:
    action, other = (an_action(section := a_section()), an_action(section))
    enter(action, LedgerSource.HISTORIC, 785)
    enter(action, LedgerSource.PAPER, 40)
    enter(action, LedgerSource.PAPER, -2)
    enter(other, LedgerSource.HISTORIC, 1)
    first, _second = an_act(action, "a@people.example"), an_act(action, "b@people.example")
    acts.confirm(act_id=first, at=AT)
    count = count_of(action.pk, as_of=AT)
    assert dict(count.by_source) == {"verified_online": 1, "paper": 38, "historic": 785}
    assert (count.number, count.unconfirmed, count.as_of) == (824, 1, AT)


@pytest.mark.django_db
def test_folding_makes_one_line_per_hour_and_no_difference() -> None:
    action = an_action(a_section())
    for minutes in (0, 10, 59, 61, 130):
        an_act(action, f"p{minutes}@people.example", at=AT.replace(minute=0) + timedelta(minutes=minutes))
    before = count_of(action.pk, as_of=AT)
    assert fold(AT) == 5
    assert fold(AT) == 0
    assert not TallyDelta.objects.exists()
    lines = LedgerEntry.objects.order_by("hour").values_list("source", "quantity", "automatic", "actor")
    assert list(lines) == [
        ("unconfirmed", 3, True, "system"),
        ("unconfirmed", 1, True, "system"),
        ("unconfirmed", 1, True, "system"),
    ]
    assert LedgerEntry.objects.order_by("hour")[0].hour == AT.replace(minute=0)
    an_act(action, "late@people.example", at=AT)
    fold(AT)
    assert list(LedgerEntry.objects.order_by("hour").values_list("quantity", flat=True)) == [4, 1, 1]
    assert count_of(action.pk, as_of=AT).unconfirmed == before.unconfirmed + 1


@pytest.mark.django_db
def test_a_recount_finds_what_is_wrong_and_a_repair_makes_it_right_and_says_so() -> None:
    action = an_action(a_section())
    an_act(action)
    enter(action, LedgerSource.HISTORIC, 100)
    assert recount().differences == ()
    TallyDelta.objects.create(action=action, source=LedgerSource.VERIFIED_ONLINE, quantity=7, at=AT)
    (difference,) = recount().differences
    assert (difference.action_id, difference.source) == (action.pk, "verified_online")
    assert (difference.ledger, difference.rows) == (7, 0)
    assert count_of(action.pk).number == 107
    repair(actor=OPERATOR, at=AT, reason="A test added seven")
    assert recount().differences == ()
    assert count_of(action.pk).number == 100
    entry = AuditEntry.objects.get(verb="recount")
    assert (entry.before, entry.after) == ({"verified_online": 7}, {"verified_online": 0})
    assert entry.reason == "A test added seven"


STEPS = st.lists(
    st.tuples(st.sampled_from(["take", "confirm", "withdraw", "disown", "fold"]), st.integers(0, 3), st.booleans()),
    min_size=20,
    max_size=60,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_people_do_in_whatever_order_the_number_follows_from_the_acts(
    steps: list[tuple[str, int, bool]],
) -> None:
    with transaction.atomic():
        section = a_section("xq")
        _walk([an_action(section), an_action(section)], steps)
        transaction.set_rollback(True)


def _walk(actions: list[Action], steps: list[tuple[str, int, bool]]) -> None:
    taken: dict[tuple[int, int], UUID] = {}
    at = AT
    for step, person, which in steps:
        at += timedelta(minutes=17)
        action = actions[which]
        act = taken.get((action.pk, person))
        if step == "take" and act is None:
            taken[action.pk, person] = an_act(action, f"p{person}@people.example", at=at)
        elif step == "fold":
            fold(at)
        elif step != "take" and act is not None:
            getattr(acts, step)(act_id=act, at=at)
        for each in actions:
            states = list(ActionTaken.objects.filter(action=each).values_list("state", flat=True))
            count = count_of(each.pk)
            assert (count.number, count.unconfirmed) == (states.count("counted"), states.count("pending"))
    assert recount().differences == ()


@pytest.mark.django_db(transaction=True)
def test_folds_at_the_same_time_as_acts_and_other_folds_lose_and_double_nothing() -> None:
    action = an_action(a_section())
    failed: list[BaseException] = []

    def sign(first: int) -> None:
        for person in range(first, first + 25):
            an_act(action, f"p{person}@people.example")

    def fold_often() -> None:
        for _ in range(15):
            fold(AT)

    threads = [threading.Thread(target=_kept(job, failed)) for job in (lambda: sign(0), lambda: sign(100))]
    threads += [threading.Thread(target=_kept(fold_often, failed)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert count_of(action.pk).unconfirmed == 50
    assert recount().differences == ()
    fold(AT)
    assert LedgerEntry.objects.get().quantity == 50


def _kept(job: Callable[[], None], failed: list[BaseException]) -> Callable[[], None]:
    def run() -> None:
        try:
            job()
        except BaseException as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    return run
