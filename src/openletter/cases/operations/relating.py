"""Joining cases that belong together, and parting them again.

Each of the two pages then names the other case, and what stands side by side can tell who is meant by a changed name.
So once either case was let out, joining waits for a second person; parting needs nobody.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from openletter.cases.models import Case, CaseRelation
from openletter.kernel import audit, marks, second
from openletter.kernel.audit import Actor
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import propose
from openletter.kernel.refusals import Refused

RELATION = "case.relation"  # the kind of proposal
# Writing of a case that was not let out yet; of one that was, a second person approved it; and the parting.
RELATE, RELATED, UNTIED = "case.relate", "case.related", "case.untied"


@transaction.atomic
def relate(*, case: Case, to: Case, actor: Actor, at: datetime) -> Proposal | None:
    """Each of the two cases names the other as related; where one of them is public, that waits, and is given.

    Refuses a case with itself; twice changes nothing.
    """
    one, other = _both(case, to)
    if CaseRelation.objects.filter(case=one, related=other).exists():
        return None
    if actor.id is None or not (one.released_at or other.released_at):
        _tie(one, other, actor, at)
        return None
    known = waiting_relation(one, other)
    if known is not None and (known.returned_at is None or actor.id in known.writers):
        return known
    about, to = (one, other) if one.released_at else (other, one)  # whose section approves: the one that is public
    return propose(
        kind=RELATION, subject=about, section=about.section.key, wanted={"related": to.pk}, actor=actor, at=at,
        amends=known,
    )  # fmt: skip


@transaction.atomic
def put_relation(*, case: Case, proposal: Proposal, actor: Actor, at: datetime) -> Case:
    """The two cases name each other; called within the approval's transaction."""
    one, other = _both(case, other_of(proposal))
    if not CaseRelation.objects.filter(case=one, related=other).exists():
        _tie(one, other, actor, at, proposal.writers)
    return one


@transaction.atomic
def untie(*, case: Case, to: Case, actor: Actor, at: datetime) -> None:
    """Neither of the two cases names the other any more, at once. Refuses what is not related."""
    one, other = _both(case, to)
    gone, _rows = CaseRelation.objects.filter(Q(case=one, related=other) | Q(case=other, related=one)).delete()
    if not gone:
        raise Refused(_("This is not there any more."))
    for subject, named in ((one, other), (other, one)):
        audit.record(
            actor=actor, verb=UNTIED, subject=subject, at=at, section=subject.section.key,
            before={"related": named.key},
        )  # fmt: skip
    marks.bump(marks.PAGES)


def other_of(proposal: Proposal) -> Case:
    """The case that what waits would name. Refuses where it was deleted since."""
    found = Case.objects.select_related("section").filter(pk=proposal.wanted["related"]).first()
    if found is None:
        raise Refused(_("This is not there any more."))
    return found


def waiting_relation(one: Case, other: Case) -> Proposal | None:
    """What waits to join two cases, from whichever of them it was asked."""
    either = Q(subject_id=str(one.pk), wanted__related=other.pk) | Q(subject_id=str(other.pk), wanted__related=one.pk)
    return Proposal.objects.filter(either, kind=RELATION).first()


def _both(case: Case, to: Case) -> tuple[Case, Case]:
    """The two as they stand, locked in an order in which nobody waits for somebody who waits for them."""
    if case.pk == to.pk:
        raise Refused(_("A case cannot be related to itself."))
    rows = Case.objects.select_for_update(of=("self",)).select_related("section").order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[case.pk, to.pk])}
    return found[case.pk], found[to.pk]


def _tie(one: Case, other: Case, actor: Actor, at: datetime, writers: list[int] | None = None) -> None:
    for subject, named in ((one, other), (other, one)):
        CaseRelation.objects.get_or_create(case=subject, related=named)
        audit.record(
            actor=actor, verb=RELATED if subject.released_at else RELATE, subject=subject, at=at,
            section=subject.section.key,
            after={"related": named.key} | ({second.WRITERS: writers} if writers else {}),
        )  # fmt: skip
    marks.bump(marks.PAGES)
