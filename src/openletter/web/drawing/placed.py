"""A life in dates with everything in its place, ready to be written as SVG or looked at by a test."""

from __future__ import annotations

from dataclasses import dataclass

from openletter.web.drawing.told import Lane


@dataclass(frozen=True, slots=True)
class Bar:
    """A span in place: surely from `left` to `right`, perhaps from `low` to `high`."""

    lane: Lane
    left: float
    right: float
    low: float
    high: float
    top: float
    open: bool
    key: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An event in place; `left` and `right` are as far as its date may lie."""

    key: str
    at: float
    left: float
    right: float
    top: float
    title: str
    alleged: bool
    legal: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Words in place, centred over `at`, or beginning there where `begins` is set; `line` is their baseline."""

    text: str
    at: float
    line: float
    begins: bool = False
    leader: float | None = None  # where a thin line leads from these words down to what they name


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year or month; only some have room for their words."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything with its place; nothing lies outside `width` by `height`."""

    width: float
    height: float
    mirrored: bool
    axis: float
    event_line: float | None
    court_line: float | None
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    words: tuple[Words, ...]
