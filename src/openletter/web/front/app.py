"""The ASGI application: three fast duties, and Django for everything else."""

from __future__ import annotations

import asyncio
import json
import time

from openletter.actions.intake.form import media_type
from openletter.kernel import clock
from openletter.web.front.acts import Arrival
from openletter.web.front.asgi import Headers, Message, Receive, Scope, Send, answer
from openletter.web.front.counts import Figure, has_figure
from openletter.web.front.duties import Duties, Options
from openletter.web.front.guards import Guards
from openletter.web.front.kept import Fetched, Page, fetched_packed
from openletter.web.front.log import kind_of
from openletter.web.front.pages import Key, anonymous
from openletter.web.front.queries import is_dear, one_address, query_of
from openletter.web.front.requests import (
    Gone,
    TooLarge,
    TooSlow,
    address_of,
    body_of,
    headers_of,
    length_of,
    one_host,
    replay,
    scheme_of,
)

STAFF_COOKIE = b"openletter_staff="
# Addresses that are never for everybody, or too large to keep.
NEVER_KEPT = ("/desk/", "/sign-in/", "/mailbox/", "/media/", "/look/")
PLAIN: Headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
COUNT_WAITS = 3.0  # seconds that a figure nobody asked for lately may take
# The largest picture an editor may upload is 10 MB; what everybody may post is a form. Anybody can send a cookie of
# that name, so the large ones are taken at the desk alone, and a few at a time.
MOST_POSTED, MOST_POSTED_BY_STAFF = 256 * 1024, 12 * 1024 * 1024
DESK = "/desk/"
MOST_LARGE_AT_ONCE = 4
CLOSE = (b"connection", b"close")
RETRY: Headers = [*PLAIN, (b"retry-after", b"2")]

Told = tuple[str, int]  # kind of address and status, for the access log


class Front:
    """Serves one process. What it works with is opened inside the server's event loop, at start or first request."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._guards = Guards(https=options.https)
        self._large = 0
        self.duties: Duties | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the server's own start and end."""
        if scope["type"] == "http":
            begun = time.perf_counter()
            duties = self.duties or self._open()
            kind, status = await self._route(duties, scope, receive, self._guards.over(send))
            duties.log.add(scope["method"], kind, status, time.perf_counter() - begun)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self.duties is not None:
            await self.duties.close()
        await send({"type": "lifespan.shutdown.complete"})

    def _open(self) -> Duties:
        if self.duties is None:
            self.duties = Duties(self._options)
        return self.duties

    async def _route(self, duties: Duties, scope: Scope, receive: Receive, send: Send) -> Told:
        method, path = scope["method"], scope["path"]
        if path.startswith("/act/") and method == "POST":
            return "act", await self._act(duties, scope, receive, send)
        if method in ("GET", "HEAD"):
            if path.startswith("/count/"):
                return "count", await _count(duties, path[7:].rstrip("/"), send)
            if path == "/healthz":
                return "healthz", await _health(duties, send)
            if path == "/proof":
                return "proof", await _pose(duties, send)
            if "//" in path:
                return kind_of(path), await _elsewhere(send, one_address(path))
            headers = headers_of(scope)
            if (key := self._key(scope, headers)) is not None:
                return await self._page(duties, key, headers, scope, receive, send)
            return kind_of(path), await _django(duties, scope, receive, send)
        return kind_of(path), await self._posted(duties, scope, receive, send)

    async def _posted(self, duties: Duties, scope: Scope, receive: Receive, send: Send) -> int:
        """Django has few threads, so none of them waits for a body: it is handed over whole."""
        headers = headers_of(scope)
        length = length_of(headers)
        if not (self._may_be_large(scope["path"], headers) and (length is None or length > MOST_POSTED)):
            return await self._handed(duties, scope, receive, send, length, MOST_POSTED)
        if self._large >= MOST_LARGE_AT_ONCE:
            await answer(send, 503, [*RETRY, CLOSE], b"Several pictures are being sent just now. Please try again.\n")
            return 503
        self._large += 1
        try:
            return await self._handed(duties, scope, receive, send, length, MOST_POSTED_BY_STAFF)
        finally:
            self._large -= 1

    def _may_be_large(self, path: str, headers: dict[bytes, bytes]) -> bool:
        """Whether this can be somebody of the desk who sends a picture."""
        return self._options.desk and path.startswith(DESK) and STAFF_COOKIE in headers.get(b"cookie", b"")

    async def _handed(
        self, duties: Duties, scope: Scope, receive: Receive, send: Send, length: int | None, most: int
    ) -> int:
        try:
            body = await body_of(receive, length=length, most=most, within=self._options.body_seconds)
        except Gone:
            return 499
        except TooLarge:
            await answer(send, 413, [*PLAIN, CLOSE], b"This is too large to be sent here.\n")
            return 413
        except TooSlow:
            await answer(send, 408, [*PLAIN, CLOSE], b"This took too long to arrive. Please send it again.\n")
            return 408
        return await _django(duties, scope, replay(body), send)

    async def _act(self, duties: Duties, scope: Scope, receive: Receive, send: Send) -> int:
        headers = headers_of(scope)
        return await duties.acts(
            scope["path"][5:].rstrip("/"),
            scope,
            receive,
            send,
            arrival=Arrival(
                kind=media_type(headers.get(b"content-type", b"")),
                length=length_of(headers),
                address=address_of(scope, headers, trusted_proxies=self._options.trusted_proxies),
            ),
        )

    def _key(self, scope: Scope, headers: dict[bytes, bytes]) -> Key | None:
        """Under which a page is kept, or None where answers are one person's own.

        Pages are the same for everybody, so neither a cookie nor a password leads past what is kept: anybody can send
        either. A host has one copy, whatever port or last dot is written behind its name.
        """
        path = scope["path"]
        if path.startswith(NEVER_KEPT):
            return None
        scheme = scheme_of(scope, headers, trusted_proxies=self._options.trusted_proxies)
        return scheme, one_host(headers.get(b"host", b"")), path, query_of(path, scope["query_string"])

    async def _page(
        self, duties: Duties, key: Key, headers: dict[bytes, bytes], scope: Scope, receive: Receive, send: Send
    ) -> Told:
        now = time.monotonic()
        scope = {**scope, "query_string": key[3]}
        pages = duties.searches if key[3] else duties.dear if is_dear(key[2]) else duties.pages
        page = pages.peek(key, at=now)
        if page is not None:
            return "page", await _send_page(send, page, headers, scope["method"], now)
        if not pages.has_room(key):
            await answer(send, 503, RETRY, b"Very many people are asking just now. Please try again in a moment.\n")
            return "search" if key[3] else kind_of(key[2]), 503
        if pages.passes(key, at=now):
            return kind_of(key[2]), await _django(duties, scope, receive, send)

        async def fetch() -> Fetched:
            asked = {**scope, "method": "GET", "headers": anonymous(scope["headers"])}
            return await fetched_packed(duties.house, asked, lambda: replay(b""))

        found = await pages.get(key, fetch, at=now)
        if found.page is not None:
            return "page", await _send_page(send, found.page, headers, scope["method"], now)
        if found.answer is not None and b"cookie" not in headers and scope["method"] == "GET":
            await answer(send, found.answer.status, found.answer.headers, found.answer.body)
            return kind_of(key[2]), found.answer.status
        return kind_of(key[2]), await _django(duties, scope, receive, send)


async def _send_page(send: Send, page: Page, headers: dict[bytes, bytes], method: str, now: float) -> int:
    status, lines, body = page.answer_to(headers.get(b"if-none-match", b""), headers.get(b"accept-encoding", b""), now)
    await answer(send, status, lines, b"" if method == "HEAD" else body)
    return status


async def _elsewhere(send: Send, path: str) -> int:
    await answer(send, 308, [*PLAIN, (b"location", path.encode()), (b"content-length", b"0")], b"")
    return 308


async def _django(duties: Duties, scope: Scope, receive: Receive, send: Send) -> int:
    status = 500

    async def watched(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        await send(message)

    await duties.house(scope, receive, watched)
    return status


async def _count(duties: Duties, ref: str, send: Send) -> int:
    if not duties.is_ready:
        return await _health(duties, send)
    figure = duties.counts.get(ref)
    if figure is None and has_figure(duties.reception.known, ref):
        figure = await _first_figure(duties, ref)
    if figure is None:
        await answer(send, 404, PLAIN, b"There is no such action.\n")
        return 404
    await answer(send, 200, figure.headers, figure.body)
    return 200


async def _first_figure(duties: Duties, ref: str) -> Figure | None:
    """A figure that nobody asked for within the last minute: the watcher reads it at once."""
    duties.counts.want(ref)
    duties.watcher.hurry()
    until = time.monotonic() + COUNT_WAITS
    while (figure := duties.counts.get(ref)) is None and time.monotonic() < until:
        await asyncio.sleep(0.01)
    return figure


async def _health(duties: Duties, send: Send) -> int:
    """Whether this process can take acts: the house is known and the recorder has room."""
    if duties.is_ready:
        await answer(send, 200, PLAIN, b"ok\n")
        return 200
    await answer(send, 503, RETRY, b"starting\n")
    return 503


async def _pose(duties: Duties, send: Send) -> int:
    posed = await asyncio.to_thread(duties.reception.proofs.challenge, at=clock.now())
    await answer(send, 200, [(b"content-type", b"application/json"), PLAIN[1]], json.dumps(posed).encode())
    return 200
