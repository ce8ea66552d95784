"""Telling a case in one language, in words that keep allegation and fact apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openletter.cases.queries import CaseLine, Figure, Name, Outcome, Photo, PublicCase, Update
from openletter.cases.rules import Attribution, Concern, OutcomeType, SubjectKind
from openletter.kernel import countries
from openletter.kernel.edtf import in_words, parse
from openletter.kernel.languages import direction
from openletter.web.context import figures
from openletter.web.context.of_clock import clock_of
from openletter.web.context.of_court import in_court
from openletter.web.context.of_timeline import chronology
from openletter.web.context.people import CaseView, ContextLine, Ended, Named, News, Photograph, Spelling


def view_of(case: PublicCase, manner: str, *, today: date, deadline: date | None = None) -> CaseView:
    """Everything public about a case, as its page says it on a day.

    `manner` is the language as the section's country writes days and numbers (see `figures.manner`).
    """
    return CaseView(
        named=named_of(case),
        where=where(names_of(case), case.country, manner),
        lead=spelling(case.headline, case.language),
        story=spelling(case.story, case.language),
        place=case.place,
        concerns=tuple(str(Concern(code).label) for code in case.concerns),
        timeline=chronology(case, manner, today),
        court=tuple(line for line in in_court(case, manner) if not line.when),
        clock=clock_of(case, manner, today=today, deadline=deadline),
        updates=tuple(_news(update, manner) for update in case.updates if update.on <= today),
        ended=ended(case.outcomes, manner),
        context=tuple(_context(figure, manner) for figure in case.figures),
        credits=case.credits,
        sources=tuple(line.strip() for line in case.sources.splitlines() if line.strip()),
        counted_to=_counted_to(case, manner, today),
    )


def _counted_to(case: PublicCase, manner: str, today: date) -> str:
    """What nobody has checked since is not said as if it were so today."""
    last = case.clock_day(today)
    return "" if case.outcomes or last == today else in_words(parse(last.isoformat()), manner)


def several(case: PublicCase) -> bool:
    """Whether a case is about more than one individual, whom no letters could stand for."""
    return len(case.people) > 1 or any(person.kind != SubjectKind.INDIVIDUAL for person in case.people)


def named_of(case: PublicCase) -> Named:
    """The name of the one person, or the case's title where it is about several."""
    pseudonym = bool(case.people) and all(person.is_pseudonym for person in case.people)
    return named(
        names_of(case),
        Spelling(case.title, case.language, direction(case.language)),
        pseudonym=pseudonym,
        several=several(case),
        photo=photograph(case.photo),
    )


def named_in(case: CaseLine) -> Named:
    """The same for a case in a list."""
    title = Spelling(case.title, case.language, direction(case.language))
    return named(case.names, title, pseudonym=case.pseudonym, several=case.several, photo=photograph(case.photo))


def photograph(photo: Photo | None) -> Photograph | None:
    """A photo as the stamp frames it."""
    if photo is None:
        return None
    alt = Spelling(photo.alt, photo.language, direction(photo.language))
    return Photograph(f"/photo/{photo.uid.hex}/", alt, photo.credit)


def named(
    names: Sequence[Name],
    title: Spelling,
    *,
    pseudonym: bool,
    several: bool = False,
    photo: Photograph | None = None,
) -> Named:
    """The first name, and beside it the first one that is written the other way round."""
    if not names:
        return Named(title, pseudonym=pseudonym, several=several, photo=photo)
    main = Spelling(names[0].text, names[0].language, direction(names[0].language))
    across = (name for name in names if name.text and direction(name.language) != main.direction)
    other = next(across, None)
    return Named(
        main=main,
        other=Spelling(other.text, other.language, direction(other.language)) if other else None,
        pseudonym=pseudonym,
        several=several,
        photo=photo,
    )


def where(names: Sequence[Name], country: str, language: str) -> str:
    """Role and country, for the line under the name."""
    role = names[0].role if names else ""
    return "\u00a0· ".join(part for part in (role, countries.name(country, language)) if part)


def ended(outcomes: Sequence[Outcome], language: str) -> Ended | None:
    """The outcome that closed the case, or the latest one there is."""
    closing = next((outcome for outcome in outcomes if outcome.closes_case), None)
    return ended_by(closing or outcomes[0], language) if outcomes else None


def ended_by(outcome: Outcome, language: str) -> Ended:
    """One outcome in words."""
    when, iso = figures.date_in(outcome.on, language)
    return Ended(
        what=str(OutcomeType(outcome.type).label),
        when=when,
        iso=iso,
        good=outcome.is_good,
        attribution=str(Attribution(outcome.attribution).label),
        summary=spelling(outcome.summary, outcome.language),
        thanks=spelling(outcome.thanks, outcome.language),
        quote=spelling(outcome.quote, outcome.language),
        quote_by=outcome.quote_by,
        story=spelling(outcome.story, outcome.language),
    )


def spelling(text: str, language: str) -> Spelling | None:
    """Words with their language; None where nothing is written."""
    return Spelling(text, language, direction(language)) if text else None


def names_of(case: PublicCase) -> tuple[Name, ...]:
    """The names of the one person a case is about; none where it is about several."""
    return case.people[0].names if len(case.people) == 1 else ()


def _news(update: Update, language: str) -> News:
    return News(
        anchor=f"u-{update.uid}",
        when=figures.day(update.on, language),
        iso=update.on.isoformat(),
        title=Spelling(update.title, update.language, direction(update.language)),
        body=update.body,
    )


def _context(figure: Figure, language: str) -> ContextLine:
    return ContextLine(
        number=figures.decimal(figure.number, language),
        statement=spelling(figure.statement, figure.language),
        period=figures.date_in(figure.period, language)[0] if figure.period else "",
        source=figure.source,
    )
