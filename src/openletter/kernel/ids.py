"""Identifiers: time-ordered for rows that arrive by the million, short and readable for addresses."""

import os
import secrets
import time
import uuid
from datetime import UTC, date, datetime
from datetime import time as midnight

# Crockford's alphabet: no I, L, O or U, so that a reference can be read out over the telephone.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
REF_LENGTH = 10


def uuid7(*, now_ms: int | None = None, random: bytes | None = None) -> uuid.UUID:
    """A version 7 UUID (RFC 9562): 48 bits of milliseconds, then random bits. Later ones sort later.

    `random` is ten fresh random bytes from whoever drew many at once.
    """
    stamp = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    value = (stamp & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10) if random is None else random)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def first_of(day: date) -> uuid.UUID:
    """The least version 7 UUID of a day (UTC): rows with such a key made since then are those from it on."""
    stamp = int(datetime.combine(day, midnight.min, UTC).timestamp() * 1000)
    return uuid.UUID(int=stamp << 80)


def new_ref() -> str:
    """A random public reference of 50 bits, unguessable enough that counting up finds nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REF_LENGTH))
