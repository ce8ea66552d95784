"""Whom a text written by hand names: a person at risk is told of in a story, which a second person publishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from openletter.cases.models import PersonWords
from openletter.cases.rules import Visibility
from openletter.cases.rules.exposure import is_full_name
from openletter.kernel.folding import fold


def named_in(values: Iterable[Any]) -> dict[int, str]:
    """The cases whose person is named in full in what fields hold, each with the name as it is written there.

    Asked of cases that were let out under that name, so that nobody learns here whom we know besides.
    """
    held = f" {fold(strip_tags(' '.join(_texts(list(values)))))} "
    rows = PersonWords.objects.filter(
        fact__visibility=Visibility.PUBLIC, fact__is_pseudonym=False, fact__case__released_at__isnull=False
    )
    return {
        case: name
        for case, name in rows.order_by("-pk").values_list("fact__case", "name").iterator()
        if is_full_name(name) and (bare := fold(name)) and f" {bare} " in held
    }


def said_on(page: Any) -> list[Any]:
    """What the fields of a page hold."""
    return [getattr(page, field.name) for field in page._meta.concrete_fields if field.name not in _NOT_SAID]


_NOT_SAID = frozenset({"slug", "url_path", "path", "draft_title"})


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
