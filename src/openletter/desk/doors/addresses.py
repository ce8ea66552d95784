"""Every address under /desk/, as the resolver finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

DESK, OUR_VIEWS = "desk/", "openletter."


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its full name, its route, the words in it, and whether the view is ours or Wagtail's."""

    name: str
    route: str
    words: tuple[str, ...]
    ours: bool

    def url(self, named: Mapping[str, Any]) -> str:
        """The address with its words filled in."""
        return reverse(self.name, kwargs={word: named[word] for word in self.words})


def addresses() -> Iterator[Address]:
    """All of them, in the order in which they are tried."""
    yield from _below(get_resolver().url_patterns, "", "")


def _below(patterns: list[Any], before: str, route: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, ":".join(filter(None, (before, pattern.namespace))), here)
        elif isinstance(pattern, URLPattern) and here.startswith(DESK):
            name = ":".join(filter(None, (before, pattern.name or pattern.lookup_str)))
            own = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            words = (*re.findall(r"<\w+:(\w+)>", route), *own)
            yield Address(name, here, words, pattern.lookup_str.startswith(OUR_VIEWS))
