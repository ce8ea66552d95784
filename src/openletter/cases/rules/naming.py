"""Whether a text names somebody: in any spelling in which the search would find them, in either order."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from django.utils.html import strip_tags

from openletter.cases.rules.exposure import is_full_name
from openletter.kernel.folding import readings, skeleton, words_in

# Consonants alone tell two people apart only where there are enough of them: "Ali Aarrass" would be found in "la rose".
_BONES_OF_A_WORD, _BONES_IN_ALL = 2, 6
_TAG = re.compile(r"<[^>]*>")


class Heard:
    """A text as it is listened to for names; made once, asked for many names."""

    def __init__(self, *texts: str) -> None:
        # A mark may part two words, or stand within one: both are read.
        whole = " ".join(texts)
        read = {unescape(_TAG.sub(" ", whole)), unescape(strip_tags(whole))}
        said = [_bare(text) for text in read]
        self._words = [f" {' '.join(words)} " for words in said]
        self._bones = [f" {' '.join(map(skeleton, words))} " for words in said]
        self._known = {word for words in said for word in words} | {skeleton(word) for words in said for word in words}

    def names(self, name: str) -> bool:
        """Whether a full name stands in it; a first name alone names nobody.

        >>> Heard("<p>NASSER ZÉFZAFI was beaten.</p>").names("Nasser Zefzafi")
        True
        >>> Heard("Zafzafi, Naser").names("ناصر الزفزافي")
        True
        >>> Heard("Nasser was beaten.").names("Nasser Zefzafi")
        False
        """
        if not is_full_name(name):
            return False
        words, bones = _spelt(name)
        if not words or not (self._known.issuperset(words) or self._known.issuperset(bones)):
            return False
        return _stand_in(words, self._words) or (_tell_apart(bones) and _stand_in(bones, self._bones))


def _stand_in(words: tuple[str, ...], texts: list[str]) -> bool:
    ways = (f" {' '.join(words)} ", f" {' '.join((*words[-1:], *words[:-1]))} ")
    return bool(words) and any(way in text for way in ways for text in texts)


def _tell_apart(bones: tuple[str, ...]) -> bool:
    return min(map(len, bones)) >= _BONES_OF_A_WORD and sum(map(len, bones)) >= _BONES_IN_ALL


@lru_cache(maxsize=65_536)
def _spelt(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = _bare(name)
    return words, tuple(map(skeleton, words))


def _bare(text: str) -> tuple[str, ...]:
    """Folded words without articles, whether they stand apart or are joined."""
    return tuple(min(readings(word), key=len) for word in words_in(text))
