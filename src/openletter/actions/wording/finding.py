"""Finding listed words in a text, wherever they stand and however they are spelled. The same small rules run in a
browser (static/openletter/js/guidance.js), so nothing here needs more than Unicode itself."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

# A word: letters and digits, with the vowel signs and the stretching that Arabic may write between them.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640])*")
_LETTERS = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": None, "œ": "oe", "æ": "ae", "ß": "ss"})
# What Arabic writes together with the next word: and, so, by, like, for, the.
_JOINED = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بكل])?(?=\w{2})")
LANGUAGES = ("en", "fr", "ar")
LISTS = ("religion", "case", "politics", "season", "organisation", "street", "common")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it stands, where it stands, and as the lists spell it."""

    start: int
    end: int
    plain: str


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text and what it was found for."""

    code: str
    start: int
    end: int


def plain(word: str) -> str:
    """A word without capitals, accents and vowel signs.

    >>> plain("Noël")
    'noel'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.lower().translate(_LETTERS)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in their order."""
    return tuple(Word(m.start(), m.end(), plain(m[0])) for m in WORD.finditer(text))


def readings(word: str) -> frozenset[str]:
    """A word as it stands and, in Arabic script, without what is written together before it.

    >>> sorted(readings("والكنيسه"))
    ['الكنيسه', 'كنيسه', 'والكنيسه']
    """
    if not "\u0600" <= word[:1] <= "\u06ff":
        return frozenset({word})
    rest = word[1:] if word[:1] in "وف" and len(word) > 3 else word
    return frozenset({word, rest, _JOINED.sub("", word)})


class Listed:
    """Phrases made ready to be looked for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._stems: list[tuple[str, ...]] = []
        for phrase in phrases:
            parts = tuple(_part(part) for part in phrase.split())
            if not parts:
                continue
            if parts[0].endswith("*"):
                self._stems.append(parts)
            else:
                self._by_first.setdefault(parts[0], []).append(parts)

    def among(self, words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
        """Where one of the phrases stands: from which character to which. The longest at each place."""
        forms = [readings(word.plain) for word in words]
        at = 0
        while at < len(words):
            long = max((len(p) for p in self._at(forms, at)), default=0)
            if long:
                yield words[at].start, words[at + long - 1].end
            at += long or 1

    def count(self, words: tuple[Word, ...]) -> int:
        """How many of the phrases' places there are."""
        return sum(1 for _place in self.among(words))

    def _at(self, forms: list[frozenset[str]], at: int) -> Iterator[tuple[str, ...]]:
        begun = [phrase for form in forms[at] for phrase in self._by_first.get(form, ())]
        for phrase in (*begun, *self._stems):
            if len(phrase) <= len(forms) - at and all(_fits(p, forms[at + i]) for i, p in enumerate(phrase)):
                yield phrase


def _part(part: str) -> str:
    return plain(part[:-1]) + "*" if part.endswith("*") else plain(part)


def _fits(part: str, forms: frozenset[str]) -> bool:
    return any(form.startswith(part[:-1]) for form in forms) if part.endswith("*") else part in forms


@cache
def words_listed(language: str) -> Mapping[str, tuple[str, ...]]:
    """Our lists in one language, by name."""
    text = _file(f"messages.{language}.toml")
    return {name: tuple(entries) for name, entries in tomllib.loads(text).items()}


@cache
def listed(name: str) -> Listed:
    """One list of all languages together: who writes French puts English words in."""
    return Listed(entry for language in LANGUAGES for entry in words_listed(language).get(name, ()))


@cache
def commonest() -> Mapping[str, Listed]:
    """The commonest words of each language we can tell from others."""
    others = tomllib.loads(_file("common.toml"))
    ours = {language: words_listed(language)["common"] for language in LANGUAGES}
    return {language: Listed(words) for language, words in {**ours, **others}.items()}


def _file(name: str) -> str:
    return resources.files("openletter.actions.wording").joinpath("lists", name).read_text(encoding="utf-8")
