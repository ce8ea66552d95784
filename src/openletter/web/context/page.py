"""The frame of every public page: whose house it is, in which language, and what a search engine may keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """One language of the page's section; `name` is the language's own word for itself.

    `alternate` is the absolute address of this very page in that language, empty where there is none yet: the
    switcher then leads to the section's home. `locale` is the language as the section's country writes it, for sites
    that show a link to this page; `default` marks the one for readers whose language we do not have.
    """

    code: str
    name: str
    direction: str
    href: str
    current: bool = False
    alternate: str = ""
    locale: str = ""
    default: bool = False


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere. `current` is the value of `aria-current` where they lead to this very place."""

    text: str
    href: str
    current: str = ""


@dataclass(frozen=True)
class House:
    """The section that answers for the page. `ink` is the address of its colours."""

    key: str
    name: str
    home: str
    ink: str
    contact: tuple[str, ...] = ()
    email: str = ""
    nav: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Band:
    """What stands across a page that is not public: what it is, and what may be done with it."""

    title: str
    words: str = ""


@dataclass(frozen=True)
class Frame:
    """Everything `web/base.html` needs."""

    title: str
    language: str
    direction: str
    house: House | None = None
    description: str = ""
    canonical: str = ""
    # The address as a printed page shows it: to be read and typed, so short or at least in letters.
    on_paper: str = ""
    tongues: tuple[Tongue, ...] = ()
    index: bool = True
    quick_exit: bool = False
    # The picture other sites show beside a link to this page: absolute address and what it says in words.
    card: str = ""
    card_alt: str = ""
    feeds: tuple[Link, ...] = ()
    # What the page says about itself to machines (JSON-LD), ready to stand in a script element.
    structured: str = ""
    # Across a page that is read before it is published.
    band: Band | None = None
