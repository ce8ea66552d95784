"""Dates as people know them: EDTF level 1, with bounds that never claim more than is known.

The grammar is the Extended Date/Time Format of the Library of Congress (ISO 8601-2), level 1, read by the
`edtf` library. The library raises errors of many types and cannot read an open start, so one date at a time
goes through it, intervals are split here, and whatever it raises becomes `MalformedDate`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_skeleton
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext
from edtf.parser import grammar

from openletter.kernel.languages import day_in_words

LONGEST: Final = 40  # characters; the longest level 1 interval has 23


class Precision(StrEnum):
    """How exactly a date is written. An interval is as exact as its two ends."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"


# What "~", "?" and "%" add before and after a date: half a unit of the precision it is written in, and three
# days for a day. Whoever writes "about April" names the nearest month to what they know, so the truth may lie
# beyond April by as much as rounding can hide; a wider margin would make every figure meaningless. "?" doubts
# the source rather than the value, but a reader is owed at least the same margin.
MARGIN: Final[dict[Precision, timedelta]] = {
    Precision.DAY: timedelta(days=3),
    Precision.MONTH: timedelta(days=15),
    Precision.SEASON: timedelta(days=45),
    Precision.YEAR: timedelta(days=183),
    Precision.DECADE: timedelta(days=1826),
    Precision.CENTURY: timedelta(days=18262),
}

_ONE_DATE: Final = re.compile(r"([0-9X]{4}(?:-[0-9X]{2}){0,2})([~?%]?)", re.ASCII)
# The part of the library's grammar that can match here: its whole grammar takes six times as long.
_GRAMMAR: Final = grammar.date ^ grammar.season ^ grammar.unspecified
_WINTER: Final = re.compile(r"([0-9]{4})-24", re.ASCII)


class MalformedDate(ValueError):
    """The text is not an EDTF level 1 date; `message` says what to write, in the reader's language."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date with its doubt.

    `earliest` and `latest` are the first and last day the text names, both included: use them to sort.
    `not_before` and `not_after` are the same days with `MARGIN` added where the text says "about" or
    "perhaps": use them to count. An open or unknown end is `date.min` or `date.max`.
    """

    text: str
    earliest: date
    latest: date
    not_before: date
    not_after: date
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    start: "UncertainDate | None" = None  # the two ends, of an interval only
    end: "UncertainDate | None" = None

    @property
    def sort_keys(self) -> tuple[str, str]:
        """First and last day as ISO text, which databases sort as dates."""
        return self.earliest.isoformat(), self.latest.isoformat()

    @property
    def exact(self) -> bool:
        """True when the day itself is known."""
        return self.not_before == self.not_after


def parse(text: str) -> UncertainDate:
    """Read an EDTF level 1 date or interval, refusing everything else with `MalformedDate`.

    Seasons are northern: spring is March to May, winter runs from December into the February after. Years run
    from 0001 to 9999. Blanks around the text are dropped and "x" is read as "X".
    """
    written = text.strip().upper()
    if not written:
        raise MalformedDate(gettext_lazy("Write a date, for example 2014, 2014-01 or 2014-01-05."))
    if len(written) > LONGEST:
        raise MalformedDate(gettext_lazy("This date is too long. Write for example 2014-01-05."))
    if "/" in written:
        return _interval(written)
    return _one_date(written)


def in_words(value: UncertainDate, language: str) -> str:
    """Say the date in `language`: "about April 2011", "vers avril 2011".

    Months and their order come from Babel. So do the digits: its default for the language, which is the same
    set Django uses for numbers, so that a page never mixes two kinds of digits.
    """
    with override(language):
        if value.precision is Precision.INTERVAL:
            return _interval_in_words(value, language)
        plain = _plain_words(value, Locale.parse(language, sep="-"))
        if value.precision is Precision.DAY and value.approximate:
            return _about_a_day(uncertain=value.uncertain) % {"date": plain}
        if value.approximate and value.uncertain:
            # Translators: %(date)s is a date such as "April 2011", doubtful and only roughly known.
            return _("perhaps about %(date)s") % {"date": plain}
        if value.approximate:
            # Translators: %(date)s is a date such as "April 2011" that is only roughly known.
            return _("about %(date)s") % {"date": plain}
        if value.uncertain:
            # Translators: %(date)s is a date such as "April 2011" whose source is in doubt.
            return _("perhaps %(date)s") % {"date": plain}
        return plain


@lru_cache(maxsize=4096)  # a page reads the same few dates again and again
def _one_date(written: str) -> UncertainDate:
    shape = _ONE_DATE.fullmatch(written)
    if shape is None:
        raise MalformedDate(
            gettext_lazy(
                "This is not a date we can read. Write 2014, 2014-01 or 2014-01-05; add ~ for about, "
                "? for doubtful, X for an unknown digit, and / between the two ends of a period."
            )
        )
    plain, mark = shape.groups()
    precision, earliest, latest = _bounds(plain)
    margin = MARGIN[precision] if mark else timedelta()
    return UncertainDate(
        text=written,
        earliest=earliest,
        latest=latest,
        not_before=shifted(earliest, -margin),
        not_after=shifted(latest, margin),
        precision=precision,
        approximate=mark in ("~", "%"),
        uncertain=mark in ("?", "%"),
    )


def _bounds(plain: str) -> tuple[Precision, date, date]:
    """Precision, first and last day of one unmarked date."""
    try:
        precision = _precision(plain)
        if winter := _WINTER.fullmatch(plain):
            year = int(winter[1])
            return precision, date(year, 12, 1), date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
        found = _GRAMMAR.parse_string(plain, parse_all=True)[0]
        first, last = date(*found.lower_strict()[:3]), date(*found.upper_strict()[:3])
    except Exception as error:  # the library lets out whatever broke inside it
        raise MalformedDate(gettext_lazy("There is no such day, month or year. Check the numbers.")) from error
    return precision, first, last


def _precision(plain: str) -> Precision:
    year, *rest = plain.split("-")
    known = [part for part in rest if part != "XX"]
    if any("X" in part for part in known) or (rest[:1] == ["XX"] and known) or ("X" in year and rest):
        raise ValueError(plain)  # level 2: digits unknown in the middle
    if "X" in year:
        by_end = {"X": Precision.DECADE, "XX": Precision.CENTURY}
        return by_end[year.lstrip("0123456789")]
    if not known:
        return Precision.YEAR
    if len(known) == 2:
        return Precision.DAY
    if int(known[0]) > 12:
        if known[0] not in ("21", "22", "23", "24") or len(rest) > 1:
            raise ValueError(plain)
        return Precision.SEASON
    return Precision.MONTH


def _interval(written: str) -> UncertainDate:
    first, _slash, last = written.partition("/")
    start = None if first in ("", "..") else _one_date(first)
    end = None if last in ("", "..") else _one_date(last)
    if start is None and end is None:
        raise MalformedDate(gettext_lazy("A period needs at least one end, for example 2014-01/.."))
    whole = UncertainDate(
        text=written,
        earliest=start.earliest if start else date.min,
        latest=end.latest if end else date.max,
        not_before=start.not_before if start else date.min,
        not_after=end.not_after if end else date.max,
        precision=Precision.INTERVAL,
        approximate=any(each.approximate for each in (start, end) if each),
        uncertain=any(each.uncertain for each in (start, end) if each),
        start=start,
        end=end,
    )
    if whole.earliest > whole.latest:
        raise MalformedDate(gettext_lazy("This period ends before it begins. Write the earlier date first."))
    return whole


def shifted(day: date, by: timedelta) -> date:
    """`day` moved by `by`, stopping at the first and last day a `date` can hold."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta() else date.max


def _plain_words(value: UncertainDate, locale: Locale) -> str:
    day = value.earliest
    match value.precision:
        case Precision.DAY:
            return day_in_words(day, str(locale))
        case Precision.MONTH:
            return format_skeleton("yMMMM", day, locale=locale)
    year = format_skeleton("y", day, locale=locale)
    match value.precision:
        case Precision.SEASON:
            return _season_words(value.text[5:7]) % {"year": year}
        case Precision.DECADE:
            # Translators: ten years, such as "the 2010s".
            return _("the %(year)ss") % {"year": year}
        case Precision.CENTURY:
            last = format_skeleton("y", value.latest, locale=locale)
            return _("the years %(first)s to %(last)s") % {"first": year, "last": last}
        case _:
            return year


def _about_a_day(*, uncertain: bool) -> str:
    if uncertain:
        # Translators: %(date)s is a day such as "5 January 2014", doubtful and only roughly known.
        return pgettext("a day", "perhaps about %(date)s")
    # Translators: %(date)s is a day such as "5 January 2014" that is only roughly known.
    return pgettext("a day", "about %(date)s")


def _season_words(code: str) -> str:
    return {
        "21": pgettext("season of a year", "spring %(year)s"),
        "22": pgettext("season of a year", "summer %(year)s"),
        "23": pgettext("season of a year", "autumn %(year)s"),
        "24": pgettext("season of a year", "winter %(year)s"),
    }[code]


def _interval_in_words(value: UncertainDate, language: str) -> str:
    start = in_words(value.start, language) if value.start else ""
    end = in_words(value.end, language) if value.end else ""
    if not end:
        # Translators: a period without a known end; %(date)s may be "about April 2011".
        return _("from %(date)s on") % {"date": start}
    if not start:
        # Translators: a period without a known beginning; %(date)s may be "about April 2011".
        return _("up to %(date)s") % {"date": end}
    # Translators: a period; both may be dates such as "about April 2011".
    return _("from %(start)s to %(end)s") % {"start": start, "end": end}
