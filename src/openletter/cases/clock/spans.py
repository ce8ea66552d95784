"""Lengths of time in words: days under 90, months under two years, then years and months.

Numbers are written with Babel's digits for the language. Ranges are rounded outwards, so that rounding never
hides a possibility; a single length is rounded to the nearest month and then said with "about".
"""

import re
from typing import Final

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

DAYS_TO: Final = 90
MONTHS_TO: Final = 730
YEAR: Final = 365.2425
MONTH: Final = YEAR / 12


def span_in_words(low: int, high: int, locale: Locale) -> str:
    """Say from `low` to `high` days in the active language."""
    if low == high:
        return _one(low, locale)
    if low == 0:
        # Translators: %(span)s is a length of time, such as "40 days" or "2 years".
        return _("up to %(span)s") % {"span": _end(high, locale, up=True, whole=True)}
    if high < DAYS_TO:
        return _days_range(low, high, locale)
    first, last = int(low / MONTH), _up(high / MONTH)
    if high < MONTHS_TO and first > 0:
        return _months_range(first, last, locale)
    whole = high - low >= YEAR
    if whole and low >= YEAR:
        return _years_range(int(low / YEAR), _up(high / YEAR), locale)
    ends = {"low": _end(low, locale, up=False, whole=whole), "high": _end(high, locale, up=True, whole=whole)}
    # Translators: both are lengths of time, such as "40 days", "3 months" or "2 years 4 months".
    return _("between %(low)s and %(high)s") % ends


def days_in_words(low: int, high: int, locale: Locale) -> str:
    """The same length in plain days."""
    return _days(low, locale) if low == high else _days_range(low, high, locale)


def length_in_words(duration: str, locale: Locale) -> str:
    """An ISO 8601 duration of years, months and days, as it was pronounced: "18 months" does not become a year and a
    half. Empty where it holds none of these.
    """
    units = {"Y": _years, "M": _months, "D": _days}
    parts = [units[unit](int(count), locale) for count, unit in re.findall(r"(\d+)([YMD])", duration) if int(count)]
    return str(format_list(parts, locale=locale)) if parts else ""


def is_rounded(low: int, high: int) -> bool:
    """Whether `span_in_words` says less than the days themselves."""
    return max(low, high) >= DAYS_TO


def _one(days: int, locale: Locale) -> str:
    if days < DAYS_TO:
        return _days(days, locale)
    months = round(days / MONTH)
    years, rest = divmod(months, 12)
    if days < MONTHS_TO:
        span = _months(months, locale)
    elif rest:
        # Translators: a length of time, such as "2 years and 4 months".
        span = _("%(years)s and %(months)s") % {"years": _years(years, locale), "months": _months(rest, locale)}
    else:
        span = _years(years, locale)
    # Translators: %(span)s is a length of time, such as "14 months" or "2 years and 4 months".
    return _("about %(span)s") % {"span": span}


def _end(days: int, locale: Locale, *, up: bool, whole: bool) -> str:
    """One end of a range, rounded outwards; `whole` leaves months out where there are years."""
    if days < DAYS_TO:
        return _days(days, locale)
    months = _up(days / MONTH) if up else int(days / MONTH)
    if days < MONTHS_TO:
        return _months(months, locale)
    if whole:
        return _years(_up(days / YEAR) if up else int(days / YEAR), locale)
    years, rest = divmod(months, 12)
    if not rest:
        return _years(years, locale)
    # Translators: the end of a range that already contains "and", so without "and": "2 years 4 months".
    return pgettext("inside a range", "%(years)s %(months)s") % {
        "years": _years(years, locale),
        "months": _months(rest, locale),
    }


def _up(number: float) -> int:
    return -int(-number // 1)


# Translators: the lengths below always follow a word such as "for", "about", "between" or "after", or before
# "in prison".
def _days(count: int, locale: Locale) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": format_decimal(count, locale=locale)}


def _months(count: int, locale: Locale) -> str:
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": format_decimal(count, locale=locale)}


def _years(count: int, locale: Locale) -> str:
    return ngettext("%(count)s year", "%(count)s years", count) % {"count": format_decimal(count, locale=locale)}


def _days_range(low: int, high: int, locale: Locale) -> str:
    frame = ngettext("between %(low)s and %(high)s day", "between %(low)s and %(high)s days", high)
    return frame % {"low": format_decimal(low, locale=locale), "high": format_decimal(high, locale=locale)}


def _months_range(low: int, high: int, locale: Locale) -> str:
    frame = ngettext("between %(low)s and %(high)s month", "between %(low)s and %(high)s months", high)
    return frame % {"low": format_decimal(low, locale=locale), "high": format_decimal(high, locale=locale)}


def _years_range(low: int, high: int, locale: Locale) -> str:
    frame = ngettext("between %(low)s and %(high)s year", "between %(low)s and %(high)s years", high)
    return frame % {"low": format_decimal(low, locale=locale), "high": format_decimal(high, locale=locale)}
