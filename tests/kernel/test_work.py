"""Long work: done once, seen on its way, stopped when asked, done again when its worker died."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from openletter.kernel import outbox, work
from openletter.kernel.audit import Actor
from openletter.kernel.models import OutboxEntry, Work
from openletter.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
ADA = Actor(7, "Ada")


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    before = dict(work._kinds)

    @work.kind("count", "Count")
    def count(job: work.Job) -> None:
        job.expect(job.arguments["to"])
        for _each in range(job.arguments["to"]):
            job.step()
        job.tell("counted")
        job.keep("Ünits of März.csv", "text/csv", (b"line\r\n" for _each in range(job.arguments["to"])))

    @work.kind("break", "Break")
    def fail(job: work.Job) -> None:
        raise ValueError("somebody@example.org")

    @work.kind("refuse", "Refuse")
    def refuse(job: work.Job) -> None:
        raise Refused("Not today.")

    yield
    work._kinds.clear()
    work._kinds.update(before)


def _start(name: str = "count", **arguments: object) -> Work:
    return work.start(name, title="Something", actor=ADA, at=timezone.now(), section="ca", **arguments)


def test_it_is_done_once_and_says_what_came_of_it() -> None:
    started = _start(to=3)
    assert work.run_waiting(at=timezone.now()) == 1
    assert work.run_waiting(at=timezone.now()) == 0
    started.refresh_from_db()
    assert (started.state, started.done, started.total, started.said) == ("done", 3, 3, "counted")
    assert b"".join(work.file_of(started)) == b"line\r\n" * 3
    assert started.file_name == "ünits-of-märz.csv"
    assert OutboxEntry.objects.get(fact="work_ended").payload == {"work": str(started.pk)}


def test_a_large_file_is_kept_in_pieces() -> None:
    started = _start(to=100_000)
    Work.objects.filter(pk=started.pk).update(kind="break")
    job = work.Job(started, timezone.now())
    job.keep("big.csv", "text/csv", (b"x" * 1000 for _each in range(1000)))
    assert started.parts.count() == 4
    assert sum(len(part) for part in work.file_of(started)) == 1_000_000


def test_what_waits_stops_at_once_and_what_runs_at_its_next_step() -> None:
    waiting = _start(to=3)
    work.stop(waiting, at=timezone.now())
    assert work.run_waiting(at=timezone.now()) == 0
    with pytest.raises(Refused):
        work.stop(waiting, at=timezone.now())
    running = _start(to=3)
    Work.objects.filter(pk=running.pk).update(asked_to_stop=True)
    work.run_waiting(at=timezone.now())
    running.refresh_from_db()
    assert (running.state, running.done) == ("stopped", 1)


@pytest.mark.parametrize(("name", "said", "error"), [("break", "", "ValueError"), ("refuse", "Not today.", "")])
def test_a_fault_is_told_without_quoting_anybody(name: str, said: str, error: str) -> None:
    started = _start(name)
    work.run_waiting(at=timezone.now())
    started.refresh_from_db()
    assert (started.state, started.said, started.error) == ("failed", said, error)


def test_what_a_dead_worker_left_is_done_again() -> None:
    now, started = timezone.now(), _start(to=2)
    Work.objects.filter(pk=started.pk).update(state="running", seen_at=now - timedelta(seconds=90), done=1)
    assert work.run_waiting(at=now) == 0
    assert work.run_waiting(at=now + timedelta(seconds=60)) == 1
    started.refresh_from_db()
    assert (started.state, started.done) == ("done", 2)


def test_a_week_later_it_is_forgotten_with_its_file() -> None:
    started = _start(to=1)
    work.run_waiting(at=timezone.now())
    assert work.forget(at=timezone.now() + timedelta(days=6)) == 0
    assert work.forget(at=timezone.now() + timedelta(days=8)) == 2
    assert not Work.objects.filter(pk=started.pk).exists()


def test_a_kind_nobody_knows_is_refused_when_it_is_started() -> None:
    with pytest.raises(KeyError):
        _start("nothing")
    assert outbox.dispatch(at=timezone.now()) == 0
