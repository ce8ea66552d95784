"""Which letters stand for a name, in whatever script it is written."""

from __future__ import annotations

import unicodedata

# Written apart or with a hyphen before the part of a name that sorts. Not every language's: those of our people.
ARTICLES = {
    *("el", "al", "ar", "as", "at", "ben", "bin", "bint", "ibn", "ould", "mint", "abu", "abou", "umm", "oum"),
    *("de", "da", "do", "dos", "van", "von", "der", "den", "la", "le", "du", "des", "di"),
    *("بن", "ابن", "بنت", "ولد", "منت", "أبو", "أم", "آل"),
}
ARABIC_ARTICLE = "ال"


def initials(name: str) -> tuple[str, ...]:
    """The first letters of the first and last part of a name, its particles left aside; at most two.

    A name written without spaces in Han, kana or Hangul gives its first sign, which is that of the family.

    >>> initials("Chekib El-Khiari")
    ('C', 'K')
    >>> initials("ناصر الزفزافي")
    ('ن', 'ز')
    >>> initials("刘晓波")
    ('刘',)
    """
    parts = name.replace("-", " ").replace("\u2011", " ").split()
    words = [part for part in parts if part.casefold() not in ARTICLES]
    letters = [_first_letter(word) for word in (words or parts)]
    letters = [letter for letter in letters if letter]
    return tuple(letters[:1] + letters[-1:]) if len(letters) > 1 else tuple(letters)


def is_arabic(letters: tuple[str, ...]) -> bool:
    """Whether these letters join as Arabic ones do, and so must be kept apart to stay whole."""
    return any("\u0600" <= letter[0] <= "\u06ff" for letter in letters)


def wide(text: str) -> float:
    """About how wide a text is, in ems of a text face."""
    return sum(_width_of(letter) for letter in text)


def _width_of(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.5 if "\u0600" <= letter <= "\u06ff" else 0.6


def _first_letter(word: str) -> str:
    """The first letter with the vowel signs that belong to it; Arabic goes without, its letters are whole alone."""
    bare = word.removeprefix(ARABIC_ARTICLE) if len(word) > 4 else word
    start = next((i for i, sign in enumerate(bare) if unicodedata.category(sign)[0] == "L"), None)
    if start is None:
        return ""
    letter = _capital(bare[start])
    if is_arabic((letter,)):
        return letter
    signs = bare[start + 1 :]
    end = next((i for i, sign in enumerate(signs) if unicodedata.category(sign)[0] != "M"), len(signs))
    return unicodedata.normalize("NFC", letter + signs[:end])


def _capital(letter: str) -> str:
    """As it begins a name: titled rather than upper, so that Georgian keeps its hand; one letter stays one."""
    titled = letter.title()
    return titled if len(titled) == 1 else letter
