"""Sealing acts to their section: one data key per section, renewed after a minute or some thousands of acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from openletter.actions.intake.batch import NewDataKey
from openletter.actions.intake.known import KnownSection
from openletter.actions.intake.randomness import Randomness
from openletter.kernel import sealing
from openletter.kernel.ids import uuid7
from openletter.kernel.sealing import NONCE

LONGEST_USE = timedelta(seconds=60)
MOST_ACTS = 4_096


@dataclass(slots=True)
class _InUse:
    row: NewDataKey
    plain: bytes
    left: int


class Envelopes:
    """Holds the data keys in use. They live in memory only; nobody can ask this object to open anything."""

    def __init__(self) -> None:
        self._in_use: dict[int, _InUse] = {}
        self._randomness = Randomness()

    def new_id(self) -> UUID:
        """The id of a new act."""
        return uuid7(random=self._randomness.take(10))

    def seal(self, words: bytes, *, section: KnownSection, act: UUID, at: datetime) -> tuple[NewDataKey, bytes]:
        """The data key's row and the sealed words, bound to the act. Raises LookupError without a sealing key."""
        key = self._in_use.get(section.id)
        if key is None or self._is_spent(key, section, at):
            key = self._in_use[section.id] = _fresh(section, at)
        key.left -= 1
        return key.row, sealing.seal(words, key.plain, bound_to=act.bytes, nonce=self._randomness.take(NONCE))

    @staticmethod
    def _is_spent(key: _InUse, section: KnownSection, at: datetime) -> bool:
        rotated = section.sealing_key is None or section.sealing_key[0] != key.row.sealing_key
        return rotated or key.left <= 0 or at - key.row.made_at >= LONGEST_USE


def _fresh(section: KnownSection, at: datetime) -> _InUse:
    if section.sealing_key is None:
        raise LookupError(f"section {section.key} has no sealing key")
    key_id, public = section.sealing_key
    plain = sealing.new_data_key()
    wrapped = sealing.wrap(plain, public, label=f"section:{section.key}")
    return _InUse(NewDataKey(id=uuid7(), sealing_key=key_id, wrapped=wrapped, made_at=at), plain, MOST_ACTS)
