"""Text copied from a page, made whole again: broken words joined, two columns taken apart, lines made paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from statistics import median

from openletter.actions.urgent.text.vocabulary import BULLET

_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000]")
_NOTHING = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2069\ufeff]")
_BROKEN = re.compile(r"(?<![@/])\b([^\W\d_]{2,})[-\u2010\u00ad]\n[ ]*([^\W\d_]{2,})")
_GAP = re.compile(r"\t+| {3,}")


def lines_of(text: str) -> list[str]:
    """The lines of a text, words broken at a line's end joined; runs of blanks within a line are kept."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    plain = _BROKEN.sub(lambda found: _joined(found, plain), plain)
    plain = _SPACES.sub(" ", _NOTHING.sub("", plain))
    return [line.rstrip() for line in plain.split("\n")]


def one_space(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.split())


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Lines as paragraphs: parted by blank lines, by bullets, and where a sentence ends on a short line."""
    rows = [one_space(line) for line in lines]
    full = median(sorted((len(row) for row in rows if row), reverse=True)[:8] or [0])
    found: list[list[str]] = [[]]
    for row in rows:
        if not row or BULLET.match(row):
            found.append([])
        if row:
            found[-1].append(row)
        if row and row[-1] in '.!?:»”"' and len(row) < full * 0.7:
            found.append([])
    return [" ".join(part) for part in found if part]


def columns(lines: Iterable[str]) -> list[str]:
    """The lines of two columns one under the other; lines that stand in one column stay as they are."""
    rows = list(lines)
    parted = [row for row in rows if len(_cells(row)) == 2]
    if len(parted) < 2:
        return rows
    begins = min(row.index(_cells(row)[1], len(_cells(row)[0])) for row in parted)
    left, right = [], []
    for row in rows:
        first, second = _halves(row, begins)
        left.append(first)
        right.append(second)
    return [*left, "", *right]


def _halves(row: str, begins: int) -> tuple[str, str]:
    cells = _cells(row)
    if len(cells) == 2:
        return cells[0], cells[1]
    indent = len(row) - len(row.lstrip())
    return ("", row.strip()) if indent >= begins - 2 else (row.strip(), "")


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _GAP.split(row.strip()) if cell.strip()]


def _joined(found: re.Match[str], text: str) -> str:
    """A word broken in two; its hyphen stays where the same word stands with it elsewhere."""
    kept = f"{found[1]}-{found[2]}"
    return kept if kept in text or not found[2][0].islower() else found[1] + found[2]


def bulleted(lines: Iterable[str]) -> Iterator[str]:
    """The items of a list without their bullets; every paragraph where there are none."""
    parts = paragraphs(lines)
    if any(BULLET.match(part) for part in parts):
        parts = [part for part in parts if BULLET.match(part)]
    for part in parts:
        yield BULLET.sub("", part, count=1).rstrip(" ;")
