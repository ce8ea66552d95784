"""What one process of the front works with, opened together and closed in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openletter.actions.intake import connections
from openletter.actions.intake.batch import Store
from openletter.actions.intake.known import Known
from openletter.actions.intake.postgres import PostgresStore
from openletter.actions.intake.reception import Reception
from openletter.actions.intake.recorder import Recorder
from openletter.actions.intake.sqlite import SqliteStore
from openletter.kernel import clock
from openletter.web.front.acts import Acts
from openletter.web.front.counts import Counts
from openletter.web.front.house import House
from openletter.web.front.log import AccessLog
from openletter.web.front.pages import Pages
from openletter.web.front.watch import Watcher
from openletter.web.front.words import spoken

MOST_BYTES_OF_SEARCHES = 16 * 1024 * 1024
MOST_SEARCHES_AT_ONCE = 2
# Pages that nobody asked for lately and that are waited for: beyond that, whoever comes is asked to come back.
MOST_WAITED_FOR = 500
MOST_BYTES_OF_DEAR, LARGEST_OF_DEAR = 48 * 1024 * 1024, 12 * 1024 * 1024
DEAR_AT_ONCE, MOST_DEAR_WAITED_FOR = 2, 40


@dataclass(frozen=True, slots=True)
class Options:
    """What the front must be told. `load_django` sets Django up and returns its WSGI application."""

    database: connections.Settings
    secret_key: str
    person_key: str
    page_seconds: int
    trusted_proxies: int
    load_django: Callable[[], Any]
    desk: bool = True  # whether this process has desk addresses
    https: bool = False  # whether people reach us by https alone
    body_seconds: float = 60.0  # how long a body for Django may take to arrive


class Duties:
    """Acts, counts and pages of one process. Made inside the event loop; begins to work at once."""

    def __init__(self, options: Options) -> None:
        self.log = AccessLog()
        self.pages = Pages(most_flights=MOST_WAITED_FOR)
        # Apart, so that nobody can push the pages out by searching, nor take Django's threads from those who act.
        self.searches = Pages(most_bytes=MOST_BYTES_OF_SEARCHES, most_flights=MOST_SEARCHES_AT_ONCE)
        # Cards, feeds and maps: waiting for one another, they leave threads to pages, and nobody can push pages out
        # by asking for all of them.
        self.dear = Pages(
            most_bytes=MOST_BYTES_OF_DEAR, most_flights=MOST_DEAR_WAITED_FOR, at_once=DEAR_AT_ONCE,
            largest=LARGEST_OF_DEAR,
        )  # fmt: skip
        self.counts = Counts(page_seconds=options.page_seconds)
        self.house = House(options.load_django)
        self.recorder = Recorder(lambda: open_store(options.database))
        self.reception = Reception(recorder=self.recorder, secret_key=options.secret_key, person_key=options.person_key)
        self.acts = Acts(self.reception, self.house)
        self._loop = asyncio.get_running_loop()
        self.watcher = Watcher(
            open_reader=lambda: connections.reader(options.database),
            on_known=lambda known: self._tell(self._learn, known),
            on_pages=lambda: self._tell(self._drop),
            on_round=self._round,
        )
        self.watcher.start()
        self._translating = asyncio.create_task(self._translate())

    @property
    def is_ready(self) -> bool:
        """Whether acts can be taken: the database was read at least once."""
        return self.reception.is_open

    async def close(self) -> None:
        """Answer and write what was begun, then let go of the database and of Django."""
        await self.recorder.close()
        await asyncio.to_thread(self.watcher.stop)
        await self.house.close()
        self.log.write()

    def _drop(self) -> None:
        for kept in (self.pages, self.searches, self.dear):
            kept.drop()

    def _learn(self, known: Known) -> None:
        self.reception.known = known

    def _tell(self, function: Callable[..., None], *args: Any) -> None:
        """Run something in the loop, from the watcher's thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *args)

    def _round(self, reader: connections.Reader, known: Known) -> None:
        self.counts.refresh(reader, known, as_of=clock.now())
        self.log.write()

    async def _translate(self) -> None:
        """Once Django stands, prepare the front's own words in every language."""
        await asyncio.shield(self.house.open())
        self.acts.words = await asyncio.to_thread(spoken)


def open_store(settings: connections.Settings) -> Store:
    """The database that takes the batches. Raises Lost."""
    return SqliteStore(settings) if connections.is_sqlite(settings) else PostgresStore(settings)
