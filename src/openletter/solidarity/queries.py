"""Reads of messages and bundles for the desk, and the rules a case sets for what is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Min, Q, QuerySet
from django.forms.models import model_to_dict

from openletter.actions.rules import ActionStatus
from openletter.actions.wording.message import Guidance
from openletter.cases.models import Case, SolidarityGuidance
from openletter.cases.queries import may_show
from openletter.sections.models import Section
from openletter.solidarity.models import Bundle, SolidarityMessage
from openletter.solidarity.rules import WAITING, Asked, MessageState


@dataclass(frozen=True, slots=True)
class Heap:
    """The messages of one case with one section: how many stand where, and since when the oldest waits."""

    case_id: int
    section_id: int
    waiting: int
    accepted: int
    withheld: int
    bundled: int
    sent: int
    oldest: datetime | None


def guidance_of(case: Case | int) -> Guidance:
    """What the case asks of messages; the careful defaults where nothing is written."""
    row = SolidarityGuidance.objects.filter(case=case if isinstance(case, int) else case.pk).first()
    return Guidance.of(model_to_dict(row, exclude=["id", "case"]) if row else None)


def names_of(section: Section) -> tuple[str, ...]:
    """What the section is called, in every language it speaks, and its own host."""
    names = [row.name for row in section.words.all()]
    host = section.host.removeprefix("www.")
    return tuple(dict.fromkeys(name for name in (*names, host.split(".")[0]) if name))


def is_recalled(message_or_bundle: Any, at: datetime) -> bool:
    """Whether nothing of the case may be shown or printed: consent is gone, or every action it came by is recalled."""
    return not may_show(message_or_bundle.case, at.date())


def recalled_actions(bundle: Bundle) -> bool:
    """Whether a message of the bundle came by an action that is recalled just now."""
    return bundle.messages.filter(action__status=ActionStatus.SUSPENDED).exists()


def waiting(*, within: Q) -> QuerySet[SolidarityMessage]:
    """The messages nobody has decided on, oldest first."""
    return SolidarityMessage.objects.filter(within, state__in=WAITING).defer("sealed")


def next_to_read(
    *, within: Q, user_id: int | None, at: datetime, after: SolidarityMessage | None = None
) -> SolidarityMessage | None:  # fmt: skip
    """The oldest message that this person can decide on: not before somebody else, not one they asked a second on.

    `after` a message that was passed over: the oldest of those that came later, and from the beginning at the end.
    """
    held = Q(locked_until__gt=at) & ~Q(locked_by=user_id)
    rows = waiting(within=within).exclude(held).exclude(not_by=user_id, asked__in=(Asked.SECOND, Asked.OBJECTION))
    rows = rows.exclude(action__status=ActionStatus.SUSPENDED)
    if after is not None:
        rows = rows.exclude(pk=after.pk)
        later = Q(waits_since__gt=after.waits_since) | Q(waits_since=after.waits_since, pk__gt=after.pk)
        return rows.filter(later).first() or rows.first()
    return rows.first()


def heaps(*, within: Q) -> list[Heap]:
    """How the messages of each case stand, the longest waiting first. One query."""
    states = {
        "waiting": WAITING, "accepted": (MessageState.ACCEPTED,), "withheld": (MessageState.WITHHELD,),
        "bundled": (MessageState.BATCHED,),
        "sent": (MessageState.SENT, MessageState.DELIVERED, MessageState.RETURNED, MessageState.UNKNOWN),
    }  # fmt: skip
    counted = {name: Count("pk", filter=Q(state__in=wanted)) for name, wanted in states.items()}
    rows = SolidarityMessage.objects.filter(within).order_by().values("case_id", "section_id")
    found = rows.annotate(**counted, oldest=Min("waits_since", filter=Q(state__in=WAITING)))
    listed = [Heap(**cast(dict[str, Any], row)) for row in found]
    return [*sorted(filter(_waits, listed), key=_since), *(heap for heap in listed if not _waits(heap))]


def _waits(heap: Heap) -> bool:
    return heap.oldest is not None


def _since(heap: Heap) -> float:
    return heap.oldest.timestamp() if heap.oldest else 0.0
