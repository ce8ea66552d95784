"""From the bytes of a request to what was typed: a form or JSON, of limited size, in proper UTF-8."""

from __future__ import annotations

import json
from urllib.parse import unquote_to_bytes

# A letter of 5,000 Arabic characters, each six bytes in a form, and everything around it.
MOST_BYTES = 48 * 1024
MOST_FIELDS = 40
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

Typed = dict[str, str]


class Unreadable(Exception):
    """The body is not what it says it is, or not one of the two kinds."""


def media_type(header: bytes) -> str:
    """The media type of a Content-Type header, without its parameters."""
    return header.split(b";", 1)[0].strip().lower().decode("latin-1")


def read(body: bytes, kind: str) -> Typed:
    """What was typed, by field. Of a field sent twice the last one holds. Raises Unreadable."""
    if len(body) > MOST_BYTES:
        raise Unreadable("too large")
    if kind == FORM:
        return _form(body)
    if kind == JSON:
        return _json(body)
    raise Unreadable("neither form nor JSON")


def _form(body: bytes) -> Typed:
    if not body.isascii():
        raise Unreadable("not encoded as a form is")
    pairs = body.decode("ascii").replace("+", " ").split("&")
    if len(pairs) > MOST_FIELDS:
        raise Unreadable("too many fields")
    typed: Typed = {}
    for pair in pairs:
        # Most pairs are plain; a call of ours for each name and value would cost more than all the rest.
        name, _is, value = pair.partition("=")
        if "%" in pair:
            name, value = _decoded(name), _decoded(value)
        if name:
            typed[name] = value
    return typed


def _decoded(part: str) -> str:
    try:
        return unquote_to_bytes(part).decode()
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error


def _json(body: bytes) -> Typed:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    if not isinstance(data, dict) or len(data) > MOST_FIELDS:
        raise Unreadable("not an object")
    return {name: _plain(value) for name, value in data.items() if value is not None}


def _plain(value: object) -> str:
    """A field's value as a form would send it: true is `yes`. Raises Unreadable for lists and objects."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            raise Unreadable("half a character")
        return value
    if isinstance(value, int | float):
        return str(value)
    raise Unreadable("a value is neither text nor number")
