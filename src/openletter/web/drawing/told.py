"""What a picture of a life in dates is drawn from: stretches of time and events, with days as uncertain as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Lane(StrEnum):
    """What a span is of."""

    DETENTION = "detention"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True)
class Between:
    """The days on which something may have happened; one and the same where it is known."""

    low: date
    high: date


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time. Without `until` its end is not recorded, and it is drawn, fading, up to `checked`."""

    lane: Lane
    since: Between
    until: Between | None
    checked: date
    key: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is said to have; `rank` is how much it wants its word shown, 0 first."""

    key: str
    when: Between
    word: str
    title: str
    alleged: bool = False
    legal: bool = False
    sure: bool = True
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """All that one picture shows, with its words: `captions` of the lanes and of the court, and how a tick is said."""

    spans: tuple[Span, ...]
    events: tuple[Event, ...]
    captions: dict[str, str]
    tick: Callable[[date, bool], str]
