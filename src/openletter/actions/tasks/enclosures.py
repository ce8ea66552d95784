"""Pictures follow their acts: bound when the act is taken, gone when it ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from openletter.actions.access import Erased, open_act
from openletter.actions.enclosures import operations
from openletter.actions.kinds import all_kinds
from openletter.actions.models import ActionTaken
from openletter.actions.rules import ActState
from openletter.kernel.audit import SYSTEM
from openletter.kernel.clock import now
from openletter.kernel.outbox import Payload, on
from openletter.kernel.ticks import every

_STANDING = (ActState.PENDING, ActState.COUNTED, ActState.SHADOWED)
CARRIED = "enclosure"  # the form's hidden field, sealed with what was typed


@on("acts_taken")
def bind_pictures(payload: Payload) -> None:
    """A picture is bound to the act whose form carried its name."""
    kinds = [kind.key for kind in all_kinds() if kind.encloses]
    acts = ActionTaken.objects.filter(
        pk__in=[UUID(act) for act in payload["taken"]], action__kind__in=kinds, state__in=_STANDING
    )
    for act in acts.select_related("action").defer("sealed"):
        try:
            contact = open_act(act.pk, by=SYSTEM, purpose="bind the picture", at=now())
        except Erased:
            continue
        if token := contact.more.get(CARRIED, ""):
            operations.bind(token=token, act=act)


@on("act_withdrawn")
@on("act_disowned")
def erase_the_picture(payload: Payload) -> None:
    """Who takes an act back takes its picture back."""
    operations.erase_of([UUID(payload["act"])])


@every(hours=1)
def erase_pictures_nobody_claimed(at: datetime) -> int:
    """A form that was never sent leaves nothing behind for longer than a day."""
    return operations.erase_unclaimed(at=at)
