"""Addresses of ours that belong to one letter: where it comes back to, and where its answer goes.

They carry the letter's id and eighty bits that only we can make; nothing of a person. All is in small letters and
digits, because some servers change the case of what stands before the @.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from enum import StrEnum
from uuid import UUID

from django.utils.crypto import salted_hmac

SEAL = 10  # bytes of the signature
_TOKEN = re.compile(r"\b(reply|bounce)\+([a-z2-7]{42})@([a-z0-9.-]+)", re.IGNORECASE)


class Purpose(StrEnum):
    """What comes to such an address."""

    REPLY = "reply"
    BOUNCE = "bounce"


def address_for(mail_id: UUID, purpose: Purpose, *, domain: str, key: str) -> str:
    """The letter's own address for a purpose, 48 or 49 characters before the @ (RFC 5321 allows 64)."""
    token = base64.b32encode(mail_id.bytes + _seal(mail_id, purpose, key)).decode().rstrip("=").lower()
    return f"{purpose}+{token}@{domain}"


def found_in(text: str, *, key: str, purpose: Purpose | None = None) -> tuple[Purpose, UUID] | None:
    """The first genuine address of ours in a text, and what it is for; None where there is none for that purpose."""
    for match in _TOKEN.finditer(text):
        found = Purpose(match[1].lower())
        if purpose not in (None, found):
            continue
        try:
            raw = base64.b32decode(match[2].upper() + "=" * (-len(match[2]) % 8))
        except binascii.Error:
            continue
        mail_id = UUID(bytes=raw[:16])
        if hmac.compare_digest(raw[16:], _seal(mail_id, found, key)):
            return found, mail_id
    return None


def mark_of(address: str) -> bytes:
    """Eight bytes by which an office's address is known again on the letters that went to it."""
    return hashlib.blake2b(address.strip().lower().encode(), digest_size=8).digest()


def _seal(mail_id: UUID, purpose: Purpose, key: str) -> bytes:
    return salted_hmac(f"openletter.letters.{purpose}", mail_id.hex, secret=key, algorithm="sha256").digest()[:SEAL]
