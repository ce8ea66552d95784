"""Whether a text shouts: capitals throughout, rows of exclamation marks."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[!！][\s!?！؟]*[!！?؟]+")
MOST_EXCLAMATIONS = 3
FEWEST_LETTERS = 24
LOUD_SHARE = 0.6
LOUD_ROW = 6


def shouts(text: str) -> bool:
    """Capitals in most of it or in six words running, two exclamation marks in a row, or more than three in all."""
    return _in_capitals(text) or bool(_MARKS.search(text)) or text.count("!") + text.count("！") > MOST_EXCLAMATIONS


def _in_capitals(text: str) -> bool:
    large = sum(map(str.isupper, text))
    small = sum(map(str.islower, text))
    if large + small >= FEWEST_LETTERS and large / (large + small) >= LOUD_SHARE:
        return True
    row = 0
    for word in text.split():
        letters = [sign for sign in word if sign.isalpha()]
        if not letters:
            continue
        row = row + 1 if all(map(str.isupper, letters)) else 0
        if row >= LOUD_ROW:
            return True
    return False
