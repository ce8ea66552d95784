"""Who sees what of somebody who acts: declared with each kind of action, told before they act, asked of nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Shown(StrEnum):
    """What a way of acting shows of a person, and to whom; the words stand in web/context/of_exposure.py."""

    NAME_BY_CHOICE = "name_by_choice"  # officials get the name only from who ticks that
    COUNTED = "counted"  # officials are told how many; the form offers no tick for the name
    LETTER_BY_US = "letter_by_us"  # we mail the letter; the address stays with us unless chosen otherwise
    PAPER = "paper"  # name and address on paper, for the officials and whoever handles the post
    OPEN_CARD = "open_card"  # a card that anybody on its way can read
    OWN_PROGRAM = "own_program"  # mail from one's own program carries its address
    OWN_ACCOUNT = "own_account"  # public, under one's own account
    OWN_NUMBER = "own_number"  # whoever answers the telephone sees the number
    OWN_LEGISLATOR = "own_legislator"  # a politician of one's own country
    THE_PERSON = "the_person"  # a message that passes through hands on its way to the person


class Safer(StrEnum):
    """How one can act with less of oneself."""

    NO_TICK = "no_tick"
    INITIALS = "initials"
    NO_SENDER = "no_sender"
    OTHER_ACCOUNT = "other_account"
    WITHHELD_NUMBER = "withheld_number"
    FIRST_NAME = "first_name"


@dataclass(frozen=True, slots=True)
class Exposure:
    """What one kind of action shows, by default and by choice, and how to show less."""

    shown: tuple[Shown, ...]
    safer: tuple[Safer, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether everybody can see who acted, wherever names of supporters are kept from pages."""
        return Shown.OWN_ACCOUNT in self.shown


SIGNED = Exposure((Shown.NAME_BY_CHOICE,), (Safer.NO_TICK, Safer.INITIALS))
COUNTED_ONLY = Exposure((Shown.COUNTED,), (Safer.INITIALS,))
POSTED = Exposure((Shown.OWN_ACCOUNT,), (Safer.OTHER_ACCOUNT,))
CALLED = Exposure((Shown.OWN_NUMBER,), (Safer.WITHHELD_NUMBER,))
ON_PAPER = Exposure((Shown.PAPER,), (Safer.INITIALS, Safer.NO_SENDER))
ON_A_CARD = Exposure((Shown.OPEN_CARD,), (Safer.INITIALS, Safer.NO_SENDER))
FROM_OWN_MAIL = Exposure((Shown.OWN_PROGRAM,))
MAILED_BY_US = Exposure((Shown.LETTER_BY_US, Shown.NAME_BY_CHOICE), (Safer.NO_TICK, Safer.INITIALS))
TO_OWN_LEGISLATOR = Exposure((Shown.OWN_LEGISLATOR,))
TO_THE_PERSON = Exposure((Shown.THE_PERSON,), (Safer.FIRST_NAME,))


def together(parts: Iterable[Exposure]) -> Exposure:
    """What several ways on one page show, each thing said once."""
    rows = list(parts)
    return Exposure(
        tuple(dict.fromkeys(shown for part in rows for shown in part.shown)),
        tuple(dict.fromkeys(safer for part in rows for safer in part.safer)),
    )
