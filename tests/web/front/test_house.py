"""Django behind the front, reached through whatever the server hands us."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from openletter.web.front.house import House


def echo(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("content-length", str(len(body)))])
    return [body]


def ask(body: bytes) -> list[dict[str, Any]]:
    """One POST, with a `receive` that gives a future and not a coroutine, as granian's does."""

    async def visit() -> list[dict[str, Any]]:
        house, sent = House(lambda: echo), list[dict[str, Any]]()

        def receive() -> asyncio.Future[dict[str, Any]]:
            answer = asyncio.get_running_loop().create_future()
            answer.set_result({"type": "http.request", "body": body, "more_body": False})
            return answer

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        headers = [(b"content-length", str(len(body)).encode())]
        scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
        scope |= {"http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1)}
        await house(scope, receive, send)
        await house.close()
        return sent

    return asyncio.run(visit())


def test_a_posted_body_reaches_django_whatever_awaitable_the_server_gives() -> None:
    sent = ask(b"do=confirm")
    assert sent[0]["status"] == 200
    assert b"".join(message.get("body", b"") for message in sent[1:]) == b"do=confirm"
