"""What the front reads from a request: its headers in one pass, its body up to a limit, and who sent it."""

from __future__ import annotations

import asyncio
import re

from openletter.web.front.asgi import Receive, Scope

WANTED = frozenset(
    {
        b"host",
        b"cookie",
        b"authorization",
        b"accept-encoding",
        b"content-type",
        b"content-length",
        b"if-none-match",
        b"x-forwarded-for",
        b"x-forwarded-proto",
    }
)


# As Django reads it (`django.http.request.host_validation_re`).
HOST = re.compile(rb"([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::[0-9]+)?")
BODY_SECONDS = 20.0  # an act is a few hundred bytes; a poor line sends them in one


class TooLarge(Exception):
    """The body is longer than allowed."""


class TooSlow(Exception):
    """The body did not arrive in time."""


class Gone(Exception):
    """The browser went away before its request was complete."""


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """The headers the front looks at; of several X-Forwarded-For lines, all of them in order."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in WANTED:
            found[name] = found[name] + b"," + value if name in found else value
    return found


def one_host(said: bytes) -> bytes:
    """The name in a Host line: its port, one last dot and capitals change nothing of what a site says.

    What Django would refuse stays as it is, so that nobody can have the pages of a good name refused.
    """
    name = said.lower()
    found = HOST.fullmatch(name)
    return found[1].removesuffix(b".") if found else name


def length_of(headers: dict[bytes, bytes]) -> int | None:
    """How long the body says it is; None if it does not say."""
    said = headers.get(b"content-length", b"")
    return int(said) if said.isdigit() else None


async def body_of(receive: Receive, *, length: int | None, most: int, within: float) -> bytes:
    """The whole body. Raises TooLarge beyond `most` bytes, TooSlow after `within` seconds, Gone if the sender left.

    With a `length`, nothing more is awaited once it is there: the server would wake the loop only to say "no more".
    """
    body = bytearray()
    try:
        async with asyncio.timeout(within):
            while await _more(receive, body) and len(body) != length:
                if len(body) > most:
                    raise TooLarge
    except TimeoutError as error:
        raise TooSlow from error
    if len(body) > most:
        raise TooLarge
    return bytes(body)


async def _more(receive: Receive, body: bytearray) -> bool:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    body += message.get("body", b"")
    return bool(message.get("more_body", False))


def replay(body: bytes) -> Receive:
    """A `receive` that gives a body that was read already."""
    sent = False

    async def receive() -> dict[str, object]:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def address_of(scope: Scope, headers: dict[bytes, bytes], *, trusted_proxies: int) -> str:
    """Who sent this. Each proxy of ours added one hop at the right; what stands left of theirs, anybody can write."""
    if trusted_proxies:
        hops = headers.get(b"x-forwarded-for", b"").split(b",")
        if len(hops) >= trusted_proxies and (hop := hops[-trusted_proxies].strip()):
            return hop.decode("latin-1")
    client = scope.get("client")
    return str(client[0]) if client else ""


def scheme_of(scope: Scope, headers: dict[bytes, bytes], *, trusted_proxies: int) -> str:
    """`https` or `http`, as the supporter's browser sees it."""
    if trusted_proxies and headers.get(b"x-forwarded-proto") == b"https":
        return "https"
    return str(scope.get("scheme", "http"))
