"""Parts of a name in the spellings of different clerks: with articles or without, joined or apart, by their sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from openletter.kernel.folding import fold, readings, skeleton, sound, without_articles

# "Abd ar-Rahman", "ash-Sharif": the article takes the sound that follows it.
_TAKEN_ARTICLE = re.compile(r"\b[aeu](th|dh|sh|ch|[tdrzsn])[-‐‑–’'](?=\1)", re.IGNORECASE)
# "Abdelkader", "Abdul Kader", "Abderrahman", "Abdallah", and عبدالقادر: the article within a name.
_SERVANT = re.compile(r"^(a?bd)(?:[aeiu]|ou)?(?:l(?=[a-z]{2}|$)|(?<=[aeiu])(?=([rsnzdt])\2))")
_SON = re.compile(r"^(ben|bin|bn)[ae]l(?=[a-z]{4})")
_OWNED = re.compile(r"['’]s\b", re.IGNORECASE)
# "For", "with", "like", "and" and "so" are written onto the word that follows; after "for" the article loses a letter.
_ONTO_ARTICLE = re.compile(r"^([^ء-ي]*)[وف]?لل(?=[ء-ي]{3})")
_ONTO = re.compile(r"^([^ء-ي]*)(?:[وف]?[بكل]|[وف])(?=[ء-ي]{3})")
_ARABIC_MARKS = re.compile("[ـً-ْ]")
_WORDS_OF_A_NAME = 4
_LEAST_AFTER_ARTICLE = 4  # sounds
_MUTE_END = re.compile(r"(?<=[aeiou])h$|(?<=[a-z]{2}[^aeiouy])e$")
_VOWELS = re.compile(r"[aiu]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name by its sound, by its consonants with the places of vowels, and by its consonants alone."""

    sound: str
    shape: str
    bones: str


@lru_cache(maxsize=65_536)
def part_of(words: tuple[str, ...]) -> Part:
    """Plain words as one part of a name, the same whether they were joined or apart.

    >>> part_of(plain_words("Ben Zouba")).sound == part_of(plain_words("Benzouba")).sound
    True
    >>> part_of(plain_words("Abd ar-Rahman")).sound == part_of(plain_words("Abdelrahman")).sound
    True
    """
    joined = _SON.sub(r"\1", _SERVANT.sub(r"\1", "".join(_MUTE_END.sub("", word) for word in words)))
    heard = sound(joined)
    return Part(heard, _VOWELS.sub("a", heard), skeleton(joined).replace("x", "k"))


@lru_cache(maxsize=65_536)
def bones_of(word: str) -> str:
    """The consonants of a plain word, as the search keeps them."""
    return skeleton(word)


def plain_words(text: str) -> tuple[str, ...]:
    """The folded words of a text without articles, whether they stand apart or are joined."""
    return tuple(map(_bare, without_articles(_written(text).split())))


def without_prefixes(text: str) -> Iterator[str]:
    """An Arabic text with its words freed of what is written onto them; a text without such words gives none.

    Only the first word of a name bears any, and the next may begin with the same letter: so of each few words in a row
    one is freed, and another one in each text.

    >>> any("طارق لطفي" in text for text in without_prefixes("رسالة لطارق لطفي"))
    True
    """
    words = _ARABIC_MARKS.sub("", text).split()
    freed = [_freed(word) for word in words]
    if freed != words:
        for turn in range(_WORDS_OF_A_NAME):
            yield " ".join((freed if at % _WORDS_OF_A_NAME == turn else words)[at] for at in range(len(words)))


def _freed(word: str) -> str:
    with_article, found = _ONTO_ARTICLE.subn(r"\1ال", word)
    return with_article if found else _ONTO.sub(r"\1", word)


def words_of_name(name: str) -> tuple[str, ...]:
    """The plain words of a name; quicker than for a text, as many people share a first name."""
    return without_articles(word for written in name.split() for word in _plain(written))


@lru_cache(maxsize=65_536)
def _plain(written: str) -> tuple[str, ...]:
    return tuple(_bare(word) for word in _written(written).split())


def _written(text: str) -> str:
    return fold(_TAKEN_ARTICLE.sub("", _OWNED.sub("", text)))


def _bare(word: str) -> str:
    bare = min(readings(word), key=len)
    begins_itself = word.startswith("al") and bare[0] in "aeiou" and len(sound(bare)) < _LEAST_AFTER_ARTICLE
    return word if begins_itself else bare  # "Alaoui", "Alawi"
