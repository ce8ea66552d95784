"""Signed references for links in mails and for the thank-you page. They carry a row's id and nothing about a person."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core import signing


class BadToken(Exception):
    """The reference was changed, is not ours, or its time has passed."""


def sign(value: uuid.UUID | str, *, purpose: str, key: str) -> str:
    """A reference that lasts as long as the key. `purpose` keeps a link for one thing from serving another."""
    text = value.hex if isinstance(value, uuid.UUID) else value
    return signing.Signer(key=key, sep="~", salt=f"openletter.{purpose}").sign(text)


def read(token: str, *, purpose: str, key: str) -> str:
    """The signed value. Raises BadToken."""
    try:
        return signing.Signer(key=key, sep="~", salt=f"openletter.{purpose}").unsign(token)
    except signing.BadSignature as error:
        raise BadToken(purpose) from error


def sign_for_now(value: str, *, purpose: str, key: str) -> str:
    """A reference that carries its time of making, to be read with a limit on its age."""
    return signing.TimestampSigner(key=key, sep="~", salt=f"openletter.{purpose}").sign(value)


def read_recent(token: str, *, purpose: str, key: str, within: timedelta) -> str:
    """The signed value, if it was made less than `within` ago. Raises BadToken."""
    signer = signing.TimestampSigner(key=key, sep="~", salt=f"openletter.{purpose}")
    try:
        return signer.unsign(token, max_age=within)
    except signing.BadSignature as error:
        raise BadToken(purpose) from error


def read_whenever(token: str, *, purpose: str, key: str) -> str:
    """The value of a reference that carries its time, however old it is. Raises BadToken."""
    try:
        return signing.TimestampSigner(key=key, sep="~", salt=f"openletter.{purpose}").unsign(token)
    except signing.BadSignature as error:
        raise BadToken(purpose) from error
