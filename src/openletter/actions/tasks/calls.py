"""What callers tell of a number: several who say that it does not work are heard, one may have dialled wrongly."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import ngettext

from openletter.actions.access import CannotOpen, Erased, open_act
from openletter.actions.kinds.phone_call import DEAD_NUMBER, PHONE_CALL
from openletter.actions.models import Action, ActionTaken
from openletter.actions.rules import ActState, TargetRole
from openletter.kernel.audit import SYSTEM
from openletter.kernel.clock import now
from openletter.kernel.outbox import Payload, on
from openletter.targets import operations as targets
from openletter.targets.models import ContactPoint
from openletter.targets.rules import ContactHealth, ContactKind

ENOUGH: Final = 3
RECENT: Final = timedelta(days=30)
LOOKED_AT: Final = 200  # of the latest calls; more would hold up the mail


@on("acts_taken")
def hear_of_dead_numbers(payload: Payload) -> None:
    """When enough callers of late say so, the numbers of the action's offices are no longer held to work.

    They stay on the page, as not verified, and the desk's directory says why: whoever looks after it dials them and
    decides. What is told before that look is not counted again.
    """
    new = ActionTaken.objects.filter(pk__in=[UUID(act) for act in payload["taken"]], action__kind=PHONE_CALL.key)
    for action in {act.action for act in new.select_related("action").defer("sealed") if _says_dead(act.pk)}:
        _doubt(action, now())


def _doubt(action: Action, at: datetime) -> None:
    offices = action.targets.filter(role=TargetRole.TARGET).values("office")
    working = ContactPoint.objects.filter(office__in=offices, kind=ContactKind.PHONE, health=ContactHealth.OK)
    for number in working:
        since = at - RECENT
        told = ActionTaken.objects.filter(action=action, state=ActState.COUNTED, taken_at__gt=since)
        if number.checked_on is not None:
            told = told.filter(taken_at__date__gt=number.checked_on)
        latest = told.order_by("-taken_at").values_list("pk", flat=True)[:LOOKED_AT]
        saying = sum(1 for act in latest if _says_dead(act))
        if saying >= ENOUGH:
            reason = ngettext(
                "%(count)s caller says that it does not work.", "%(count)s callers say that it does not work.", saying
            )
            targets.note_health(
                contact=number, health=ContactHealth.UNVERIFIED, reason=reason % {"count": saying}, actor=SYSTEM, at=at
            )


def _says_dead(act: UUID) -> bool:
    try:
        told = open_act(act, by=SYSTEM, purpose="whether the number works", at=now())
    except (Erased, CannotOpen):
        return False
    return told.more.get("went") == DEAD_NUMBER
