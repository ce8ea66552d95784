"""The bottom line of this server and this machine: an ASGI application that says 200 and nothing else."""

from __future__ import annotations

from typing import Any

START = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
BODY = {"type": "http.response.body", "body": b"ok\n"}


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer."""
    await send(START)
    await send(BODY)
