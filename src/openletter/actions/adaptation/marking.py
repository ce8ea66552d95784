"""Two texts word by word: what went and what came, as a reader without colours and one who listens can follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|[^\s]+")
LONGEST = 4_000  # words of both texts together; beyond that the whole text is marked


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of words, and whether it is the same, was taken out or was put in."""

    what: Literal["same", "out", "in"]
    text: str


def marked(before: str, after: str) -> tuple[Bit, ...]:
    """The second text with what was taken out of the first standing where it was."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > LONGEST:
        return tuple(bit for bit in (Bit("out", before), Bit("in", after)) if bit.text)
    bits: list[Bit] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            bits.append(Bit("same", "".join(old[a:b])))
            continue
        bits += [bit for bit in (Bit("out", "".join(old[a:b])), Bit("in", "".join(new[c:d]))) if bit.text]
    return tuple(bits)
