"""Do what follows from facts: mails after acts, closing forms after outcomes, tasks, and what recurs.

Stops on SIGTERM or Ctrl-C after what it is doing just now. Any number of workers may run; every piece of work is safe
to do twice.
"""

from __future__ import annotations

import argparse
import logging
import secrets
import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING

from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import environment, set_up_django

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

    from openletter.kernel.ticks import Rounds

SUMMARY = "do what follows: mails, tasks, recurring duties"
PAUSE = 0.5  # seconds to rest when nothing was waiting
log = logging.getLogger("openletter.worker")


def arguments(parser: argparse.ArgumentParser) -> None:
    """One round only, for schedulers and tests."""
    parser.add_argument("--once", action="store_true", help="do what is waiting now, then stop")


def run(options: argparse.Namespace) -> int:
    """Walk round after round until asked to stop."""
    if environment().role == "public":
        raise Refusal("a `public` node has no key that opens, so it cannot work. Set OPENLETTER_ROLE=worker.")
    set_up_django()
    from openletter.kernel.ticks import Rounds

    asked_to_stop = threading.Event()
    tasks, rounds = task_worker(), Rounds()

    def stop(number: int, frame: FrameType | None) -> None:
        asked_to_stop.set()
        tasks.running = False  # it ends after the task in hand, not after the whole queue

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if not options.once:
        # A thread that ends with the process: long work that was not finished is done again by whoever comes next.
        threading.Thread(target=do_long_work, args=(asked_to_stop,), name="long work", daemon=True).start()
    while not asked_to_stop.is_set():
        busy = round_of_work(tasks, rounds)
        if options.once and not busy and not long_work():
            break
        asked_to_stop.wait(0 if busy else PAUSE)
    return 0


def do_long_work(asked_to_stop: threading.Event) -> None:
    """What people started at the desk, one after another, beside everything else."""
    while not asked_to_stop.is_set():
        asked_to_stop.wait(0 if long_work() else PAUSE)


def long_work() -> bool:
    """The next piece of long work. True when there was one."""
    from django.db import OperationalError, close_old_connections, connection

    from openletter.kernel.clock import now
    from openletter.kernel.work import run_next

    close_old_connections()
    try:
        return run_next(at=now())
    except OperationalError as error:
        log.warning("the database does not answer (%s); trying again", type(error).__name__)
        connection.close()
        return False


def round_of_work(tasks: Worker, rounds: Rounds) -> bool:
    """The outbox, the tasks, the recurring duties. True when something was done, so the next round comes at once."""
    from django.db import OperationalError, close_old_connections, connection

    from openletter.kernel import outbox
    from openletter.kernel.clock import now

    close_old_connections()
    try:
        handled = outbox.dispatch(at=now())
        tasks.run()
        rounds.walk(now())
    except OperationalError as error:
        # The database restarts or is out of reach: a later round finds everything where it was.
        log.warning("the database does not answer (%s); trying again", type(error).__name__)
        connection.close()
        return False
    return bool(handled)


def task_worker() -> Worker:
    """The task library's own worker, in the form that empties the queue and returns."""
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=secrets.token_hex(8),
    )
