"""What a page says about a person at risk: names, the timeline, the clock, news and outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from openletter.web.context.page import Link


@dataclass(frozen=True)
class Spelling:
    """A name as written in one language."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True)
class Named:
    """A person's name in the page's script, and beside it in the person's own when that differs."""

    main: Spelling
    other: Spelling | None = None
    pseudonym: bool = False


@dataclass(frozen=True)
class Moment:
    """One dated entry of the timeline. `standing` is empty for an established fact, else the words for it."""

    when: str
    kind: str
    note: str
    iso: str = ""
    standing: str = ""
    held: bool = False


@dataclass(frozen=True)
class ClockSentence:
    """One figure of the case clock in words: text before the figure, the figure, text after it."""

    sentence: str
    working: tuple[str, ...] = ()


@dataclass(frozen=True)
class News:
    """A dated update on top of a page."""

    when: str
    iso: str
    title: str
    paragraphs: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Ended:
    """An outcome in words: what happened, when, how far acting is credited, and the thanks."""

    what: str
    when: str
    iso: str = ""
    attribution: str = ""
    thanks: tuple[str, ...] = ()
    quote: str = ""
    quote_by: str = ""


@dataclass(frozen=True)
class PersonLine:
    """A person in a list: name, one sentence, the acts open for them, and the outcome if there is one."""

    named: Named
    href: str
    summary: str
    where: str = ""
    acts: tuple[Link, ...] = ()
    ended: Ended | None = None
    count: str = ""
