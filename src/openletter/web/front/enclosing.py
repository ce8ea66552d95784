"""A form with a picture: the house takes the picture out and keeps it sealed, and the form goes on without it."""

from __future__ import annotations

import json

from openletter.actions.intake.form import Typed, Unreadable
from openletter.web.front.asgi import App, Message, Scope
from openletter.web.front.requests import replay

MULTIPART = "multipart/form-data"
MOST_BYTES = 11 * 1024 * 1024  # a picture of ten megabytes and everything around it
SECONDS = 90.0  # for a photo over a poor line
WAITS = 20.0  # seconds for one of the places
MOST_AT_ONCE = 8
MOST_OF_A_NETWORK = 3  # of these places: eight slow bodies of one sender must not close them to everybody
HTTP_OK = 200
MARK = "openletter.enclosing"  # in the scope: only the front can set it, so nobody reaches the view from outside


async def without_picture(house: App, scope: Scope, ref: str, body: bytes) -> Typed:
    """What was typed, with the picture's signed name as `enclosure`, or what is wrong with it as `picture_fault`.

    Raises form.Unreadable where the house cannot make sense of it.
    """
    inside = {**scope, "path": f"/act/{ref}/enclosed", "query_string": b"", MARK: True}
    status, answered = await _asked(house, inside, body)
    if status != HTTP_OK:
        raise Unreadable("the house could not read it")
    typed = json.loads(answered or b"null")
    if not isinstance(typed, dict):
        raise Unreadable("the house could not read it")
    return {str(name): str(value) for name, value in typed.items()}


async def _asked(house: App, scope: Scope, body: bytes) -> tuple[int, bytes]:
    status, answered = 500, bytearray()

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        answered.extend(message.get("body", b""))

    await house(scope, replay(body), send)
    return status, bytes(answered)
