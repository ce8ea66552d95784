"""By which words a case is found, and how well it fits what somebody looks for. Pure: texts in, folded words out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from django.db.models import TextChoices

from openletter.kernel.folding import readings, skeleton, words_in

LONGEST_WORD = 40  # what is longer is cut, where it is kept and where it is looked for
MOST_WORDS = 6  # of what is looked for; the rest is left out
SHORTEST_BEGINNING = 3  # letters from which the beginning of a word is enough


class WordKind(TextChoices):
    """Where a word comes from: the name of a person, the bones of such a name, or anything else that is told."""

    NAME = "n"
    BONES = "b"
    TOLD = "t"


class Fit(IntEnum):
    """How well a word fits, the best first."""

    NAME = 0
    BONES = 1
    TOLD = 2


def words_of_case(*, names: Iterable[str], told: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Every (kind, word) by which a case is found."""
    named = _read(names)
    bones = {skeleton(word) for word in named if is_telling(word)}
    return frozenset(
        {(str(WordKind.NAME), word) for word in named}
        | {(str(WordKind.BONES), word[:LONGEST_WORD]) for word in bones}
        | {(str(WordKind.TOLD), word) for word in _read(told) - named}
    )


def wanted_words(text: str) -> tuple[frozenset[str], ...]:
    """What is looked for: for each word its readings. All words must be found, each in one of its readings."""
    words = dict.fromkeys(word[:LONGEST_WORD] for word in words_in(text))
    return tuple(readings(word) for word in list(words)[:MOST_WORDS])


def is_telling(word: str) -> bool:
    """Whether the bones of a word say enough to look by them: two sounds in a longer word, or three."""
    bones = skeleton(word)
    return len(bones) >= 3 or (len(bones) == 2 and len(word) >= 5)


def _read(texts: Iterable[str]) -> frozenset[str]:
    words = (word for text in texts for word in words_in(text))
    return frozenset(reading[:LONGEST_WORD] for word in words for reading in readings(word))
