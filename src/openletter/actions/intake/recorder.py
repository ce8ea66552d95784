"""The recorder: one per process. Acts that arrive while a batch is being committed make up the next one.

An act is answered only once its batch is committed. A batch whose commit is unknown, because the connection died, is
written again: the acts' ids make that harmless. A batch that the database refuses is written act by act, so that one
bad act harms nobody else.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from openletter.actions.intake.batch import Lost, NewAct, Store

log = logging.getLogger("openletter.intake")

MOST_WAITING = 2_048
MOST_IN_BATCH = 256
GIVE_UP_SECONDS = 6.0  # how long one batch is tried while the database is away
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0


class Busy(Exception):
    """The act was not kept: the queue is full, the house is closing, or the database is away."""


class NotKept(Exception):
    """The database refused this act, and this act only."""


Waiting = tuple[NewAct, asyncio.Future[None]]
Result = Exception | None


class Recorder:
    """Collects acts into batches and has a thread of its own write them."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        *,
        most_waiting: int = MOST_WAITING,
        most_in_batch: int = MOST_IN_BATCH,
        give_up_seconds: float = GIVE_UP_SECONDS,
    ) -> None:
        self._open_store = open_store
        self._most_waiting, self._most_in_batch = most_waiting, most_in_batch
        self._give_up_seconds = give_up_seconds
        self._waiting: deque[Waiting] = deque()
        self._writing = False
        self._closing = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._store: Store | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recorder")

    async def take(self, act: NewAct) -> None:
        """Return once the act is committed, or was there before. Raises Busy or NotKept."""
        if self._closing or len(self._waiting) >= self._most_waiting:
            raise Busy
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._waiting.append((act, done))
        if not self._writing:
            self._writing = True
            self._idle.clear()
            loop.call_soon(self._next, loop)
        await done

    async def close(self) -> None:
        """Refuse new acts, write those that wait, and let go of the database."""
        self._closing = True
        await self._idle.wait()
        if self._store is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._store.close)
        self._thread.shutdown()

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._waiting:
            self._writing = False
            self._idle.set()
            return
        size = min(len(self._waiting), self._most_in_batch)
        batch = [self._waiting.popleft() for _ in range(size)]
        self._thread.submit(self._write, loop, batch)

    def _write(self, loop: asyncio.AbstractEventLoop, batch: list[Waiting]) -> None:
        """In the thread: commit, then tell the loop, whatever happened."""
        acts = [act for act, _done in batch]
        try:
            results = self._commit(acts)
        except BaseException as error:  # noqa: BLE001 - every waiting request must get its answer
            log.error("the recorder failed: %s", type(error).__name__)
            results = [Busy()] * len(acts)
        loop.call_soon_threadsafe(self._answer, loop, batch, results)

    def _answer(self, loop: asyncio.AbstractEventLoop, batch: list[Waiting], results: list[Result]) -> None:
        self._next(loop)
        for (_act, done), error in zip(batch, results, strict=True):
            if done.done():
                continue  # the supporter's browser went away; the act stands
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)

    def _commit(self, acts: list[NewAct]) -> list[Result]:
        try:
            self._insist(acts)
        except Lost:
            return [Busy() for _ in acts]
        except Exception as error:  # noqa: BLE001 - the database's own errors, of either library
            log.warning("a batch of %s was refused (%s); writing act by act", len(acts), type(error).__name__)
            return [self._alone(act) for act in acts]
        return [None] * len(acts)

    def _alone(self, act: NewAct) -> Result:
        try:
            self._insist([act])
        except Lost:
            return Busy()
        except Exception as error:  # noqa: BLE001
            log.warning("one act was refused (%s)", type(error).__name__)
            return NotKept()
        return None

    def _insist(self, acts: list[NewAct]) -> None:
        """Write, and as long as the connection is lost, connect and write again. Raises Lost in the end."""
        until = time.monotonic() + self._give_up_seconds
        pause = FIRST_PAUSE
        while True:
            try:
                if self._store is None:
                    self._store = self._open_store()
                self._store.write(acts)
            except Lost as lost:
                if time.monotonic() + pause > until:
                    raise
                log.warning("the database is away (%s); trying again", lost)
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                self._revive()
            else:
                return

    def _revive(self) -> None:
        if self._store is None:
            return
        try:
            self._store.reconnect()
        except Lost:
            log.debug("still away")
