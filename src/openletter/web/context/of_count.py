"""The public number on a page: the count, in the words and figures of the reader's language and country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openletter.actions.kinds import kind_of
from openletter.actions.queries import PublicAction
from openletter.actions.rules import Door, LedgerSource
from openletter.actions.tally import Count, counts_of
from openletter.kernel.languages import in_a_row
from openletter.sections.rules import Unconfirmed
from openletter.web.context import figures
from openletter.web.context.acting import Counter, Part


def sentence(kind: str, number: int, manner: str) -> str:
    """`785 people have signed`, as the kind of action says it."""
    return str(kind_of(kind).counted % {"count": number, "number": figures.number(number, manner)})


def counter(action: PublicAction, manner: str, *, at: datetime) -> Counter:
    """The franking mark of an action's page. A closed action's number has no goal and is not asked for again."""
    counts = counts_of((action.id, *action.family), as_of=at)
    count = counts[action.id]
    number = count.number
    frozen = action.door == Door.CLOSED
    goal = 0 if frozen else action.goal_for(number)
    return Counter(
        number=number,
        shown=figures.number(number, manner),
        unit=_unit(action.kind, number),
        as_of=figures.moment(at, manner),
        as_of_iso=at.isoformat(timespec="minutes"),
        goal=goal,
        goal_shown=_("Goal: %(goal)s") % {"goal": figures.number(goal, manner)},
        parts=tuple(_parts(count, manner)),
        contains=_contains(count, manner),
        unconfirmed=_unconfirmed(action, count.unconfirmed, manner),
        clicked=figures.number(count.clicked, manner) if count.clicked else "",
        definition=str(kind_of(action.kind).definition),
        refresh="" if frozen else f"/count/{action.ref}",
        visible=action.shows(number),
        manner=manner,
        together=together({pk: one.number for pk, one in counts.items()}, manner),
    )


def together(numbers: Mapping[int, int], manner: str) -> str:
    """The number of the same action in all sections, added up from their ledgers; empty where it is in one alone."""
    if len(numbers) < 2:
        return ""
    total = sum(numbers.values())
    # Translators: stands below the number of one section's action. %(number)s is the number of people who did the same
    # action in this and other sections, %(sections)s how many sections these are, for example "in 4 sections".
    return ngettext(
        "%(number)s with the same action in %(sections)s section",
        "%(number)s with the same action in %(sections)s sections",
        len(numbers),
    ) % {"number": figures.number(total, manner), "sections": figures.number(len(numbers), manner)}


def _unit(kind: str, number: int) -> str:
    """The kind's sentence without its number, which stands above it in large figures."""
    text = str(kind_of(kind).counted % {"count": number, "number": "\0"})
    return text.replace("\0", "").strip()


def _parts(count: Count, manner: str) -> Iterable[Part]:
    for source, quantity in count.by_source.items():
        yield Part(source, str(LedgerSource(source).label), figures.number(quantity, manner))


def _contains(count: Count, manner: str) -> str:
    """What the number is made of, in one line; empty where one source is all there is."""
    if len(count.by_source) < 2:
        return ""
    words = {
        LedgerSource.VERIFIED_ONLINE: _("%(number)s confirmed by e-mail"),
        LedgerSource.SELF_REPORTED: _("%(number)s told by those who did it"),
        LedgerSource.PAPER: _("%(number)s on paper"),
        LedgerSource.GROUP_REPORT: _("%(number)s reported by groups"),
        LedgerSource.PARTNER: _("%(number)s through partners"),
        LedgerSource.HISTORIC: _("%(number)s counted before, elsewhere"),
    }
    lines = [
        words[LedgerSource(source)] % {"number": figures.number(number, manner)}
        for source, number in count.by_source.items()
    ]
    return in_a_row(lines)


def _unconfirmed(action: PublicAction, waiting: int, manner: str) -> str:
    return figures.number(waiting, manner) if waiting and action.unconfirmed == Unconfirmed.SHOWN_APART else ""
