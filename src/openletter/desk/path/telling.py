"""What readers will be told of a case, language by language: read from what its page is made of, and nothing beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from openletter.cases.models import Case
from openletter.cases.queries import PublicCase, rehearsed_case
from openletter.cases.queries.shapes import Person
from openletter.cases.rules import Concern, DevelopmentKind
from openletter.cases.rules.chronology import CourtType, ProceedingResult, ProceedingStage, SentenceKind
from openletter.cases.rules.outcome import OutcomeType
from openletter.desk import said
from openletter.kernel.clusters import readable

# Each line in the words of the page, and what the desk says of it in the reader's language.
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A case's page in one language. `story` is formatted; of `people` those whom pages name; `rows` have a heading."""

    language: str
    title: str
    headline: str
    place: str
    story: str
    people: tuple[str, ...]
    rows: tuple[tuple[str, Lines], ...]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What every language says: where it happened, and what the case is about."""

    country: str
    concerns: tuple[str, ...]


def everywhere(case: Case) -> Everywhere:
    """The country and the concerns of a case, in the reader's language."""
    return Everywhere(said.country_of(case), tuple(str(Concern(row.concern).label) for row in case.concerns.all()))


def told(case: Case, languages: list[str], *, on: date) -> list[Told]:
    """The case in each language in which it is written, as its section speaks them, as it is saved now."""
    written = sorted(case.words.all(), key=said.as_spoken(languages))
    found = [rehearsed_case(case.pk, row.language, on=on) for row in written]
    return [_told(one) for one in found if one is not None]


def _told(case: PublicCase) -> Told:
    return Told(
        case.language, case.title, case.headline, case.place, case.story, tuple(map(_person, case.people)),
        tuple((heading, lines) for heading, lines in _rows(case) if lines),
    )  # fmt: skip


def _person(person: Person) -> str:
    name = person.names[0] if person.names else None
    parts = [name.text, name.role] if name else []
    notes = [_("name changed for safety")] if person.is_pseudonym else []
    notes += [_("under 18")] if person.is_minor else []
    return " · ".join(part for part in (*parts, *notes) if part)


def _rows(case: PublicCase) -> Iterator[tuple[str, Lines]]:
    photo = case.photo
    yield _("Photo"), ((photo.alt, photo.credit),) if photo else ()
    yield (
        _("Chronology"),
        tuple((row.note, _joined(said.dated(row.on), str(DevelopmentKind(row.kind).label))) for row in case.timeline),
    )
    yield _("In court"), tuple(("", line) for line in (*_proceedings(case), *_sentences(case)))
    yield _("Updates and outcomes"), (*_updates(case), *_outcomes(case))
    yield _("Figures"), tuple((_joined(f.statement, f.source), said.number(float(f.number))) for f in case.figures)
    yield _("Public sources"), tuple((line, "") for line in case.sources.splitlines() if line.strip())
    yield _("Credits"), tuple((", ".join(one.name for one in each.names), each.label) for each in case.credits)


def _proceedings(case: PublicCase) -> Iterator[str]:
    for row in case.proceedings:
        court = "" if row.court in ("", CourtType.UNKNOWN) else str(CourtType(row.court).label)
        stage, result = str(ProceedingStage(row.stage).label), str(ProceedingResult(row.result).label)
        yield _joined(said.dated(row.on), stage, court, result)


def _sentences(case: PublicCase) -> Iterator[str]:
    for row in case.sentences:
        yield _joined(said.dated(row.imposed), str(SentenceKind(row.kind).label), said.long(row.length))


def _updates(case: PublicCase) -> Iterator[tuple[str, str]]:
    for row in case.updates:
        yield _joined(row.title, readable(row.body)), said.day(row.on)


def _outcomes(case: PublicCase) -> Iterator[tuple[str, str]]:
    for row in case.outcomes:
        own = (row.summary, row.thanks, row.quote, row.quote_by, readable(row.story))
        yield _joined(*own), _joined(said.dated(row.on), str(OutcomeType(row.type).label))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
