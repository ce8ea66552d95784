"""Asking the front without a network: requests as ASGI, answers as they leave."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from openletter.config.asgi import load_django
from openletter.config.env import env
from openletter.web.front.app import Front
from openletter.web.front.duties import Duties, Options


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Asked:
    """A front that runs, and how to ask it."""

    front: Front
    duties: Duties

    async def get(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        return await self._ask(method, path, b"", headers)

    async def post(self, path: str, typed: dict[str, str] | bytes, **headers: str) -> Answer:
        body = typed if isinstance(typed, bytes) else urlencode(typed).encode()
        return await self._ask("POST", path, body, {"content_type": "application/x-www-form-urlencoded"} | headers)

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        lines = {"host": "testserver", "content_length": str(len(body))} | headers
        scope = self.scope(method, path, **lines)
        answer = Answer()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                answer.body += message.get("body", b"")

        await self.front(scope, receive, send)
        return answer

    def scope(self, method: str, path: str, **lines: str) -> dict[str, Any]:
        """A request as a server describes it."""
        path, _mark, query = path.partition("?")
        return {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in lines.items()],
            "client": ("203.0.113.9", 4711),
            "server": ("testserver", 80),
        }


async def until(so: Callable[[], bool]) -> None:
    """Wait, for a minute at most, until it is so; then a moment, in which more would show that should not come."""
    async with asyncio.timeout(60):
        while not so():
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


@asynccontextmanager
async def a_front(
    *, load: Callable[[], Any] = load_django, trusted_proxies: int = 0, desk: bool = True
) -> AsyncIterator[Asked]:
    """A front on the database under test, opened and closed as a server does."""
    front = Front(
        Options(
            database=connection.settings_dict,
            secret_key=env().secret_key,
            person_key=env().person_key,
            page_seconds=env().page_seconds,
            trusted_proxies=trusted_proxies,
            load_django=load,
            desk=desk,
        )
    )
    steps: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    told: asyncio.Queue[Any] = asyncio.Queue()
    living = asyncio.create_task(front({"type": "lifespan"}, steps.get, told.put))
    await steps.put({"type": "lifespan.startup"})
    await told.get()
    duties = front.duties
    assert duties is not None
    while not duties.is_ready:
        await asyncio.sleep(0.01)
    yield Asked(front, duties)
    await steps.put({"type": "lifespan.shutdown"})
    await told.get()
    await living
