"""One calm sentence for each figure, and how it was worked out, in the reader's language."""

from dataclasses import dataclass
from typing import Final

from babel import Locale
from babel.numbers import format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from openletter.cases.clock.facts import Figure, FigureName, State, Unit
from openletter.cases.clock.spans import days_in_words, is_rounded, span_in_words

# Translators: %(span)s is a length of time, such as "72 days", "about 14 months" or "between 2 and 5 years".
# The sentences name nobody and suit one person as well as a group, of any gender: keep them so.
_SENTENCES: Final[dict[tuple[FigureName, State], str | Promise]] = {
    (FigureName.DETENTION, State.RUNNING): gettext_lazy("In detention for %(span)s."),
    (FigureName.DETENTION, State.UNCLEAR): gettext_lazy(
        "In detention for %(span)s; on this day it may not have begun again, or it may have ended."
    ),
    (FigureName.DETENTION, State.ENDED): gettext_lazy("Was in detention for %(span)s."),
    (FigureName.BEYOND_SENTENCE, State.RUNNING): gettext_lazy("Held for %(span)s beyond the end of the sentence."),
    (FigureName.BEYOND_SENTENCE, State.UNCLEAR): gettext_lazy(
        "Held for %(span)s beyond the end of the sentence; this may have ended."
    ),
    (FigureName.BEYOND_SENTENCE, State.ENDED): gettext_lazy("Was held for %(span)s beyond the end of the sentence."),
    # Translators: %(span)s is a part, such as "42%" or "between 40% and 65%".
    (FigureName.SENTENCE_SERVED, State.RUNNING): gettext_lazy("Part of the sentence served so far: %(span)s."),
    # Translators: %(span)s is a part, such as "42%" or "between 40% and 65%".
    (FigureName.SENTENCE_SERVED, State.ENDED): gettext_lazy("Part of the sentence served: %(span)s."),
    (FigureName.SENTENCE_REMAINING, State.RUNNING): gettext_lazy("Time of the sentence still to come: %(span)s."),
    (FigureName.HUNGER_STRIKE, State.RUNNING): gettext_lazy("On hunger strike for %(span)s."),
    (FigureName.HUNGER_STRIKE, State.UNCLEAR): gettext_lazy("On hunger strike for %(span)s; this may have ended."),
    (FigureName.HUNGER_STRIKE, State.SUSPENDED): gettext_lazy("Hunger strike suspended after %(span)s."),
    (FigureName.HUNGER_STRIKE, State.ENDED): gettext_lazy("Hunger strike ended after %(span)s."),
    (FigureName.INVESTIGATION_STILL, State.RUNNING): gettext_lazy(
        "No sign of progress in the investigation for %(span)s."
    ),
    (FigureName.DEADLINE, State.RUNNING): gettext_lazy("Time left to act: %(span)s."),
    (FigureName.DEADLINE, State.ENDED): gettext_lazy("The deadline passed %(span)s ago."),
    (FigureName.CASE_AGE, State.RUNNING): gettext_lazy("The case was opened %(span)s ago."),
}

_WORKINGS: Final[dict[FigureName, str | Promise]] = {
    FigureName.DETENTION: gettext_lazy(
        "Counted in whole days from the recorded beginning of each detention to its recorded end; "
        "the first day is day 0."
    ),
    FigureName.BEYOND_SENTENCE: gettext_lazy(
        "Counted in whole days from the day the sentence ran out; "
        "it is said only where a later fact shows that detention went on."
    ),
    FigureName.SENTENCE_SERVED: gettext_lazy(
        "Days in detention since the day the sentence is counted from, as a part of its whole length. "
        "Where that day is not known, it lies between the arrest and the judgment."
    ),
    FigureName.SENTENCE_REMAINING: gettext_lazy(
        "Counted in whole days up to the day the sentence runs out. "
        "Where it is not known from which day it counts, that day lies between the arrest and the judgment."
    ),
    FigureName.HUNGER_STRIKE: gettext_lazy(
        "Counted in whole days from the recorded beginning of the hunger strike to its recorded suspension or end."
    ),
    FigureName.INVESTIGATION_STILL: gettext_lazy(
        "Counted in whole days since the last recorded step: the opening of the investigation or an examination."
    ),
    FigureName.DEADLINE: gettext_lazy("Counted in calendar days; the last day still counts."),
    FigureName.CASE_AGE: gettext_lazy("Counted in whole days since the day the case was opened."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A figure said: one sentence, the sentences that explain it, and the developments it comes from."""

    name: FigureName
    sentence: str
    working: tuple[str, ...]
    sources: tuple[str, ...]


def say(figure: Figure, language: str) -> Words:
    """Say a figure in `language`; the page turns the sources into notes."""
    locale = Locale.parse(language, sep="-")
    with override(language):
        return Words(figure.name, _sentence(figure, locale), tuple(_working(figure, locale)), figure.sources)


def _sentence(figure: Figure, locale: Locale) -> str:
    if figure.name is FigureName.DEADLINE and figure.high == 0:
        return _("Today is the last day to act.")
    if figure.name is FigureName.CASE_AGE and figure.high == 0:
        return _("The case was opened today.")
    if figure.name is FigureName.SENTENCE_SERVED and figure.low == 100:
        return _("The sentence has been served in full.")
    frame = _SENTENCES.get((figure.name, figure.state)) or _SENTENCES[figure.name, State.RUNNING]
    return str(frame) % {"span": _amount(figure, locale)}


def _amount(figure: Figure, locale: Locale) -> str:
    if figure.unit is Unit.DAYS:
        if figure.stated:
            return days_in_words(figure.low, figure.high, locale)
        return span_in_words(figure.low, figure.high, locale)
    low, high = (format_percent(each / 100, locale=locale) for each in (figure.low, figure.high))
    if figure.low == figure.high:
        return low
    # Translators: both are parts, such as "40%" and "65%".
    return _("between %(low)s and %(high)s") % {"low": low, "high": high}


def _working(figure: Figure, locale: Locale) -> list[str]:
    if figure.stated:
        return [_("The number of days is the one the source gives.")]
    lines = [str(_WORKINGS[figure.name])]
    if figure.unit is Unit.DAYS and is_rounded(figure.low, figure.high):
        days = days_in_words(figure.low, figure.high, locale)
        # Translators: %(days)s is the same length of time in days, such as "861 days".
        lines.append(_("In days: %(days)s.") % {"days": days})
    if figure.low != figure.high:
        lines.append(_("Some days are not known exactly; the range covers every possibility."))
    return lines
