"""Words that our own faces can show: what they lack is written in Latin letters rather than as empty boxes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from anyascii import anyascii

from openletter.kernel.text import without_controls

FONTS = Path(__file__).parent / "fonts"
SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext", "arabic")
LONGEST_WORD = 40
"""Signs without a space after which a line may be broken anywhere: no word of a language, but somebody types it."""

_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")
_WORD = re.compile(r"\S+")
# They turn the direction of what follows: nobody writes them, and paper cannot be read with them.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")


def faces(kind: str, text: str = "", *, on_paper: bool = False) -> list[str]:
    """The families of `Letter` (what is written) or `Print` (what is printed), in the order to look for a sign.

    On paper written Arabic has a face of its own, whose text can be copied and read out (see tools/fonts.py).
    Vietnamese comes first where `text` has its letters: the Latin face would build them from parts, and whoever
    copies the text would get each part for a letter of its own.
    """
    order = sorted(SCRIPTS, key=lambda script: script != "vietnamese") if _VIETNAMESE.search(text) else SCRIPTS
    own = [f"Openletter {kind} {script}" for script in order]
    if on_paper and kind == "Letter":
        own.insert(own.index("Openletter Letter arabic"), "Openletter Paper arabic")
    return [*own, "Openletter Letter hebrew", "Openletter Letter tifinagh"]


def showable(text: str) -> str:
    """The same words; those with a letter no face of ours has, spelled in Latin ones. Pictographs are left out."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _TURNS.sub("", without_controls(text)))
    return _WORD.sub(lambda found: _shown(found[0]), text) if _lacking().search(text) else text


def shows(text: str) -> bool:
    """Whether every letter of a text is in our faces, so that it is printed as it was typed."""
    return not any(unicodedata.category(sign)[0] == "L" for sign in _lacking().findall(text))


def breakable(text: str) -> str:
    """The same words with places to break a line within those too long for any line."""
    return re.sub(rf"\S{{{LONGEST_WORD},}}", lambda found: _with_breaks(found[0]), text)


def _with_breaks(word: str) -> str:
    step = LONGEST_WORD // 4
    return "\u200b".join(word[at : at + step] for at in range(0, len(word), step))


def _shown(word: str) -> str:
    if not _lacking().search(word):
        return word
    word = "".join(sign for sign in word if not _is_pictograph(sign))
    if _is_dense(word):
        return " ".join(part for letter in word if (part := anyascii(letter).strip()))
    return anyascii(word) if _lacking().search(word) else word


def _is_pictograph(sign: str) -> bool:
    """A picture among the letters, or what only changes one; a face without it has no letters for it either."""
    kind = unicodedata.category(sign)
    return bool(_lacking().match(sign)) and (kind in ("So", "Sk", "Cf") or "\ufe00" <= sign <= "\ufe0f")


def _is_dense(word: str) -> bool:
    """A script that writes a syllable a sign, where letters run together would be no word."""
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in word)


@cache
def _lacking() -> re.Pattern[str]:
    """Finds one sign that no face of ours has; spaces of every kind are none."""
    lines = (FONTS / "letters.txt").read_text().split()
    bounds = [tuple(int(part, 16) for part in line.split("-")) for line in lines]
    known = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in bounds)
    return re.compile(rf"[^\s\u200c-\u200f\xa0\u202f\u2011{known}]")
