"""What a page says about a person at risk: names, the timeline, the clock, news and outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from openletter.sections.credits import CreditLine
from openletter.web.context.page import Link


@dataclass(frozen=True)
class Spelling:
    """Words with the language they are in, for `lang` and `dir`."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True)
class Photograph:
    """A photo to be framed by the stamp. `base` and a width with its kind make the address of its cuts."""

    base: str
    alt: Spelling
    credit: str


@dataclass(frozen=True)
class Named:
    """A person's name in the page's script, and beside it in the other script where it is known."""

    main: Spelling
    other: Spelling | None = None
    pseudonym: bool = False
    # More than one individual: their portrait bears no letters.
    several: bool = False
    photo: Photograph | None = None


@dataclass(frozen=True)
class CourtLine:
    """One stage of a court case or one sentence: what it is, what came of it, when (`on` is EDTF), before which court.

    `standing` is empty for a sentence in force, else the words for what became of it.
    """

    what: str
    result: str
    when: str = ""
    iso: str = ""
    court: str = ""
    standing: str = ""
    is_sentence: bool = False
    on: str = ""


@dataclass(frozen=True)
class Moment:
    """One dated entry of the chronology. `standing` is empty for an established fact, else the words for it.

    `held` says that the person was in detention from this entry to the next, `fasting` that a hunger strike went on.
    `lasts` is said of an entry with which a stretch of time begins, `silence` of one after which nothing is known for
    long. `court` is what the record of the court adds; `legal` entries belong to it.
    """

    anchor: str
    when: str
    kind: str
    note: Spelling | None = None
    iso: str = ""
    standing: str = ""
    held: bool = False
    fasting: bool = False
    unsure: bool = False
    legal: bool = False
    lasts: str = ""
    silence: str = ""
    court: tuple[CourtLine, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """The chronology as a picture at two widths, ready SVG; `keys` explain the shapes that occur in it."""

    wide: str
    narrow: str
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Key:
    """A shape of the picture, by the name of its class, and what it stands for."""

    shape: str
    words: str


@dataclass(frozen=True)
class ClockLine:
    """One figure of the case clock in a sentence, how it was reckoned, and the entries it rests on."""

    sentence: str
    working: tuple[str, ...] = ()
    sources: tuple[Link, ...] = ()


@dataclass(frozen=True)
class News:
    """A dated update on top of a page; `body` is rich text as staff wrote it."""

    anchor: str
    when: str
    iso: str
    title: Spelling
    body: str = ""


@dataclass(frozen=True)
class Ended:
    """An outcome in words: what happened, when, how far acting is credited, the thanks and a quote."""

    what: str
    when: str
    iso: str = ""
    good: bool = False
    attribution: str = ""
    summary: Spelling | None = None
    thanks: Spelling | None = None
    quote: Spelling | None = None
    quote_by: str = ""
    story: Spelling | None = None


@dataclass(frozen=True)
class ContextLine:
    """A published number that shows the case is not alone."""

    number: str
    statement: Spelling | None
    period: str
    source: str


@dataclass(frozen=True)
class CaseView:
    """All a case's page says, and what its action's page borrows."""

    named: Named
    where: str
    lead: Spelling | None
    story: Spelling | None
    place: str
    concerns: tuple[str, ...]
    timeline: tuple[Moment, ...]
    court: tuple[CourtLine, ...]
    clock: tuple[ClockLine, ...]
    updates: tuple[News, ...]
    ended: Ended | None
    context: tuple[ContextLine, ...]
    credits: tuple[CreditLine, ...]
    sources: tuple[str, ...]
    # The day up to which the clock counts, in words; empty when that is today, or when the case has ended.
    counted_to: str = ""


@dataclass(frozen=True)
class PersonLine:
    """A person in a list: name, one sentence, the acts open for them, and the outcome if there is one."""

    named: Named
    href: str
    where: str
    lead: Spelling | None
    acts: tuple[Link, ...] = ()
    ended: Ended | None = None
    count: str = ""
