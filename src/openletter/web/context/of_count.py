"""The public number: the sum of an action's public ledger lines and of what is not yet folded into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.models import LedgerEntry, TallyDelta
from openletter.actions.queries import PublicAction
from openletter.actions.rules import PUBLIC_SOURCES, Door, LedgerSource
from openletter.sections.rules import Unconfirmed
from openletter.web.context import figures
from openletter.web.context.acting import Counter, Part


def sums(actions: Iterable[int]) -> dict[int, dict[str, int]]:
    """For each action its number by source, in two queries however many actions are asked for."""
    ids = list(actions)
    found: dict[int, dict[str, int]] = {pk: defaultdict(int) for pk in ids}
    for model in (LedgerEntry, TallyDelta):
        rows = model._default_manager.filter(action__in=ids).values_list("action", "source")
        for action, source, quantity in rows.annotate(total=Sum("quantity")).order_by():
            found[action][source] += quantity
    return found


def public(by_source: dict[str, int]) -> int:
    """The part of the sums that makes the public number."""
    return sum(by_source.get(source, 0) for source in PUBLIC_SOURCES)


def sentence(kind: str, number: int, language: str) -> str:
    """`785 people have signed`, as the kind of action says it."""
    return str(kind_of(kind).counted % {"count": number, "number": figures.number(number, language)})


def counter(action: PublicAction, language: str, *, at: datetime) -> Counter:
    """The franking mark of an action's page. A closed action's number has no goal and is not asked for again."""
    by_source = sums([action.id])[action.id]
    number = public(by_source)
    frozen = action.door == Door.CLOSED
    goal = 0 if frozen else action.goal_for(number)
    return Counter(
        number=number,
        shown=figures.number(number, language),
        unit=_unit(action.kind, number),
        as_of=figures.moment(at, language),
        as_of_iso=at.isoformat(timespec="minutes"),
        goal=goal,
        goal_shown=_("Goal: %(goal)s") % {"goal": figures.number(goal, language)},
        parts=tuple(_parts(by_source, language)),
        unconfirmed=_unconfirmed(action, by_source, language),
        definition=str(kind_of(action.kind).definition),
        refresh="" if frozen else f"/count/{action.ref}",
        visible=action.shows(number),
    )


def _unit(kind: str, number: int) -> str:
    """The kind's sentence without its number, which stands above it in large figures."""
    text = str(kind_of(kind).counted % {"count": number, "number": "\0"})
    return text.replace("\0", "").strip()


def _parts(by_source: dict[str, int], language: str) -> Iterable[Part]:
    for source in PUBLIC_SOURCES:
        if quantity := by_source.get(source, 0):
            yield Part(source.value, str(source.label), figures.number(quantity, language))


def _unconfirmed(action: PublicAction, by_source: dict[str, int], language: str) -> str:
    waiting = by_source.get(LedgerSource.UNCONFIRMED, 0)
    return figures.number(waiting, language) if waiting and action.unconfirmed == Unconfirmed.SHOWN_APART else ""
