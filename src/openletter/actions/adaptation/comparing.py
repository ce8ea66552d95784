"""Three texts of each piece: as it was taken over, as the original says it now, and our own. Pure decisions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Same(StrEnum):
    """How a piece of an adaptation stands to its original."""

    TAKEN = "taken"  # as it was taken over
    OWN = "own"  # adapted by the section


@dataclass(frozen=True, slots=True)
class Proposal:
    """A piece that the original says otherwise than when it was taken over. Empty: it was not there, or is gone."""

    key: str
    taken: str
    theirs: str
    ours: str

    @property
    def adapted(self) -> bool:
        """Whether the section has put words of its own in the place of what it took."""
        return self.ours != self.taken

    @property
    def digest(self) -> str:
        """Marks what was shown, so that nobody accepts what came after they looked."""
        return hashlib.blake2b(self.theirs.encode(), digest_size=8).hexdigest()


def compare(taken: Mapping[str, str], theirs: Mapping[str, str], ours: Mapping[str, str]) -> tuple[Proposal, ...]:
    """What waits to be decided, in the order of the original. What we say by now as they do is no question any more."""
    keys = [*theirs, *(key for key in taken if key not in theirs)]
    found = (Proposal(key, taken.get(key, ""), theirs.get(key, ""), ours.get(key, "")) for key in keys)
    return tuple(one for one in found if one.theirs not in (one.taken, one.ours))


def same_or_own(taken: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, Same]:
    """For each piece that was taken over, whether it still stands as it was."""
    return {key: Same.TAKEN if ours.get(key, "") == text else Same.OWN for key, text in taken.items()}
