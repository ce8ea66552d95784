"""The only door to what a supporter typed with an act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from openletter.actions.models import ActionTaken
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.sealing import CannotOpen
from openletter.supporters.access import Contact, Erased, open_contact

__all__ = ["CannotOpen", "Contact", "Erased", "open_act"]


def open_act(act_id: UUID, *, by: Actor, purpose: str, at: datetime) -> Contact:
    """What was typed with an act. A member of staff who opens it leaves an audit entry naming the purpose.

    Raises Erased when it was withdrawn, disowned or its time is over, CannotOpen where the private key is missing.
    """
    act = ActionTaken.objects.select_related("section").only("sealed", "data_key", "section__key").get(pk=act_id)
    if act.sealed is None or act.data_key_id is None:
        raise Erased(str(act_id))
    contact = open_contact(data_key_id=act.data_key_id, sealed=act.sealed, bound_to=act.id)
    if by.id is not None:
        audit.record(actor=by, verb="opened", subject=act, at=at, section=act.section.key, reason=purpose)
    return contact
