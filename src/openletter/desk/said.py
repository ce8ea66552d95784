"""Saying rows in the reader's language: titles, states and days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent
from django.db.models import Model, Prefetch
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext

from openletter.actions.models import Action
from openletter.cases.clock.spans import length_in_words
from openletter.cases.models import Case
from openletter.kernel import edtf
from openletter.kernel.countries import name as country_name
from openletter.kernel.languages import day_or_moment, endonym

_LENGTH_OF_A_DAY = len("2026-11-21")
_STORED = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII)


def reader() -> str:
    """The language of the person at the desk."""
    return (get_language() or "en").split("-")[0]


def title(fact: Any, field: str = "title") -> str:
    """A fact's title in the reader's language or the best other one.

    An action without words is called by its case, as on the path where it is written; all else by its key.
    """
    row = fact.in_language(reader())
    if row:
        return str(getattr(row, field))
    return title(fact.case) if isinstance(fact, Action) else str(getattr(fact, "key", ""))


def as_spoken(languages: Sequence[str]) -> Callable[[Any], tuple[int, str]]:
    """A key that sorts rows with a language as the section speaks them; languages beyond those come last."""
    places = {code: place for place, code in enumerate(languages)}
    return lambda row: (places.get(row.language, len(places)), row.language)


def name(fact: Any) -> str:
    """The same for facts that have a name."""
    return title(fact, "name")


def heading(row: Any) -> str:
    """What a row of any kind is called above its form: its title or name in the reader's language, if it has words."""
    words: Any = getattr(row, "words", None)
    told = [field for field in ("title", "name") if words is not None and hasattr(words.model, field)]
    return title(row, told[0]) if told else str(row)


def titles_of(model: type[Model], path: str = "words") -> Prefetch[Any]:
    """To be fetched with rows of which nothing but the title or name is said: no long texts. `path` leads to words."""
    words: Any = model._meta.get_field("words").related_model
    called = [field.name for field in words._meta.concrete_fields if field.name in ("title", "name")]
    return Prefetch(path, queryset=words._default_manager.only("fact", "locale", *called))


def titles_of_actions() -> tuple[Prefetch[Any], ...]:
    """The same for actions that may be without words: their cases are fetched along."""
    cases = Case.objects.only("key", "section_id", "released_at").prefetch_related(titles_of(Case))
    return titles_of(Action), Prefetch("case", queryset=cases)


def language(code: str) -> str:
    """A language by its own name, for a sentence that may run the other way: held apart from the words around it."""
    return f"\u2068{endonym(code)}\u2069"


def section_of(row: Any) -> str:
    """The name of a row's section."""
    return name(row.section)


def country_of(row: Any) -> str:
    """The country of a case, in the reader's language."""
    return country_name(row.country, reader())


def day(value: date | None) -> str:
    """A day in the reader's language; a dash where there is none."""
    return format_date(value, "medium", locale=reader()) if value else gettext("—")


def moment(value: datetime | None) -> str:
    """A moment in the reader's language and time zone, which is named, to the minute; a dash where there is none."""
    if value is None:
        return gettext("—")
    locale, here = Locale.parse(reader()), timezone.localtime(value)
    both = str(locale.datetime_formats["medium"])
    told = both.replace("{1}", day(here)).replace("{0}", str(format_datetime(here, "HH:mm zzz", here.tzinfo, locale)))
    # Beside a name in Latin letters, the numbers of a day would be read as going on with the name.
    return f"\u2068{told}\u2069" if get_language_bidi() else told


def stored(value: str) -> str:
    """A day or a moment that was kept as text, as the reader's language writes it; every other text as it is."""
    if not _STORED.fullmatch(value):
        return value
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    if len(value) == _LENGTH_OF_A_DAY:
        return day(at.date())
    return day_or_moment(at if timezone.is_aware(at) else at.replace(tzinfo=UTC), reader())


def number(value: float) -> str:
    """A number as the reader's language writes it."""
    return str(format_decimal(value, locale=reader()))


def percent(part: float) -> str:
    """A part of one in hundredths, without a fraction."""
    return str(format_percent(round(part, 2), locale=reader()))


def month(value: date) -> str:
    """A month and its year."""
    return str(format_skeleton("yMMM", value, locale=reader()))


def short_day(value: date) -> str:
    """A day without its year."""
    return str(format_skeleton("MMMd", value, locale=reader()))


def dated(value: str) -> str:
    """An uncertain date in words; as it was written where it cannot be read."""
    try:
        return edtf.in_words(edtf.parse(value), reader())
    except edtf.MalformedDate:
        return value


def long(duration: str) -> str:
    """A length of years, months and days in words; as it was written where it holds none of these."""
    return length_in_words(duration, Locale.parse(reader())) or duration
