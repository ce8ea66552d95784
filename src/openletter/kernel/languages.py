"""Which languages there are, which way they run, and what to fall back to."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "sd", "ug", "yi", "dv"})
# These write their commas the other way round.
ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ckb", "ps", "sd", "ug"})


def known() -> tuple[str, ...]:
    """The language codes of this installation, in the order of the settings."""
    return tuple(code for code, _name in settings.LANGUAGES)


def direction(language: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


@cache
def endonym(language: str) -> str:
    """A language's name in itself, so that readers find theirs without knowing another; its code if unknown."""
    try:
        name = Locale.parse(language, sep="-").display_name or language
    except UnknownLocaleError:
        return language
    return name[:1].upper() + name[1:]


def choices() -> list[tuple[str, str]]:
    """The languages of this installation by their own names, for a field that names one."""
    return [(code, endonym(code)) for code in known()]


def preference(wanted: str, available: Iterable[str]) -> tuple[str, ...]:
    """The available languages in the order to try them: the wanted one, English, French, then as they come."""
    order = {"en": 1, "fr": 2} | {wanted: 0}
    return tuple(sorted(available, key=lambda code: order.get(code, 3)))


def day_in_words(day: date, language: str) -> str:
    """`21 November 2026` in the order and words of the language."""
    locale = Locale.parse(language.replace("-", "_"))
    text = str(format_date(day, "long", locale=locale))
    # French counts the days of a month but for the first, which it ranks; the tables of the Unicode CLDR do not know.
    ranked = day.day == 1 and locale.language == "fr"
    return text.replace("1 ", "1er ", 1) if ranked else text


def day_or_moment(value: date | datetime, language: str) -> str:
    """`21 Nov 2026`; of a moment also the time and zone in which the reader lives.

    Two that differ are told apart: seconds stand where they are not whole minutes.
    """
    locale = Locale.parse(language.replace("-", "_"))
    if not isinstance(value, datetime):
        return str(format_date(value, "medium", locale=locale))
    here = timezone.localtime(value)
    time = format_datetime(here, "HH:mm:ss zzz" if here.second else "HH:mm zzz", here.tzinfo, locale)
    day = format_date(here, "medium", locale=locale)
    return str(locale.datetime_formats["medium"]).replace("{1}", day).replace("{0}", str(time))


def in_a_row(items: Iterable[str]) -> str:
    """Items one after the other, with the comma of the active language between them."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return ("، " if language in ARABIC_SCRIPT else ", ").join(items)
