"""What a public page is given of a case: plain frozen values. Dates stay EDTF; codes stay codes; the page words them.

Every text says in which `language` it is, so that a page can mark words borrowed from another language.
Texts that an editor formatted (`story`, `body`) are Wagtail's stored HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from openletter.sections.credits import CreditLine


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the script of one language, and what the person does."""

    language: str
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Person:
    """One subject of a case. `names` begins with the page's language, or the nearest to it."""

    uid: UUID
    kind: str
    is_pseudonym: bool
    is_minor: bool
    born: str
    nationalities: tuple[str, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Development:
    """One dated event. `standing` is `allegation` or `fact`."""

    uid: UUID
    kind: str
    on: str
    original_wording: str
    standing: str
    stated_days: int | None
    note: str
    language: str


@dataclass(frozen=True, slots=True)
class Proceeding:
    """One stage of a court case."""

    stage: str
    court: str
    result: str
    on: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a court imposed; `length` is an ISO 8601 duration, empty for life or death."""

    uid: str
    kind: str
    imposed: str
    counted_from: str
    length: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Update:
    """A dated note on top of the page."""

    uid: UUID
    on: date
    title: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the person. The quote is empty unless quoting is consented to."""

    uid: UUID
    type: str
    is_good: bool
    attribution: str
    on: str
    closes_case: bool
    summary: str
    thanks: str
    quote: str
    quote_by: str
    story: str
    language: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number that shows the case is not alone."""

    number: Decimal
    period: str
    source: str
    statement: str
    language: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that may be shown; `mark` changes with its picture. `may_travel` says that cards may bear it too,
    `may_print` that paper may."""

    uid: UUID
    mark: str
    credit: str
    alt: str
    language: str
    may_travel: bool
    may_print: bool = False


@dataclass(frozen=True, slots=True)
class PublicCase:
    """A case as the public may know it."""

    id: int
    uid: UUID
    key: str
    section_key: str
    status: str
    country: str
    designation: str
    concerns: tuple[str, ...]
    opened_on: date
    checked_on: date | None
    sources: str  # one a line
    hide_from_search: bool
    quick_exit: bool
    warn_ties_to_country: bool
    title: str
    headline: str
    story: str
    place: str
    language: str
    languages: frozenset[str]
    people: tuple[Person, ...]
    timeline: tuple[Development, ...]
    proceedings: tuple[Proceeding, ...]
    sentences: tuple[Sentence, ...]
    updates: tuple[Update, ...]
    outcomes: tuple[Outcome, ...]
    figures: tuple[Figure, ...]
    credits: tuple[CreditLine, ...]
    related: tuple[int, ...]
    photo: Photo | None = None

    def clock_day(self, today: date) -> date:
        """The day up to which the case clock counts: no later than the facts were checked."""
        return min(today, self.checked_on) if self.checked_on else today
