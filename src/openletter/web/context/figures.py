"""Numbers, days and moments as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.localedata import exists
from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from openletter.kernel.edtf import MalformedDate, Precision, in_words, parse
from openletter.kernel.languages import day_in_words


def manner(language: str, territory: str) -> str:
    """The language as this country writes numbers and days: `en-GB`, `ar-DZ`; the language alone where unknown.

    A language that is itself that of a country or script (`pt-br`) stays what it is.
    """
    if "-" in language:
        return language
    tag = f"{language}-{territory}"
    return tag if exists(tag.replace("-", "_")) else language


def number(value: int, language: str) -> str:
    """`1785` as `1,785`, `1 785` or the like."""
    return str(format_decimal(value, locale=_locale(language)))


def decimal(value: Decimal, language: str) -> str:
    """A number that may have a fraction, without noughts at its end."""
    return str(format_decimal(value.normalize(), locale=_locale(language)))


def day(value: date, language: str) -> str:
    """`21 November 2026` in the order and words of the language."""
    return day_in_words(value, language)


def moment(value: datetime, language: str) -> str:
    """A day and a time of day; the time is that of UTC and says so."""
    # Translators: a day, such as "21 November 2026", and a time of day in 24 hours.
    return _("%(day)s, %(time)s UTC") % {"day": day(value, language), "time": f"{value:%H:%M}"}


def date_in(text: str, language: str) -> tuple[str, str]:
    """An EDTF date in words, and as HTML's `datetime` where it is exact enough to have one."""
    try:
        value = parse(text)
    except MalformedDate:
        return text, ""
    plain = value.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR)
    exact = plain and not value.approximate and not value.uncertain
    return in_words(value, language), value.text.replace("-XX", "") if exact else ""


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
