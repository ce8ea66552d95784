"""What a door is: who may come through to an address of the desk, to which rows, and whether to read or to write."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from openletter.sections.access import Right


class Who(Enum):
    """Whom a door knows when it names no right."""

    RIGHTS = "rights"  # who holds one of the rights it names
    STAFF = "staff"  # everybody who holds any right at the desk
    SUPERUSERS = "superusers"  # Wagtail's own screens, which know nothing of sections
    ANYBODY = "anybody"  # drawings, words for scripts, and ways out: no session needed
    NOBODY = "nobody"  # shut for good: there is a better way, with checks and an audit


class Ways(Enum):
    """How an address may be asked."""

    READ = ("GET", "HEAD", "OPTIONS")
    DO = ("POST",)
    BOTH = ("GET", "HEAD", "OPTIONS", "POST")


@dataclass(frozen=True, slots=True)
class Door:
    """One address of the desk. `row` names a kind of row (see `rows`); the right is then asked for in its section."""

    rights: tuple[Right, ...] = ()
    row: str = ""
    ways: Ways = Ways.BOTH
    who: Who = Who.RIGHTS
    everywhere: bool = False  # a right held in one section is not enough
    fresh: bool = False  # asks for a proof not older than some minutes (see `proving`)
    instead: str = ""  # where the others are led; without one, the address is not there for them


def page(*rights: Right, row: str = "", everywhere: bool = False) -> Door:
    """An address that is only read: a list, a page, a file. Any one of the rights opens it."""
    return Door(rights, row, Ways.READ, everywhere=everywhere)


def form(*rights: Right, row: str = "", everywhere: bool = False, fresh: bool = False) -> Door:
    """An address with a form: GET shows it, POST does what it says."""
    return Door(rights, row, Ways.BOTH, everywhere=everywhere, fresh=fresh)


def deed(*rights: Right, row: str = "", everywhere: bool = False, fresh: bool = False) -> Door:
    """An address that only does something, by POST; its button stands on another page."""
    return Door(rights, row, Ways.DO, everywhere=everywhere, fresh=fresh)


def own(row: str = "", ways: Ways = Ways.READ) -> Door:
    """An address of everybody at the desk, with rows that are theirs alone."""
    return Door((), row, ways, Who.STAFF)
