"""A telephone number as a link."""

from __future__ import annotations

import re

_PARTS = re.compile(
    r"\s*(?P<number>(?:\+|00)[\d\s().\-/]+?)\s*(?:(?:ext\.?|x|poste|#)\s*(?P<extension>\d{1,6}))?\s*",
    re.IGNORECASE,
)


def tel(number: str) -> str:
    """The link (RFC 3966) that dials a number from any country; empty where it is not written with its country's code,
    because then it would ring somewhere else.

    >>> tel("+44 (0)20 7946 0142 ext. 3"), tel("020 7946 0142")
    ('tel:+442079460142;ext=3', '')
    """
    found = _PARTS.fullmatch(number)
    if found is None:
        return ""
    digits = re.sub(r"\D", "", found["number"].replace("(0)", "").strip()).removeprefix("00")
    return f"tel:+{digits}" + (f";ext={found['extension']}" if found["extension"] else "") if digits else ""
