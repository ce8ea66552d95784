"""The only door to a picture that came with an act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openletter.actions.enclosures.models import Enclosure
from openletter.kernel import audit, sealing
from openletter.kernel.audit import Actor
from openletter.supporters.access import Erased, data_key


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A picture: `kind` is `png` or `jpg`, sides in pixels."""

    kind: str
    width: int
    height: int
    body: bytes


def open_enclosure(act_id: UUID, *, by: Actor, purpose: str, at: datetime) -> Opened:
    """The picture that came with an act. A member of staff who opens it leaves an audit entry naming the purpose.

    Raises Erased when there is none, or its act was withdrawn or its time is over; CannotOpen without the private key.
    """
    rows = Enclosure.objects.select_related("section").filter(act_id=act_id, act__sealed__isnull=False)
    row = rows.first()
    if row is None:
        raise Erased(str(act_id))
    body = sealing.unseal(bytes(row.sealed), data_key(row.data_key_id), bound_to=row.id.bytes)
    if by.id is not None:
        audit.record(actor=by, verb="opened", subject=row, at=at, section=row.section.key, reason=purpose)
    return Opened(row.kind, row.width, row.height, body)
