"""Signs that a form came from a page of ours and took a person's time, and, where asked, a machine's work."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import altcha
from django.core import signing

from openletter.kernel import tokens

FORM_LIVES = timedelta(hours=24)
PROOF_LIVES = timedelta(minutes=20)
# Some half a million rounds: a second or two of a telephone's time while the form is filled in; a millisecond to pose
# and less to check.
ALGORITHM, COST, LEAST_TRIES, MOST_TRIES = "PBKDF2/SHA-256", 1_000, 250, 750
MOST_REMEMBERED = 200_000


class FormTokens:
    """Reads when a form was drawn, and signs the way to the thank-you page. Neither says anything about a person."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._thanks: dict[str, tuple[int, str]] = {}
        # A cached page shows everybody the same token, so most are known already.
        self._made = lru_cache(maxsize=4_096)(self._read)

    def age(self, token: str, *, ref: str, at: datetime) -> timedelta | None:
        """How long ago this action's form was drawn; None if the token is not ours or not of this action."""
        made = self._made(token, ref)
        return None if made is None else at - made

    def thanks(self, ref: str, *, at: datetime) -> str:
        """The token of the thank-you page; everybody who acts in the same second gets the same."""
        second = int(at.timestamp())
        known = self._thanks.get(ref)
        if known is None or known[0] != second:
            known = self._thanks[ref] = (second, tokens.sign_for_now(ref, purpose="thanks", key=self._key))
        return known[1]

    def _read(self, token: str, ref: str) -> datetime | None:
        if len(token) > 200:
            return None
        try:
            if tokens.read_recent(token, purpose="form", key=self._key, within=FORM_LIVES) != ref:
                return None
        except tokens.BadToken:
            return None
        stamp = token.rsplit("~", 2)[1]
        return datetime.fromtimestamp(signing.b62_decode(stamp), UTC)


class Proofs:
    """Poses proofs of work and checks them, each once. What was used is remembered by this process only."""

    def __init__(self, key: str) -> None:
        self._secret = _derived(key, b"proof")
        self._key_secret = _derived(key, b"proof of key")
        self._used: dict[str, datetime] = {}

    def challenge(self, *, at: datetime) -> dict[str, Any]:
        """A fresh puzzle for the browser's worker, valid for twenty minutes."""
        tries = LEAST_TRIES + secrets.randbelow(MOST_TRIES - LEAST_TRIES)
        posed = altcha.create_challenge(
            ALGORITHM,
            COST,
            counter=tries,
            expires_at=int((at + PROOF_LIVES).timestamp()),
            hmac_secret=self._secret,
            hmac_key_secret=self._key_secret,
        )
        return posed.to_dict()

    def accepts(self, payload: str, *, at: datetime) -> bool:
        """Whether a puzzle of ours was solved in time and is handed in for the first time."""
        if not payload or len(payload) > 4_096:
            return False
        result = altcha.verify_solution(payload, self._secret, hmac_key_secret=self._key_secret)
        if not result.verified:
            return False
        return self._first_use(_signature(payload), at)

    def _first_use(self, signature: str, at: datetime) -> bool:
        # All live equally long, so the oldest stand first and are the first to run out.
        while self._used:
            oldest, until = next(iter(self._used.items()))
            if until > at and len(self._used) < MOST_REMEMBERED:
                break
            del self._used[oldest]
        if signature in self._used:
            return False
        self._used[signature] = at + PROOF_LIVES
        return True


def _derived(key: str, purpose: bytes) -> str:
    return hmac.digest(key.encode(), purpose, hashlib.sha256).hex()


def _signature(payload: str) -> str:
    try:
        return str(json.loads(base64.b64decode(payload))["challenge"]["signature"])
    except (binascii.Error, ValueError, KeyError, TypeError):
        return ""
