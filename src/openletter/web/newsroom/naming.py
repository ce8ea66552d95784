"""Whom a text written by hand names: a person at risk is told of in a story, which a second person publishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText


def said_on(page: Any) -> list[str]:
    """What the fields of a page say, its own part of its address (`slug`) among them: readers see that, too."""
    return texts_in(getattr(page, field.name) for field in page._meta.concrete_fields if field.name not in _NOT_SAID)


def texts_in(values: Iterable[Any]) -> list[str]:
    """Every text in what fields hold, however deep."""
    return list(_texts(list(values)))


_NOT_SAID = frozenset({"url_path", "path", "draft_title"})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    if isinstance(value, str | RichText):
        yield str(getattr(value, "source", value))
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
