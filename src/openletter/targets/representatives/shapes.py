"""What a file of representatives holds once it is read: houses, areas, members, and what is wrong with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from openletter.targets.representatives.rules import Names


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that stands in the way of importing it: where, and what to do, in the reader's language.

    `row` counts as a spreadsheet does, the heading being row 1; 0 where the fault is the whole file's. In JSON, `where`
    names the object instead.
    """

    row: int
    column: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """A legislature as a file names it."""

    key: str
    country: str
    chamber: str
    names: Names


@dataclass(frozen=True, slots=True)
class Place:
    """An area as a file names it; `within` is the key of the area around it."""

    key: str
    country: str
    names: Names
    within: str = ""
    postcodes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Member:
    """A member as a file names them."""

    key: str
    house: str
    area: str
    names: Names
    source: str
    checked_on: date
    party: Names = field(default_factory=dict)
    since: str = ""
    until: str = ""
    languages: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    salutations: Names = field(default_factory=dict)
    closings: Names = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Changes with everything the file says of this member, but for the day on which it was checked."""
        told = {name: value for name, value in asdict(self).items() if name != "checked_on"}
        return hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file. With any fault it is not imported."""

    houses: Mapping[str, House]
    places: Mapping[str, Place]
    members: Mapping[tuple[str, str], Member]
    faults: tuple[Fault, ...]
