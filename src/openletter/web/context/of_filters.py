"""The filters of the list of cases: what one may choose from, and what was chosen, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openletter.actions.kinds import all_kinds
from openletter.cases.rules import Concern
from openletter.kernel import countries
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.found import ENDED, FOLLOWED, OPEN, WELL, Seen, keeps
from openletter.web.seeking import PLAIN, Sought


@dataclass(frozen=True)
class Choice:
    """One value of a filter, in words, with how many cases it would leave."""

    code: str
    label: str
    number: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One filter with the values there are."""

    name: str
    label: str
    every: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Taken:
    """Something chosen, and the address of the list without it."""

    label: str
    text: str
    href: str


def filter_of(name: str, found: list[Seen], sought: Sought, manner: str) -> Filter:
    """One filter; each value says how many cases it would leave if the other filters stay as they are."""
    label, every = _names()[name]
    others = [each for each in found if keeps(each, sought, but=name)]
    numbers = Counter(value for each in others for value in each.values(name))
    chosen = getattr(sought, name)
    if chosen and chosen not in numbers and _word(name)(chosen, manner):
        numbers[chosen] = 0
    worded = ((code, _word(name)(code, manner), number) for code, number in numbers.items())
    rows = sorted((row for row in worded if row[1]), key=lambda row: _place_of(name, row[0], row[1]))
    return Filter(
        name, label, every,
        tuple(Choice(code, word, figures.number(number, manner), code == chosen) for code, word, number in rows),
    )  # fmt: skip


def _place_of(name: str, code: str, word: str) -> tuple[int, str]:
    """Standings in their own order, everything else by the alphabet."""
    return list(_statuses()).index(code) if name == "status" else 0, countries.collation_key(word)


def taken_of(sought: Sought, place: Place, manner: str) -> tuple[Taken, ...]:
    """What was chosen, each with the way back from it."""
    # Translators: stands before words that the reader looked for
    words = [Taken(pgettext("search", "Words"), sought.q, place.address(sought.but(q="").rest))] if sought.q else []
    chosen = ((name, getattr(sought, name)) for name in PLAIN)
    return (
        *words,
        *(
            Taken(_names()[name][0], _word(name)(code, manner) or code, place.address(sought.but(**{name: ""}).rest))
            for name, code in chosen
            if code
        ),
    )


def _names() -> dict[str, tuple[str, str]]:
    """Each filter's name, and what it says when it leaves nothing out."""
    return {
        "country": (_("Country or territory"), _("All countries")),
        "concern": (pgettext("filter", "Concern"), _("All concerns")),
        "kind": (_("Kind of action"), _("All kinds")),
        "status": (pgettext("filter", "How it stands"), pgettext("filter: how cases stand", "All")),
    }


def _word(name: str) -> Callable[[str, str], str]:
    """From a code to its word; empty for a code that nothing here knows."""
    kinds = {kind.key: str(kind.name) for kind in all_kinds()}
    return {
        "country": lambda code, manner: countries.name(code, manner) if code in countries.CODES else "",
        "concern": lambda code, _manner: str(Concern(code).label) if code in Concern.values else "",
        "kind": lambda code, _manner: kinds.get(code, ""),
        "status": lambda code, _manner: _statuses().get(code, ""),
    }[name]


def _statuses() -> dict[str, str]:
    return {
        OPEN: pgettext("case in a list", "You can act now"),
        FOLLOWED: pgettext("case in a list", "We follow it"),
        WELL: pgettext("case in a list", "Ended well"),
        ENDED: pgettext("case in a list", "Ended"),
    }
