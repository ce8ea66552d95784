"""Texts that stand on no page of a case and may still name somebody: who may not be shown is named in none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from openletter.cases.models import Case
from openletter.cases.operations import trying
from openletter.cases.queries.naming import Named, named_in
from openletter.cases.rules import Visibility
from openletter.kernel.languages import in_a_row
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may

Knows = Callable[[Named], bool]


class NamesSomebody(Refused):
    """A text names somebody at risk who may not be named in it."""


def nobody_knows(_named: Named) -> bool:
    """For where it is not known who asks: no name is repeated to anybody."""
    return False


def read_by(user: Any) -> Knows:
    """Names are said to who writes or approves in the section of the case; restricted ones to who records consent."""

    def knows(named: Named) -> bool:
        if named.visibility == Visibility.RESTRICTED:
            return may(user, Right.CONSENT, named.section)
        return any(may(user, right, named.section) for right in (Right.EDIT_CASES, Right.RELEASE))

    return knows if user is not None else nobody_knows


def require_nobody_withheld(
    texts: Iterable[str], *, on: date, knows: Knows, told: Collection[int] = ()
) -> tuple[Named, ...]:
    """Pass if texts name nobody whose case is not out, is recalled, lacks consent, or hides that person.

    Gives those whom they do name. Raises NamesSomebody; names and cases are said only to who may read them (`knows`).
    Of the cases `told`, by their keys, whose consent somebody else has asked for, only hidden people are withheld.
    What a login is refused is counted; one that is stopped is refused before its texts are looked at (`trying`).
    """
    trial = trying.current()
    if trial is not None and (why_not := trial.why_not()):
        raise NamesSomebody(why_not)
    named = named_in(texts, on=on)
    withheld = [each for each in named if not each.open and not _is_told(each, told)]
    if withheld:
        if trial is not None:
            may_know = read_by(trial.user)
            trial.hear(each.person for each in withheld if not may_know(each))
        raise NamesSomebody(" ".join(_sentences(withheld, knows)))
    return named


def first_withheld(rows: Sequence[tuple[int, Sequence[str]]], *, on: date, knows: Knows) -> tuple[int, str] | None:
    """The number of the first row of a table that is refused, and why; None where all pass.

    Only the first: every number would tell a name of its own. It is 0 for a login that is stopped.
    """
    try:
        require_nobody_withheld((), on=on, knows=knows)
    except NamesSomebody as refusal:
        return 0, refusal.message
    number, texts = _first(rows, on) or (0, ())
    try:
        require_nobody_withheld(texts, on=on, knows=knows)
    except NamesSomebody as refusal:
        return number, refusal.message
    return None


def _first(rows: Sequence[tuple[int, Sequence[str]]], on: date) -> tuple[int, Sequence[str]] | None:
    """Found by halves, so that a long table is gone through few times, and no name is heard across two rows."""
    texts = [text for _number, said in rows for text in said]
    if not texts or all(each.open for each in named_in(texts, on=on)):
        return None
    if len(rows) == 1:
        return rows[0]
    half = len(rows) // 2
    return _first(rows[:half], on) or _first(rows[half:], on)


def try_key(key: str, *, readable: Q) -> None:
    """Pass, and count it as a name where the key is taken by a case that is not among the `readable` ones.

    Keys are made of names, and two cases never have the same. Raises NamesSomebody for a login that is stopped.
    """
    trial = trying.current()
    if trial is None:
        return
    if why_not := trial.why_not():
        raise NamesSomebody(why_not)
    hidden = Case.objects.filter(key=key).exclude(pk__in=Case.objects.filter(readable).values("pk"))
    trial.hear(-pk for pk in hidden.values_list("pk", flat=True))


def _is_told(named: Named, told: Collection[int]) -> bool:
    return named.case in told and named.visibility == Visibility.PUBLIC


def _sentences(withheld: list[Named], knows: Knows) -> Iterable[str]:
    for each in withheld:
        if knows(each):
            # Translators: %(name)s is a person at risk; %(case)s is the title of their case at the desk.
            yield _(
                "“%(name)s” may not be named here: the case “%(case)s” is not public, is recalled, lacks consent, or "
                "does not show this person."
            ) % {"name": each.name, "case": each.title}
    if not all(map(knows, withheld)):
        yield _("This text holds a name of a person at risk whose case is not public. Take it out.")


def names_of(named: Iterable[Named]) -> str:
    """Names in a row, for a sentence."""
    return in_a_row(dict.fromkeys(each.name for each in named))
