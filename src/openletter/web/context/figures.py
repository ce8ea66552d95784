"""Numbers, days and moments as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal


def number(value: int, language: str) -> str:
    """`1785` as `1,785`, `1 785` or the like."""
    return str(format_decimal(value, locale=_locale(language)))


def decimal(value: Decimal, language: str) -> str:
    """A number that may have a fraction, without noughts at its end."""
    return str(format_decimal(value.normalize(), locale=_locale(language)))


def day(value: date, language: str) -> str:
    """`21 November 2026` in the order and words of the language."""
    return str(format_date(value, "long", locale=_locale(language)))


def moment(value: datetime, language: str) -> str:
    """A day and a time of day; the time is that of UTC and says so."""
    return str(format_datetime(value, "d MMMM y, HH:mm 'UTC'", locale=_locale(language)))


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
