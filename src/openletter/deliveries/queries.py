"""Reads of letters to offices and of answers, for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from openletter.deliveries.limits import limits
from openletter.deliveries.models import OfficeMail, OfficialResponse, TargetMail
from openletter.deliveries.rules.pacing import takes
from openletter.deliveries.rules.states import GONE, MailState

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the letters of one action, or to one office, stand."""

    sent: int
    waiting: int
    came_back: int
    not_sent: int
    own_words: int

    @property
    def owed(self) -> int:
        """All there ever were."""
        return self.sent + self.waiting + self.came_back + self.not_sent


def standing_of(*, action_id: int | None = None, office_id: int | None = None) -> Standing:
    """The letters of an action, to an office, or of an action to an office."""
    found = {"action": action_id, "office": office_id}
    rows = TargetMail.objects.filter(**{name: value for name, value in found.items() if value is not None})
    counts = rows.aggregate(
        sent=Count("id", filter=Q(state__in=(MailState.SENT, MailState.UNCERTAIN, MailState.SENDING))),
        waiting=Count("id", filter=Q(state=MailState.WAITING)),
        came_back=Count("id", filter=Q(state=MailState.BOUNCED)),
        not_sent=Count("id", filter=Q(state__in=(MailState.REFUSED, MailState.SKIPPED, MailState.DROPPED))),
        own_words=Count("id", filter=Q(own_words=True)),
    )
    return Standing(**counts)


def lines(*, at: datetime, rows: QuerySet[OfficeMail] | None = None) -> QuerySet[Any]:
    """Offices to which letters go: with what waits, what went in the last day, and what failed in it."""
    mails = TargetMail.objects.filter(office=OuterRef("pk")).order_by()
    base = OfficeMail.objects.all() if rows is None else rows
    return base.annotate(
        waiting=_number(mails.filter(state=MailState.WAITING)),
        gone_today=_number(mails.filter(claimed_at__gt=at - DAY, state__in=GONE)),
        failed_today=_number(mails.filter(troubled_at__gt=at - DAY)),
    )


def shortest_time(waiting: int) -> timedelta | None:
    """How long a queue to one office takes at the least, by the limits as they are; None if nothing may go."""
    return takes(waiting, limits().office)


def answers_to(action_id: int) -> int:
    """How many answers of offices an action has, automatic ones included."""
    return OfficialResponse.objects.filter(action=action_id).count()


def _number(rows: QuerySet[TargetMail]) -> Coalesce:
    counted = rows.values("office").annotate(number=Count("id")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
