"""What an act leaves behind so that a flood can be seen: opaque labels of its network, domain and own words.

A label of a network is made with a salt of the day that is deleted the day after: who reads the table next week cannot
find out which network it was. Labels of domains and words are keyed hashes. All of them end with `KEPT_FOR`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

LABEL = 8  # hexadecimal digits of one label
KEY = LABEL // 2  # bytes behind it
NONE = "-" * LABEL
SLOWEST = 9_999  # seconds between page and form; more is written as this
LONGEST = 3 * LABEL + len(str(SLOWEST))
KEPT_FOR = timedelta(days=30)
# Where each label begins in the packed text, counted from one as SQL does.
PLACES = {"network": 1, "domain": 1 + LABEL, "words": 1 + 2 * LABEL}


@dataclass(frozen=True, slots=True)
class Traces:
    """The labels of one act; empty where there is nothing to label."""

    network: str
    domain: str = ""
    words: str = ""
    seconds: int = 0


def pack(network: bytes, domain: str, words: str, seconds: float) -> str:
    """The traces as they stand in the act's row, from a network's key of the day and the labels of the rest."""
    return f"{network[:KEY].hex()}{domain or NONE}{words or NONE}{int(seconds) if 0 <= seconds < SLOWEST else SLOWEST}"


def unpack(packed: str) -> Traces | None:
    """The traces of a row; None where they have ended."""
    if len(packed) < 3 * LABEL:
        return None
    parts = [packed[start : start + LABEL] for start in range(0, 3 * LABEL, LABEL)]
    network, domain, words = ("" if part == NONE else part for part in parts)
    return Traces(network, domain, words, int(packed[3 * LABEL :] or 0))


def network_label(key: bytes) -> str:
    """The short name of a network's key of the day."""
    return key[:KEY].hex()


@lru_cache(maxsize=4_096)
def domain_label(domain: str, key: bytes) -> str:
    """The label of a mail domain in its canonical spelling."""
    return _keyed(b"domain", domain.encode(), key)


def folded(text: str) -> str:
    """Words by which texts are compared: spaces, line ends and capitals make no other words of them."""
    return " ".join(text.casefold().split()) if text else ""


def words_label(words: str, key: bytes) -> str:
    """The label of somebody's own words, folded."""
    return _keyed(b"words", words.encode(), key)


def _keyed(what: bytes, value: bytes, key: bytes) -> str:
    return hashlib.blake2b(value, key=key[:64], person=what, digest_size=KEY).hexdigest()
