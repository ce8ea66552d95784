"""What a second factor is made from is kept encrypted: a copy of the database alone opens no account."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PURPOSE = b"openletter second factor"


class EncryptedAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and seeds of recovery codes, under a key made from the installation's secret.

    A secret that is being replaced (Django's SECRET_KEY_FALLBACKS) still reads what it wrote.
    """

    def encrypt(self, text: str) -> str:
        """What is written to the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted. Raises cryptography.fernet.InvalidToken where another secret wrote it."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(force_bytes(secret))
    return urlsafe_b64encode(derived)
