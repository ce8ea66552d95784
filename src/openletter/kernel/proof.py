"""Proof of work: a browser computes for about a second before it may act, which makes floods costly for their senders.

ALTCHA in its deterministic mode: the answer is known when the challenge is made, so checking one is two HMACs and
fit for the hot path. Nothing about the visitor is in a challenge, and none is stored: it is signed and runs out.

Each process remembers the answers it has accepted until they run out. A node with n processes therefore lets one
answer pass at most n times; the limits per network and per address, not the proof, bound what a single sender can do.
"""

from __future__ import annotations

import heapq
import secrets
import time
from datetime import timedelta
from threading import Lock
from typing import Any

from altcha import Payload, create_challenge, verify_solution
from django.conf import settings

ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 1_000  # iterations of one derivation: about half a millisecond here, 1 ms on a telephone
COUNTER = range(500, 1_500)  # derivations a browser tries before it finds the answer
VALID = timedelta(minutes=20)  # longer than it takes to write a comment; the widget renews it by itself
LONGEST = 4_000  # characters of an answer worth reading
REMEMBERED = 200_000  # answers; at 1,000 acts a second with proof about three minutes' worth


def new_challenge() -> dict[str, Any]:
    """A fresh signed challenge, as the ALTCHA widget expects it."""
    challenge: dict[str, Any] = create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=secrets.choice(COUNTER),
        expires_at=int(time.time() + VALID.total_seconds()),
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("answer"),
    ).to_dict()
    return challenge


def verify(payload: str) -> bool:
    """Whether this is a right answer to one of our challenges, in time and for the first time in this process."""
    if not payload or len(payload) > LONGEST:
        return False
    result = verify_solution(payload, _secret("challenge"), hmac_key_secret=_secret("answer"))
    if not result.verified:
        return False
    given = Payload.from_base64(payload).challenge.parameters
    return _spent.first_time(given.nonce, float(given.expires_at or 0))


class _Spent:
    """Answers already used, each until it has run out; the one that runs out first goes when there are too many."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._by_end: list[tuple[float, str]] = []
        self._lock = Lock()

    def first_time(self, nonce: str, until: float) -> bool:
        with self._lock:
            while self._by_end and (self._by_end[0][0] < time.time() or len(self._by_end) >= REMEMBERED):
                self._known.discard(heapq.heappop(self._by_end)[1])
            if nonce in self._known:
                return False
            self._known.add(nonce)
            heapq.heappush(self._by_end, (until, nonce))
            return True


_spent = _Spent()


def _secret(purpose: str) -> str:
    return f"openletter.proof.{purpose}:{settings.SECRET_KEY}"
