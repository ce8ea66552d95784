"""What changed in a source since it was translated: words taken away and words that came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text: `same`, `gone` or `new`."""

    what: str
    text: str


def changes(was: str, now: str) -> tuple[Change, ...]:
    """The present text with what went and what came marked, word by word."""
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(new[c:d])))
            continue
        found += [Change("gone", "".join(old[a:b]))] if b > a else []
        found += [Change("new", "".join(new[c:d]))] if d > c else []
    return tuple(found)
