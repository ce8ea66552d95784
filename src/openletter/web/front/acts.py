"""`POST /act/<ref>` over HTTP: read it, hand it to the reception, answer as a form or as JSON."""

from __future__ import annotations

import asyncio
import html
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from weakref import WeakValueDictionary

from openletter.actions.intake import form
from openletter.actions.intake.limits import Networks
from openletter.actions.intake.reception import BUSY, Accepted, Reception, Refused
from openletter.kernel import clock
from openletter.kernel.languages import direction
from openletter.web.front import enclosing
from openletter.web.front.asgi import App, Headers, Receive, Scope, Send, answer
from openletter.web.front.requests import BODY_SECONDS, Gone, TooLarge, TooSlow, body_of, replay
from openletter.web.front.words import Words, plain

STATUS = {
    "invalid": 422,
    "look_again": 422,
    "not_yet": 409,
    "expired": 410,
    "closed": 410,
    "recalled": 410,
    "hidden": 404,
    "too_many": 429,
    "too_fast": 429,
    "too_old": 409,
    "busy": 503,
    "stopped": 503,
    "unreadable": 400,
}
RETRY_SECONDS = {"too_many": 900, "too_fast": 5, "busy": 5, "stopped": 3600}
NO_STORE = (b"cache-control", b"no-store")


class TooMany(Exception):
    """So many forms with pictures arrive that one more would not fit."""


@dataclass(slots=True)
class Arrival:
    """How an act came: its media type, the length it says it has, and from which address."""

    kind: str
    length: int | None
    address: str


class Acts:
    """Answers for acts. Pages that show a refusal with everything typed are drawn by Django."""

    def __init__(self, reception: Reception, house: App) -> None:
        self._reception, self._house = reception, house
        self._places = asyncio.Semaphore(enclosing.MOST_AT_ONCE)
        self._networks = Networks()
        # A network is forgotten once nobody of it waits or sends.
        self._of_network: WeakValueDictionary[bytes, asyncio.Semaphore] = WeakValueDictionary()
        self.words: Mapping[str, Words] = {}

    async def __call__(self, ref: str, scope: Scope, receive: Receive, send: Send, *, arrival: Arrival) -> int:
        """Answer one act; returns the status sent."""
        kind = arrival.kind
        try:
            if kind == enclosing.MULTIPART:
                body, typed = b"", await self._with_picture(ref, scope, receive, arrival)
            else:
                body = await body_of(receive, length=arrival.length, most=form.MOST_BYTES, within=BODY_SECONDS)
                typed = form.read(body, kind)
        except Gone:
            return 499
        except TooMany:
            return await self._say(send, "busy", as_json=False)
        except (TooLarge, TooSlow, form.Unreadable):
            return await self._say(send, "unreadable", as_json=kind == form.JSON)
        result = await self._reception.take(ref, typed, address=arrival.address, at=clock.now())
        if isinstance(result, Accepted):
            return await _accepted(send, result, as_json=kind == form.JSON)
        if kind == form.JSON:
            return await self._json(send, result)
        if result.code == BUSY:
            return await self._busy(send, result)
        scope = {**scope, "openletter.refusal": _for_django(result)}
        await self._house(scope, replay(body), send)
        return STATUS[result.code]

    async def _with_picture(self, ref: str, scope: Scope, receive: Receive, arrival: Arrival) -> form.Typed:
        """The fields of a form that may bring a picture. Large bodies are few at a time: each is held whole.

        Who comes when all places are taken waits before a byte of theirs is read. A form that says it is short brings
        no picture, and is never held up by those that do.
        """
        if arrival.length is not None and arrival.length <= form.MOST_BYTES:
            return await self._taken_out(ref, scope, receive, arrival, BODY_SECONDS)
        async with self._place(arrival.address):
            return await self._taken_out(ref, scope, receive, arrival, enclosing.SECONDS)

    @asynccontextmanager
    async def _place(self, address: str) -> AsyncIterator[None]:
        """One of the places for large bodies, of which one network holds but a few. Raises TooMany."""
        network = self._networks.key(address, on=clock.today())
        own = self._of_network.get(network)
        if own is None:
            own = self._of_network[network] = asyncio.Semaphore(enclosing.MOST_OF_A_NETWORK)
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(enclosing.WAITS):
                    await held.enter_async_context(own)
                    await held.enter_async_context(self._places)
            except TimeoutError as error:
                raise TooMany from error
            yield

    async def _taken_out(
        self, ref: str, scope: Scope, receive: Receive, arrival: Arrival, within: float
    ) -> form.Typed:  # fmt: skip
        body = await body_of(receive, length=arrival.length, most=enclosing.MOST_BYTES, within=within)
        return await enclosing.without_picture(self._house, scope, ref, body)

    def _in(self, language: str) -> Words:
        return self.words.get(language) or self.words.get("en") or plain()

    async def _say(self, send: Send, code: str, *, as_json: bool) -> int:
        words = self._in("en")
        if as_json:
            return await _send_json(send, STATUS[code], {"status": "refused", "code": code})
        headers = [(b"content-type", b"text/plain; charset=utf-8"), NO_STORE]
        await answer(send, STATUS[code], headers, words.refusals[code].encode() + b"\n")
        return STATUS[code]

    async def _json(self, send: Send, refused: Refused) -> int:
        words = self._in(refused.language)
        said = {
            "status": "refused",
            "code": refused.code,
            "message": words.refusals[refused.code],
            "errors": {name: {"code": code, "message": words.fields[code]} for name, code in refused.errors.items()},
            "remarks": [{"field": r.field, "code": r.code, "grave": r.grave} for r in refused.remarks],
        }
        return await _send_json(send, STATUS[refused.code], said, retry=RETRY_SECONDS.get(refused.code))

    async def _busy(self, send: Send, refused: Refused) -> int:
        page = busy_page(refused, self._in(refused.language)).encode()
        headers: Headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"retry-after", str(RETRY_SECONDS[BUSY]).encode()),
            NO_STORE,
        ]
        await answer(send, STATUS[BUSY], headers, page)
        return STATUS[BUSY]


def busy_page(refused: Refused, words: Words) -> str:
    """A page that keeps everything typed and has one button. It asks nothing of Django nor of the database."""
    kept = "\n".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in refused.values.items()
    )
    title, said = html.escape(words.busy_title), html.escape(words.refusals[BUSY])
    return (
        f'<!doctype html>\n<html lang="{refused.language}" dir="{direction(refused.language)}">\n'
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title></head>\n"
        f"<body><main><h1>{title}</h1>\n<p>{said}</p>\n<p>{html.escape(words.busy_kept)}</p>\n"
        f'<form method="post" action="/act/{html.escape(refused.ref)}">\n{kept}\n'
        f"<button>{html.escape(words.send_again)}</button></form></main></body></html>\n"
    )


def _for_django(refused: Refused) -> dict[str, object]:
    return {
        "code": refused.code,
        "errors": refused.errors,
        "values": refused.values,
        "remarks": refused.remarks,
        "section": refused.section,
        "language": refused.language,
        "ref": refused.ref,
    }


async def _accepted(send: Send, accepted: Accepted, *, as_json: bool) -> int:
    if as_json:
        return await _send_json(send, 201, {"status": "accepted", "next": accepted.next})
    headers = [(b"location", accepted.next.encode()), (b"content-length", b"0"), NO_STORE]
    await answer(send, 303, headers, b"")
    return 303


async def _send_json(send: Send, status: int, said: Mapping[str, object], *, retry: int | None = None) -> int:
    headers: Headers = [(b"content-type", b"application/json"), NO_STORE]
    if retry is not None:
        headers.append((b"retry-after", str(retry).encode()))
    await answer(send, status, headers, json.dumps(said, ensure_ascii=False).encode())
    return status
