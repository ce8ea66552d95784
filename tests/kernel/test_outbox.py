"""The outbox: a fact stands or falls with its transaction, and each handler deals with it once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from openletter.kernel import outbox, ticks
from openletter.kernel.models import OutboxEntry

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FACT = "bell_rung"


@pytest.fixture
def handlers(monkeypatch):
    """Handlers of a fact that nobody else knows; each notes what it was given."""
    known = {}
    monkeypatch.setattr(outbox, "_handlers", known)

    def add(name, failing=0):
        given = []

        def handler(payload):
            given.append(payload)
            if len(given) <= failing:
                raise OSError("rim@people.example")

        known.setdefault(FACT, []).append((name, handler))
        return given

    known.setdefault(FACT, [])
    return add


def ring(**more):
    with transaction.atomic():
        return outbox.write(FACT, {"bell": 1}, at=AT, **more)


@pytest.mark.django_db
def test_a_fact_reaches_every_handler_once(handlers):
    first, second = handlers("first"), handlers("second")
    ring()
    assert outbox.dispatch(at=AT) == 1
    assert outbox.dispatch(at=AT) == 0
    assert (first, second) == ([{"bell": 1}], [{"bell": 1}])


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_refused(handlers):
    with pytest.raises(RuntimeError, match="outside a transaction"):
        outbox.write(FACT, {}, at=AT)


@pytest.mark.django_db
def test_a_fact_of_what_was_rolled_back_never_happened(handlers):
    with transaction.atomic():
        outbox.write(FACT, {}, at=AT)
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()


@pytest.mark.django_db
def test_only_the_handler_that_failed_is_asked_again(handlers):
    good, bad = handlers("good"), handlers("bad", failing=1)
    ring()
    assert outbox.dispatch(at=AT) == 0
    assert outbox.dispatch(at=AT + timedelta(seconds=30)) == 0  # not due yet
    assert outbox.dispatch(at=AT + timedelta(minutes=1)) == 1
    assert (len(good), len(bad)) == (1, 2)
    entry = OutboxEntry.objects.get()
    assert (entry.attempts, entry.last_error, entry.done_at) == (1, "", AT + timedelta(minutes=1))


@pytest.mark.django_db
def test_what_a_failing_handler_wrote_is_undone(handlers, monkeypatch):
    def half_done(payload):
        OutboxEntry.objects.create(fact="left behind", happened_at=AT, due_at=AT + timedelta(days=9))
        raise OSError

    outbox._handlers[FACT].append(("half", half_done))
    ring()
    outbox.dispatch(at=AT)
    assert not OutboxEntry.objects.filter(fact="left behind").exists()


@pytest.mark.django_db
def test_an_error_is_noted_by_its_class_and_quotes_nobody(handlers, caplog):
    handlers("bad", failing=99)
    ring()
    outbox.dispatch(at=AT)
    assert OutboxEntry.objects.get().last_error == "bad: OSError"
    assert "OSError" in caplog.text
    assert "people.example" not in caplog.text


@pytest.mark.django_db
def test_it_gives_up_one_day_and_says_so(handlers, caplog):
    given, at = handlers("bad", failing=99), AT
    ring()
    for _try in range(40):
        outbox.dispatch(at=at)
        at += timedelta(hours=13)
    assert len(given) == outbox.GIVE_UP_AFTER
    assert "given up" in caplog.text


@pytest.mark.django_db
def test_what_is_due_later_waits(handlers):
    given = handlers("only")
    ring(due_at=AT + timedelta(hours=1))
    outbox.dispatch(at=AT)
    assert given == []
    outbox.dispatch(at=AT + timedelta(hours=1))
    assert len(given) == 1


@pytest.mark.django_db
def test_finished_facts_are_forgotten_after_a_week(handlers):
    ring()
    outbox.dispatch(at=AT)
    assert outbox.prune(at=AT + timedelta(days=6)) == 0
    assert outbox.prune(at=AT + timedelta(days=8)) > 0
    assert not OutboxEntry.objects.exists()


def test_the_worker_forgets_finished_facts_by_itself():
    assert "openletter.kernel.tasks.forget_finished_facts" in {tick.name for tick in ticks._ticks}


@pytest.mark.django_db
def test_a_second_worker_at_the_same_fact_finds_nothing_left_to_do(handlers, monkeypatch):
    given = []

    def handler(payload):
        given.append(payload)
        if len(given) == 1:
            outbox.dispatch(at=AT)  # what another worker does meanwhile

    outbox._handlers[FACT].append(("slow", handler))
    ring()
    outbox.dispatch(at=AT)
    assert given == [{"bell": 1}]
