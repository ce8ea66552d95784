"""What one value of a file must be. Each returns the value as it is kept, or raises `Unfit` with what to do."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from openletter.kernel import countries
from openletter.kernel.edtf import MalformedDate, parse
from openletter.kernel.text import clean_block, clean_line
from openletter.targets.representatives.rules import Chamber, plain_code
from openletter.targets.rules import ContactKind

LONGEST = {"key": 120, "name": 160, "source": 300, "value": 300, "postal": 600, "postcode": 12}
_KEY = re.compile(r"[^\s<>\"']+")
_HOUSE = re.compile(r"[a-z0-9][a-z0-9-]*")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,30}")
_HANDLE = re.compile(r"@?[A-Za-z0-9_.-]{1,60}")


class Unfit(ValueError):
    """A value cannot be kept; the message says why and what fits."""


def line(text: str, longest: int = LONGEST["name"]) -> str:
    """One line without signs that hide what is written."""
    clean = clean_line(text)
    if clean is None:
        raise Unfit(gettext("This holds a control character; type it again."))
    if len(clean) > longest:
        raise Unfit(gettext("This is longer than %(most)s characters.") % {"most": longest})
    return clean


def key(text: str) -> str:
    """An identifier of the source, the same in every later file."""
    clean = line(text, LONGEST["key"])
    if not _KEY.fullmatch(clean):
        raise Unfit(gettext("An identifier is one word, without spaces or quotes."))
    return clean


def house_key(text: str) -> str:
    """The key of a legislature."""
    if not _HOUSE.fullmatch(text) or len(text) > 80:
        raise Unfit(gettext("The key of a legislature is small letters, digits and hyphens, for example ca-commons."))
    return text


def country(text: str) -> str:
    """An ISO 3166-1 code."""
    code = text.strip().upper()
    if code not in countries.CODES:
        raise Unfit(gettext("“%(code)s” is not a country code. Write two letters, for example CA.") % {"code": text})
    return code


def chamber(text: str) -> str:
    """One of the chambers we know; a single one where nothing is said."""
    code = text.strip().lower() or Chamber.SINGLE
    if code not in Chamber.values:
        known = ", ".join(Chamber.values)
        raise Unfit(gettext("“%(code)s” is none of: %(known)s.") % {"code": text, "known": known})
    return str(code)


def language(text: str) -> str:
    """A language code."""
    code = text.strip().lower()
    if code.split("-")[0] not in Locale("en").languages:
        raise Unfit(gettext("“%(code)s” is not a language code. Write for example: fr, ar") % {"code": text})
    return code


def languages(text: str) -> tuple[str, ...]:
    """Language codes, best first."""
    return tuple(dict.fromkeys(language(code) for code in re.split(r"[\s,;،]+", text) if code))


def edtf(text: str) -> str:
    """A date that may be uncertain."""
    try:
        parse(text)
    except MalformedDate as error:
        raise Unfit(str(error)) from error
    return text


def day(text: str) -> date:
    """One day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unfit(gettext("Write the day as year-month-day, for example 2026-03-01.")) from error


def postcodes(text: str) -> frozenset[str]:
    """Postcodes, or beginnings of postcodes, with semicolons between them."""
    codes = frozenset(plain_code(code) for code in re.split(r"[;\n،]+", text)) - {""}
    if any(len(code) > LONGEST["postcode"] for code in codes):
        raise Unfit(gettext("Write postcodes with semicolons between them, for example H2X; H2Y."))
    return codes


def contact(kind: str, text: str) -> str:
    """One way to reach an office."""
    if kind == ContactKind.POSTAL:
        return _postal(text)
    clean = line(text, LONGEST["value"])
    if kind == ContactKind.EMAIL:
        return _email(clean)
    if kind in {ContactKind.PHONE, ContactKind.FAX} and not _PHONE.fullmatch(clean):
        raise Unfit(
            gettext("This is not a telephone number. Write it with its country code, for example +1 202 555 0100.")
        )
    if kind in {ContactKind.WEB_FORM, ContactKind.FACEBOOK, ContactKind.INSTAGRAM} and "/" in clean:
        return url(clean)
    if kind == ContactKind.WEB_FORM:
        return url(clean)
    if kind in {ContactKind.X_TWITTER, ContactKind.FACEBOOK, ContactKind.INSTAGRAM} and not _HANDLE.fullmatch(clean):
        raise Unfit(gettext("This is not the name of an account."))
    return clean


def url(text: str) -> str:
    """An address of the web; no other scheme is ever made a link."""
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise Unfit(gettext("This is not an address of the web.")) from error
    if parts.scheme not in {"http", "https"} or not parts.netloc or " " in text:
        raise Unfit(gettext("Write the whole address, beginning with https://."))
    return text


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Unfit(gettext("This is not an e-mail address.")) from error
    return text


def _postal(text: str) -> str:
    clean = clean_block(text.replace(" | ", "\n"))
    if clean is None:
        raise Unfit(gettext("This holds a control character; type it again."))
    lines = [" ".join(row.split()) for row in clean.split("\n")]
    if len(clean) > LONGEST["postal"] or len(lines) > 12:
        raise Unfit(gettext("A postal address has twelve lines at most."))
    return "\n".join(row for row in lines if row)
