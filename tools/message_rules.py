"""What a translation must keep from its original, and how our sentences sound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Message

PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|(?<!%)%[sd]|(?<!{)\{\w*\}(?!})|</?[a-z]+\b[^>]*>")
NUMBER = re.compile(r"%\((count|number|counter|days|n)\)[sd]|\{(count|number|days|n)\}")


def broken(message: Message) -> Iterator[str]:
    """Complaints about one message: unsure, other placeholders, or a tone that is not ours."""
    originals = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    translations = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    if message.fuzzy:
        yield f"unsure (fuzzy): {originals[0]!r}"
    if any("!" in text for text in (*originals, *translations)):
        yield f"an exclamation mark: {originals[0]!r}"
    expected = _placeholders(originals[-1])
    for text in translations:
        # One person, two days: forms for small numbers may leave the number out, nothing else.
        if text and (_placeholders(text) ^ expected) - _numbers(expected if len(translations) > 1 else set()):
            yield f"other placeholders than {originals[-1]!r}: {text!r}"


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _numbers(placeholders: set[str]) -> set[str]:
    return {one for one in placeholders if NUMBER.fullmatch(one)}
