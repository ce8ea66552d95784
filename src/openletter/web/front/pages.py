"""Anonymous pages, kept before Django: fresh for a while, served stale while one request renews them.

A page is kept only if its answer says `public` and a max-age. When something published changes, all are dropped.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from openletter.web.front.asgi import Headers
from openletter.web.front.kept import LARGEST, Fetched, Page

MOST_BYTES = 64 * 1024 * 1024
MOST_PASSED = 10_000
PASS_SECONDS = 30.0

Key = tuple[str, bytes, str, bytes]  # scheme, host, path, the query as far as it is known
Fetch = Callable[[], Awaitable[Fetched]]


@dataclass(slots=True)
class Found:
    """What the cache has to say about a request: a page to serve, or an answer that is not for others."""

    page: Page | None
    answer: Fetched | None = None


@dataclass
class Pages:
    """The kept pages, least recently used first, in bounded memory."""

    most_bytes: int = MOST_BYTES
    most_flights: int = 1_000_000
    at_once: int = 1_000_000  # of those flights, how many are with Django; the others wait without a thread
    largest: int = LARGEST  # bytes of one page
    _pages: OrderedDict[Key, Page] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _generation: int = 0
    _flights: dict[Key, asyncio.Task[Found]] = field(default_factory=dict)
    _passed: dict[Key, float] = field(default_factory=dict)
    _turns: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        """Nobody is with Django yet."""
        self._turns = asyncio.Semaphore(self.at_once)

    def peek(self, key: Key, *, at: float) -> Page | None:
        """A page that may be served now without asking anybody."""
        page = self._pages.get(key)
        if page is None or at >= page.fresh_until:
            return None
        if page.is_there:
            self._pages.move_to_end(key)
        return page

    def passes(self, key: Key, *, at: float) -> bool:
        """Whether this address was lately found not to be kept, so that asking together would only cost time."""
        until = self._passed.get(key)
        return until is not None and at < until

    def has_room(self, key: Key) -> bool:
        """Whether one more page may be fetched now, or this one is kept or on its way already."""
        return len(self._flights) < self.most_flights or key in self._flights or key in self._pages

    async def get(self, key: Key, fetch: Fetch, *, at: float) -> Found:
        """The page of an address: kept, or fetched by one request for all that wait for it. `at` is monotonic."""
        page = self._pages.get(key)
        if page is not None and at < page.stale_until:
            if at >= page.fresh_until:
                self._fly(key, fetch, page, at)
            self._pages.move_to_end(key)
            return Found(page)
        flight = self._flights.get(key)
        if flight is not None:
            found = await asyncio.shield(flight)
            return found if found.page is not None else Found(None)
        return await asyncio.shield(self._fly(key, fetch, page, at))

    def drop(self) -> None:
        """Forget every page, and let no fetch under way bring an old one back."""
        self._generation += 1
        self._pages.clear()
        self._passed.clear()
        self._flights.clear()
        self._bytes = 0

    def _fly(self, key: Key, fetch: Fetch, old: Page | None, at: float) -> asyncio.Task[Found]:
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = asyncio.create_task(self._fetched(key, fetch, old, at, self._generation))
            flight.add_done_callback(lambda task: self._landed(key, task))
        return flight

    def _landed(self, key: Key, task: asyncio.Task[Found]) -> None:
        if self._flights.get(key) is task:
            del self._flights[key]
        if not task.cancelled():
            task.exception()

    async def _fetched(self, key: Key, fetch: Fetch, old: Page | None, at: float, generation: int) -> Found:
        async with self._turns:
            fetched = await fetch()
        if fetched.status >= 500 and old is not None and at < old.error_until and generation == self._generation:
            return Found(old)
        page = await asyncio.to_thread(Page.kept_from, fetched, at, self.largest)
        if page is None:
            self._pass(key, at)
            return Found(None, fetched)
        if generation == self._generation:
            self._keep(key, page)
        return Found(page)

    def _keep(self, key: Key, page: Page) -> None:
        old = self._pages.pop(key, None)
        self._bytes += page.size - (old.size if old else 0)
        self._pages[key] = page
        # There are more addresses where nothing is than any memory holds: they go before what people read.
        self._pages.move_to_end(key, last=page.is_there)
        while self._bytes > self.most_bytes and self._pages:
            _key, dropped = self._pages.popitem(last=False)
            self._bytes -= dropped.size

    def _pass(self, key: Key, at: float) -> None:
        old = self._pages.pop(key, None)
        self._bytes -= old.size if old else 0
        if len(self._passed) >= MOST_PASSED:
            self._passed.clear()
        self._passed[key] = at + PASS_SECONDS


def anonymous(headers: Headers) -> Headers:
    """The headers with which the page for everybody is asked: nothing that makes an answer personal or partial."""
    personal = {b"cookie", b"authorization", b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return [(name, value) for name, value in headers if name not in personal]
