"""Sealing personal data so that whoever takes it in cannot read it back.

Envelope encryption with `cryptography`: each holder (a section) has key pairs, HPKE (RFC 9180) over the hybrid of
ML-KEM-768 and X25519, because what is recorded today must stay closed for the life of the people it names. A process
that takes acts makes a fresh 256-bit data key now and then, wraps it to the holder's public key and seals records
with AES-256-GCM under it; only who has the private key can unwrap it. Rotation re-wraps data keys, not records.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
NONCE = 12
MLKEM_PUBLIC = 1184
MLKEM_SEED = 64


class CannotOpen(Exception):
    """The key is missing or wrong, or the sealed bytes were changed or moved to another row."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A holder's key pair as raw bytes: public 1,216, private 96 bytes."""

    public: bytes
    private: bytes


def new_key_pair() -> KeyPair:
    """A fresh key pair. The private half belongs in a file of the worker and desk nodes, never in the database."""
    kem, curve = mlkem.MLKEM768PrivateKey.generate(), x25519.X25519PrivateKey.generate()
    return KeyPair(
        public=kem.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw(),
        private=kem.private_bytes_raw() + curve.private_bytes_raw(),
    )


def wrap(data_key: bytes, public: bytes, *, label: str) -> bytes:
    """Wrap a data key so that only the private half of `public` opens it; `label` binds it to its holder."""
    key = hpke.MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC]),
        x25519.X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC:]),
    )
    return SUITE.encrypt(data_key, key, label.encode())


def unwrap(wrapped: bytes, private: bytes, *, label: str) -> bytes:
    """The data key. Raises CannotOpen."""
    try:
        key = hpke.MLKEM768X25519PrivateKey(
            mlkem.MLKEM768PrivateKey.from_seed_bytes(private[:MLKEM_SEED]),
            x25519.X25519PrivateKey.from_private_bytes(private[MLKEM_SEED:]),
        )
        return SUITE.decrypt(wrapped, key, label.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("This private key does not open that data key.") from error


def new_data_key() -> bytes:
    """A fresh 256-bit key for a limited number of records."""
    return AESGCM.generate_key(256)


def seal(plain: bytes, data_key: bytes, *, bound_to: bytes, nonce: bytes | None = None) -> bytes:
    """Nonce and AES-256-GCM ciphertext. It opens only together with the same `bound_to` (the row's own id).

    `nonce` is twelve fresh random bytes, never used before, from whoever drew many at once.
    """
    nonce = os.urandom(NONCE) if nonce is None else nonce
    return nonce + AESGCM(data_key).encrypt(nonce, plain, bound_to)


def unseal(sealed: bytes, data_key: bytes, *, bound_to: bytes) -> bytes:
    """The plain bytes. Raises CannotOpen."""
    try:
        return AESGCM(data_key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("The sealed record was changed, or belongs to another row.") from error


class KeyFolder:
    """The private keys of this machine: one file a key, named by its id, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key_id: str) -> Path:
        """Where the private key with this id lies."""
        return self.folder / f"{key_id}.key"

    def write(self, key_id: str, private: bytes) -> None:
        """Keep a private key; refuses (FileExistsError) to overwrite one."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.path(key_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(private)

    def read(self, key_id: str) -> bytes:
        """A private key. Raises CannotOpen naming the missing file."""
        try:
            return self.path(key_id).read_bytes()
        except OSError as error:
            raise CannotOpen(f"No private key {key_id} in {self.folder}.") from error
