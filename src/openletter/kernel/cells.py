"""Cells of a table that people open in a spreadsheet: one that begins like a formula is kept from running."""

from __future__ import annotations

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before one that looks so.

    >>> safe_cell("+212 537 00 00 00")
    "'+212 537 00 00 00"
    """
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_cell(text: str) -> str:
    """What was meant by a cell: without the apostrophe that we, or a spreadsheet, put before what looks like a formula.

    >>> read_cell("'+212 537 00 00 00")
    '+212 537 00 00 00'
    """
    bare = text.strip()
    return bare[1:] if bare[:1] == "'" and bare[1:].startswith(_FORMULA) else bare
