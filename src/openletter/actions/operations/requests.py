"""What staff do with acts because the person asked for it: take them back and erase what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.models import ActionTaken
from openletter.actions.operations import acts
from openletter.actions.rules import UNSEEN, ActState
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused

# Also what staff keep out of the number: it is the person's all the same.
STANDING = (ActState.PENDING, ActState.COUNTED, *UNSEEN)


@transaction.atomic
def withdraw_for(*, act_ids: Iterable[UUID], actor: Actor, at: datetime, reason: str) -> int:
    """Take acts back in the name of the person who asked; returns how many were taken back by this call.

    What was typed and the hash of the address are erased at once, the numbers go down, and what hangs on the acts
    follows: pictures, messages that have not left, consents, and the supporter when no act is left. Each act has its
    audit entry. Refuses without a reason.
    """
    if not reason.strip():
        raise Refused(_("Say why: it stands in the audit."))
    done = 0
    for act_id in act_ids:
        if acts.withdraw(act_id=act_id, at=at).changed:
            act = ActionTaken.objects.select_related("section").only("section__key").get(pk=act_id)
            audit.record(
                actor=actor, verb="act.withdraw", subject=act, at=at, section=act.section.key, reason=reason
            )  # fmt: skip
            done += 1
    return done
