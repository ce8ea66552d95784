"""Django, behind the front: loaded in a thread while the front answers already, run as WSGI in threads."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import Callable
from typing import Any

from a2wsgi import WSGIMiddleware

from openletter.web.front.asgi import Headers, Message, Receive, Scope, Send, answer

log = logging.getLogger("openletter.front")

THREADS = 8
PLAIN: Headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]


class House:
    """An ASGI application whose requests wait until Django has been loaded."""

    def __init__(self, load: Callable[[], Any], *, threads: int = THREADS) -> None:
        self._load, self._threads = load, threads
        self._loading: asyncio.Task[WSGIMiddleware] | None = None

    def open(self) -> asyncio.Task[WSGIMiddleware]:
        """Begin to load, once; the task ends when Django can answer."""
        if self._loading is None:
            self._loading = asyncio.create_task(self._loaded())
        return self._loading

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with Django; what goes wrong on the way is a bare 500 if nothing was sent yet."""
        started = False

        async def received() -> Message:
            # The adapter schedules this from a thread, which takes a coroutine; servers may give any awaitable.
            return await receive()

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            app = await asyncio.shield(self.open())
            await app(scope, received, watched)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 - the last fence before the socket
            log.error("an answer failed: %s", type(error).__name__)
            if not started:
                await answer(send, 500, PLAIN, b"Something went wrong here. It was noted; please try again later.\n")

    async def close(self) -> None:
        """Let requests under way end and let the threads go."""
        if self._loading is None:
            return
        with contextlib.suppress(Exception):
            app = await self._loading
            await asyncio.to_thread(app.executor.shutdown)

    async def _loaded(self) -> WSGIMiddleware:
        # A million objects that stay for ever: without this each full collection walks them all while people wait,
        # and a dozen do so while they are made.
        gc.disable()
        try:
            wsgi = await asyncio.to_thread(self._load)
        finally:
            gc.freeze()
            gc.enable()
        return WSGIMiddleware(wsgi, workers=self._threads)
