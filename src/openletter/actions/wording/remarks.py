"""A remark on what somebody typed: shown beside the field, never a silent block."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DIGEST_BYTES = 12


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth a second look. A `grave` one must be mended; any other may be sent as it is."""

    field: str
    # What is meant; web/context/of_remarks.py has the sentence for each code.
    code: str
    # What it is about: the words found in the text, or a figure the sentence names.
    words: tuple[str, ...] = ()
    grave: bool = False


def digest(typed: Mapping[str, str], fields: Iterable[str]) -> str:
    """A short name for what these fields hold, however their lines end: who changes a letter of it is asked again.

    >>> digest({"letter": "a\\r\\nb "}, ["letter"]) == digest({"letter": "a\\nb"}, ["letter"])
    True
    """
    found = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for name in sorted(set(fields)):
        value = "\n".join(typed.get(name, "").split("\r\n")).replace("\r", "\n").strip()
        found.update(f"{name}\x00{len(value)}\x00{value}\x00".encode())
    return found.hexdigest()
