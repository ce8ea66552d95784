"""Words that our own faces can show: what they lack is written in Latin letters rather than as empty boxes."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from anyascii import anyascii

from openletter.kernel.text import without_controls

FONTS = Path(__file__).parent / "fonts"


def showable(text: str) -> str:
    """The same words; those with a letter no face of ours has, spelled in Latin ones."""
    text = unicodedata.normalize("NFC", without_controls(text))
    return " ".join(word if _covers(word) else _spelled(word) for word in text.split(" "))


def _spelled(word: str) -> str:
    return (
        " ".join(part for letter in word if (part := anyascii(letter).strip())) if _is_dense(word) else anyascii(word)
    )


def _is_dense(word: str) -> bool:
    """A script that writes a syllable a sign, where letters run together would be no word."""
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in word)


def _covers(word: str) -> bool:
    known = _known()
    return all(ord(letter) in known for letter in word)


@cache
def _known() -> frozenset[int]:
    lines = (FONTS / "letters.txt").read_text().split()
    bounds = ((int(part, 16) for part in line.split("-")) for line in lines)
    marks = {0x200C, 0x200D, 0x200E, 0x200F, 0xA0, 0x202F, 0x2011}
    return frozenset(marks | {code for first, last in bounds for code in range(first, last + 1)})
