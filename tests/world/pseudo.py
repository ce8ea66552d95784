"""Languages that nobody speaks, made from our own strings: they show what was never marked, or has no room to grow."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.utils.translation import to_locale

from tools import messages

LEFT, RIGHT = "en-gb", "ar-dz"  # codes whose days and figures are known and for which we have no words
OPEN, CLOSE = "⟦", "⟧"
_KEPT = re.compile(r"%\(\w+\)[sdif]|%%|%[sd]|\{\w*\}|<[^>]+>|&\w+;")
_ACCENTED = str.maketrans("AEIOUYaeiouycn", "ÀÉÎÕÜÝàéîõüýçñ")
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")
GROWTH = 0.4


@cache
def _strings() -> Catalog:
    return messages.collect()


def write(locale: Path, language: str) -> None:
    """Every string of the product in an invented language, compiled, below a folder of locales."""
    catalog = Catalog(locale=language.split("-")[0], charset="utf-8")
    for message in _strings():
        if message.id:
            one, many = message.id if isinstance(message.id, (list, tuple)) else (message.id, message.id)
            forms = (_said(one, language), *[_said(many, language)] * (catalog.num_plurals - 1))
            catalog.add(message.id, forms if message.pluralizable else forms[0], context=message.context)
    folder = locale / to_locale(language) / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as target:
        write_mo(target, catalog)


def _said(text: str, language: str) -> str:
    """The text in brackets, two fifths longer, with accents or in Arabic letters; placeholders and tags stay."""
    parts = _KEPT.split(text)
    letters = sum(map(len, parts))
    kept = [*_KEPT.findall(text), ""]
    said = "".join(_lettered(part, language) + keep for part, keep in zip(parts, kept, strict=True))
    return f"{OPEN}{said}{_more(letters, language)}{CLOSE}"


def _lettered(part: str, language: str) -> str:
    return part.translate(_ACCENTED) if language == LEFT else part.casefold().translate(_ARABIC)


def _more(letters: int, language: str) -> str:
    word = " ñîçé" if language == LEFT else " كلمة"
    return word * max(1, round(letters * GROWTH / len(word)))


def outside(texts: list[str]) -> list[str]:
    """What has letters and stands outside every bracket, of texts in the order in which a page says them."""
    found, depth = [], 0
    for text in texts:
        bare = ""
        for letter in text:
            depth += (letter == OPEN) - (letter == CLOSE)
            bare += letter if depth == 0 and letter != CLOSE else ""
        if re.search(r"[^\W\d_]{2,}", bare):
            found.append(text)
    return found
