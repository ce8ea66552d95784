"""One kept page: whether an answer may be kept, for how long, and its bytes in each encoding."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import brotli

from openletter.web.front.asgi import Headers, Message, Receive, Scope, Send

KEPT_STATUSES = frozenset({200, 301, 302, 308, 404, 410})
LARGEST = 1024 * 1024
WORTH_COMPRESSING = 512
COMPRESSIBLE = re.compile(rb"text/|application/(json|javascript|manifest\+json|xml|rss\+xml|atom\+xml)|image/svg")
# Each hop has its own of these; the length and the encoding are ours to say.
DROPPED = frozenset(
    {b"connection", b"keep-alive", b"transfer-encoding", b"content-length", b"content-encoding", b"date", b"age"}
)
BR, GZIP, PLAIN = b"br", b"gzip", b""


@dataclass(slots=True)
class Fetched:
    """An answer of Django, whole; `packed` holds its body in the encodings that stand ready, by their names."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    packed: dict[bytes, bytes] = field(default_factory=dict)

    def value(self, name: bytes) -> bytes:
        """A header's value, lines of the same name joined; empty if there is none."""
        return b", ".join(value for key, value in self.headers if key == name)


@dataclass(slots=True)
class Page:
    """An answer that may be served to everybody. Times are monotonic seconds."""

    status: int
    bodies: dict[bytes, bytes]
    headers: dict[bytes, Headers]
    short: Headers
    etag: bytes
    made_at: float
    fresh_until: float
    stale_until: float
    error_until: float
    size: int

    @property
    def is_there(self) -> bool:
        """Whether there is something at its address."""
        return self.status == 200

    @staticmethod
    def kept_from(fetched: Fetched, at: float, largest: int = LARGEST) -> Page | None:
        """The page this answer makes, or None if it must not be kept: it is not for everybody, or too large."""
        control = _directives(fetched.value(b"cache-control"))
        age = control.get(b"max-age", 0)
        if not _may_keep(fetched, control) or age <= 0 or len(fetched.body) > largest:
            return None
        return _built(fetched, at, age, control)

    def answer_to(self, if_none_match: bytes, accept_encoding: bytes, at: float) -> tuple[int, Headers, bytes]:
        """Status, headers and body for one request."""
        seconds = (b"age", str(max(0, int(at - self.made_at))).encode())
        if if_none_match and self.status == 200 and self.etag in if_none_match:
            return 304, [*self.short, seconds], b""
        encoding = best_encoding(accept_encoding)
        if encoding not in self.bodies:
            encoding = PLAIN
        return self.status, [*self.headers[encoding], seconds], self.bodies[encoding]


async def fetched_from(app: object, scope: Scope, receive: Receive) -> Fetched:
    """Run an application for a request and keep its answer instead of sending it."""
    answer = Fetched()
    parts: list[bytes] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await _call(app, scope, receive, send)
    answer.body = b"".join(parts)
    return answer


async def fetched_packed(app: object, scope: Scope, receive: Callable[[], Receive]) -> Fetched:
    """The same, and of a collected file also its packings: to make those anew takes seconds for a large script.

    They are made once, when files are collected; here it is every start, and every time that something is published.
    """
    answer = await fetched_from(app, scope, receive())
    if b"immutable" in answer.value(b"cache-control") and b"accept-encoding" in answer.value(b"vary").lower():
        for encoding in (BR, GZIP):
            asked = {**scope, "headers": [*scope["headers"], (b"accept-encoding", encoding)]}
            other = await fetched_from(app, asked, receive())
            if other.status == answer.status and other.value(b"content-encoding") == encoding:
                answer.packed[encoding] = other.body
    return answer


async def _call(app: object, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)  # type: ignore[operator]


@lru_cache(maxsize=256)
def best_encoding(accept: bytes) -> bytes:
    """The densest encoding a browser takes, from its Accept-Encoding."""
    taken = set()
    for part in accept.lower().split(b","):
        name, _semicolon, quality = part.strip().partition(b";")
        if quality.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"):
            taken.add(name.strip())
    return BR if BR in taken else GZIP if GZIP in taken else PLAIN


def _directives(value: bytes) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for part in value.lower().split(b","):
        name, _is, number = part.strip().partition(b"=")
        found[name] = int(number) if number.isdigit() else 0
    return found


def _may_keep(fetched: Fetched, control: dict[bytes, int]) -> bool:
    varies = {name.strip().lower() for name in fetched.value(b"vary").split(b",")} - {b""}
    return (
        fetched.status in KEPT_STATUSES
        and b"public" in control
        and not control.keys() & {b"private", b"no-store", b"no-cache"}
        and not fetched.value(b"set-cookie")
        and varies <= {b"accept-encoding", b"cookie"}
        and not fetched.value(b"content-encoding")
    )


def _built(fetched: Fetched, at: float, age: int, control: dict[bytes, int]) -> Page:
    bodies = _encoded(fetched)
    etag = fetched.value(b"etag") or b'W/"' + hashlib.blake2b(fetched.body, digest_size=9).hexdigest().encode() + b'"'
    common = [(k, v) for k, v in fetched.headers if k not in DROPPED and k not in (b"etag", b"vary")]
    common += [(b"etag", etag), (b"vary", b"accept-encoding, cookie")]
    headers = {
        encoding: [
            *common,
            (b"content-length", str(len(body)).encode()),
            *([(b"content-encoding", encoding)] if encoding else []),
        ]
        for encoding, body in bodies.items()
    }
    return Page(
        status=fetched.status,
        bodies=bodies,
        headers=headers,
        short=[(k, v) for k, v in common if not k.startswith(b"content-")],
        etag=etag.removeprefix(b"W/"),
        made_at=at,
        fresh_until=at + age,
        stale_until=at + age + control.get(b"stale-while-revalidate", 0),
        error_until=at + age + control.get(b"stale-if-error", 0),
        size=sum(map(len, bodies.values())) + 2_000,
    )


def _encoded(fetched: Fetched) -> dict[bytes, bytes]:
    body = fetched.body
    bodies = {PLAIN: body}
    if len(body) >= WORTH_COMPRESSING and COMPRESSIBLE.match(fetched.value(b"content-type")):
        # What never changes is packed once for all, so it may take its time.
        for_good = b"immutable" in fetched.value(b"cache-control")
        # Ten packs a page an eighth smaller than five for about fifteen milliseconds, once while it is kept.
        bodies[BR] = fetched.packed.get(BR) or brotli.compress(body, quality=11 if for_good else 10)
        bodies[GZIP] = fetched.packed.get(GZIP) or gzip.compress(body, 9 if for_good else 6, mtime=0)
    return bodies
