"""The frame of every public page: whose house it is, in which language, and what a search engine may keep."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tongue:
    """One language a page can be read in; `name` is the language's own word for itself."""

    code: str
    name: str
    direction: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True)
class House:
    """The section that answers for the page."""

    key: str
    name: str
    home: str
    ink: str
    contact: tuple[str, ...] = ()
    email: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Frame:
    """Everything `web/base.html` needs. `canonical` and the tongues' addresses are absolute or root-relative."""

    title: str
    language: str
    direction: str
    house: House | None = None
    description: str = ""
    canonical: str = ""
    tongues: tuple[Tongue, ...] = ()
    index: bool = True
    referrer: str = "strict-origin-when-cross-origin"
    trail: tuple[Link, ...] = field(default_factory=tuple)
