"""The recorder answers after the commit; it is bounded, drained, and patient with a lost database."""

from __future__ import annotations

import asyncio
import threading

import pytest
from django.db import connection
from tests.actions.intake.rows import new_act, new_key, noted
from tests.world.acts import a_section, an_action, sums

from openletter.actions.intake.batch import Lost, NewAct
from openletter.actions.intake.recorder import Busy, NotKept, Recorder
from openletter.actions.models import Action, ActionTaken
from openletter.web.front.duties import open_store


def recorder() -> Recorder:
    return Recorder(lambda: open_store(connection.settings_dict))


class Gate:
    """A store whose database can be away or slow; what it was given it counts."""

    def __init__(self, *, away: int = 0) -> None:
        self.away = away
        self.open = threading.Event()
        self.open.set()
        self.begun = threading.Event()
        self.batches: list[int] = []
        self.closed = False

    def write(self, acts: list[NewAct]) -> int:
        self.begun.set()
        self.open.wait(60)
        if self.away:
            self.away -= 1
            raise Lost("away")
        self.batches.append(len(acts))
        return len(acts)

    def reconnect(self) -> None:
        if self.away:
            raise Lost("away")

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def act(transactional_db: None) -> NewAct:
    action = an_action(a_section())
    return new_act(action, 1, new_key(action))


@pytest.mark.django_db(transaction=True)
def test_what_is_answered_is_committed_and_those_that_wait_share_a_batch() -> None:
    action = an_action(a_section())
    key = new_key(action)

    async def story() -> None:
        own = recorder()
        await asyncio.gather(*(own.take(new_act(action, person, key)) for person in range(100)))
        await own.close()

    asyncio.run(story())
    assert ActionTaken.objects.count() == 100
    assert sums(action) == {"unconfirmed": 100}
    assert len(noted()) < 10


@pytest.mark.django_db(transaction=True)
def test_one_bad_act_harms_nobody_else() -> None:
    action = an_action(a_section())
    key = new_key(action)
    bad = new_act(action, 3, key, to_target=None, country=None)

    async def story() -> list[BaseException | None]:
        own = recorder()
        acts = [new_act(action, 1, key), new_act(action, 2, key), bad, new_act(action, 4, key)]
        results = await asyncio.gather(*(own.take(one) for one in acts), return_exceptions=True)
        await own.close()
        return results

    results = asyncio.run(story())
    assert [type(result) for result in results] == [type(None), type(None), NotKept, type(None)]
    assert ActionTaken.objects.count() == 3
    assert sums(action) == {"unconfirmed": 3}


@pytest.mark.django_db(transaction=True)
def test_a_supporter_who_leaves_takes_no_act_with_them() -> None:
    action = an_action(a_section())
    key = new_key(action)

    async def story() -> None:
        own = recorder()
        leaving = asyncio.create_task(own.take(new_act(action, 1, key)))
        staying = asyncio.create_task(own.take(new_act(action, 2, key)))
        await asyncio.sleep(0)
        leaving.cancel()
        await staying
        await own.close()

    asyncio.run(story())
    assert ActionTaken.objects.filter(action=action).count() == 2
    assert sums(action) == {"unconfirmed": 2}


def test_a_full_queue_says_so_at_once(act: NewAct) -> None:
    store = Gate()
    store.open.clear()

    async def story() -> list[BaseException | None]:
        own = Recorder(lambda: store, most_waiting=3)
        first = asyncio.create_task(own.take(act))
        assert await asyncio.to_thread(store.begun.wait, 60)  # now it is being written
        rest = [asyncio.create_task(own.take(act)) for _ in range(5)]
        await asyncio.sleep(0.05)
        store.open.set()
        results = await asyncio.gather(first, *rest, return_exceptions=True)
        await own.close()
        return results

    results = asyncio.run(story())
    assert [isinstance(result, Busy) for result in results] == [False, False, False, False, True, True]
    assert store.batches == [1, 3]


def test_closing_writes_what_waits_and_refuses_what_comes(act: NewAct) -> None:
    store = Gate()
    store.open.clear()

    async def story() -> BaseException | None:
        own = Recorder(lambda: store)
        waiting = [asyncio.create_task(own.take(act)) for _ in range(4)]
        await asyncio.sleep(0.05)
        closing = asyncio.create_task(own.close())
        await asyncio.sleep(0.05)
        (late,) = await asyncio.gather(own.take(act), return_exceptions=True)
        store.open.set()
        await closing
        assert all(task.done() and task.exception() is None for task in waiting)
        return late

    assert isinstance(asyncio.run(story()), Busy)
    assert sum(store.batches) == 4
    assert store.closed


def test_a_database_that_comes_back_in_time_costs_only_time(act: NewAct) -> None:
    store = Gate(away=3)

    async def story() -> None:
        own = Recorder(lambda: store)
        await own.take(act)
        await own.close()

    asyncio.run(story())
    assert store.batches == [1]


def test_a_database_that_stays_away_is_a_clear_no(act: NewAct) -> None:
    store = Gate(away=10_000)

    async def story() -> None:
        own = Recorder(lambda: store, give_up_seconds=0.2)
        with pytest.raises(Busy):
            await own.take(act)
        store.away = 0
        await own.take(act)
        await own.close()

    asyncio.run(story())
    assert store.batches == [1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_cut_is_opened_again() -> None:
    action = an_action(a_section())
    key = new_key(action)

    async def story() -> None:
        own = recorder()
        await own.take(new_act(action, 1, key))
        await asyncio.to_thread(_cut)
        await own.take(new_act(action, 2, key))
        await own.close()

    asyncio.run(story())
    assert Action.objects.get().taken.count() == 2


def _cut() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'openletter-front' AND datname = current_database()"
        )
    connection.close()
