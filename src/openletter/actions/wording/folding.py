"""Text made alike before it is compared: small letters, no accents or Arabic marks, plain quotation marks."""

from __future__ import annotations

import re
import unicodedata

# Marks of Arabic vowels and the stroke that only lengthens a word; the hidden sign of a joined Persian word.
_UNWRITTEN = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u00ad]")
_ALIKE = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "’": "'", "ʼ": "'", "œ": "oe"}
)
_WORD = re.compile(r"[^\W\d_]+")
# What stands between quotation marks was said by somebody else: to the person, most often.
_QUOTED = re.compile('“[^”]{1,400}”|«[^»]{1,400}»|„[^“”]{1,400}[“”]|"[^"\n]{1,400}"')
_NO_LETTERS = " \t\n.,;:!?¡¿…()[]“”«»\"'‘’،؛؟-"
_ARTICLES = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل|[وف]?[بكل]|[وف])")


def alike(text: str) -> str:
    """The text with small letters and one spelling of each letter; its accents stay.

    >>> alike("Le Café d’Été")
    "le café d'été"
    """
    return _UNWRITTEN.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_ALIKE)


def bare(text: str) -> str:
    """`alike` and without accents, for patterns and for names.

    >>> bare("Mkhaïtir")
    'mkhaitir'
    """
    taken = unicodedata.normalize("NFD", alike(text))
    return "".join(sign for sign in taken if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words of a text, in its order: letters alone, apart at apostrophes and hyphens.

    >>> words("L’été, 2 fois: well-kept")
    ['l', 'été', 'fois', 'well', 'kept']
    """
    return _WORD.findall(alike(text))


def unquoted(text: str) -> str:
    """The text without what stands between quotation marks.

    >>> unquoted("He was told “we will find you” twice.")
    'He was told   twice.'
    """
    return _QUOTED.sub(" ", text)


def as_written(text: str, made_alike: str, start: int, end: int) -> str:
    """The words of `text` that stand where `made_alike` (of the same text) was cut from start to end.

    >>> as_written("Vous êtes LÀ.", bare("Vous êtes LÀ."), 5, 12)
    'êtes LÀ'
    """
    before, inside = made_alike[:start], made_alike[start:end]
    lead = len(inside) - len(inside.lstrip(_NO_LETTERS))
    before, inside = before + inside[:lead], inside[lead:]
    first = len(before.split()) - bool(before and not before[-1].isspace())
    return " ".join(text.split()[first : first + len(inside.split())]).strip(_NO_LETTERS)


def without_article(word: str) -> str:
    """An Arabic word without the little words written onto its front; itself where too little would be left.

    >>> without_article("والكلاب")
    'كلاب'
    """
    rest = _ARTICLES.sub("", word)
    return rest if len(rest) > 2 else word
