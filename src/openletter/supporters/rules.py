"""Who is the same person, and what they agreed to: pure decisions, fit for the hot path."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PERSON_BYTES = 16


class Disclosure(TextChoices):
    """How much of a name reaches the target, when the supporter said yes."""

    ANONYMOUS_COUNT = "anonymous_count", _("Counted only, no name")
    INITIALS_PLACE = "initials_place", _("Initials and place")
    NAME_COUNTRY = "name_country", _("Name and country")


def named_as(name: str, disclosure: str, *, place: str = "", country: str = "") -> str:
    """How a person is named to officials: as they chose, with the most they agreed to; empty where nothing may be said.

    `place` is the town they gave, `country` the name of their country; initials go with whichever there is.

    >>> named_as("Amina bint Example", "initials_place", place="Oran")
    'A. B. E., Oran'
    >>> named_as("Amina Example", "name_country", country="Algeria")
    'Amina Example, Algeria'
    """
    if disclosure == Disclosure.ANONYMOUS_COUNT:
        return ""
    if disclosure == Disclosure.INITIALS_PLACE:
        name, where = " ".join(f"{part[0].upper()}." for part in name.split()), place or country
    else:
        where = country
    # Names and places of any script: each language writes its own comma, a list of two needs none of its own.
    return ", ".join(part for part in (name, where) if part)


class Purpose(TextChoices):
    """What a supporter may agree to; each is asked apart, and none is ticked for them."""

    TO_TARGET = "to_target", _("My name to the officials")
    PUBLIC = "public", _("My name on this site")
    NEWS = "news", _("News by e-mail")


@dataclass(frozen=True, slots=True)
class MailboxRule:
    """How a mail provider treats its addresses: which spellings reach the same mailbox."""

    same_as: str = ""
    ignores_dots: bool = False
    plus_addressing: bool = True


DEFAULT_RULE = MailboxRule()


def canonical_email(address: str, rules: Mapping[str, MailboxRule]) -> str:
    """The one spelling that stands for a mailbox, for counting only; mail goes to the address as typed.

    `address` has been checked to be one. Case is folded in both parts: no provider tells mailboxes apart by it.
    """
    local, _at, domain = address.strip().casefold().rpartition("@")
    domain = _ascii(domain.rstrip("."))
    rule = rules.get(domain, DEFAULT_RULE)
    if rule.plus_addressing:
        local = local.split("+", 1)[0] or local
    if rule.ignores_dots:
        local = local.replace(".", "") or local
    return f"{local}@{rule.same_as or domain}"


def person_of(canonical: str, key: bytes) -> bytes:
    """The keyed hash by which one person counts once: 128 bits of HMAC-SHA-256."""
    # Not hmac.digest: it gives the interpreter lock away, and under load that costs a hundred times the hash.
    return hmac.new(key, canonical.encode(), hashlib.sha256).digest()[:PERSON_BYTES]


def _ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain
