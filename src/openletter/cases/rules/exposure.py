"""What a page shows of a person, against how much harm it can do them: face, place, full name; and children."""

from __future__ import annotations

from dataclasses import dataclass

from openletter.cases.rules.life import Exposure

# How many of the three a page leaves out at least (CARE's "three pillars").
LEAST_LEFT_OUT: dict[str, int] = {Exposure.ORDINARY: 0, Exposure.VULNERABLE: 1, Exposure.HIGH: 2}


@dataclass(frozen=True, slots=True)
class Pillars:
    """Whether pages show a face that can be recognised, a place as exact as a town, a full name."""

    face: bool
    place: bool
    full_name: bool

    @property
    def shown(self) -> int:
        """How many of the three are shown."""
        return int(self.face) + int(self.place) + int(self.full_name)


def too_many(pillars: Pillars, exposure: str) -> int:
    """How many of the three must still go; nought where enough are left out."""
    return max(0, pillars.shown - (3 - LEAST_LEFT_OUT.get(exposure, 0)))


def exposure_of(recorded: str, *, child: bool) -> str:
    """What holds for a case: a child is vulnerable whatever else is recorded."""
    return Exposure.VULNERABLE if child and recorded == Exposure.ORDINARY else recorded


def is_full_name(name: str) -> bool:
    """Whether a name is more than a first name: more than one word, however it is joined.

    >>> is_full_name("Amina"), is_full_name("Amina El Alaoui"), is_full_name("Jean-Pierre")
    (False, True, False)
    """
    return len(name.split()) > 1
