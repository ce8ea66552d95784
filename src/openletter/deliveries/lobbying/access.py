"""The only door to what supporters told of a representative's answer: sealed to their section, opened with a reason."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from openletter.deliveries.lobbying.models import LobbyContact
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import DataKey
from openletter.kernel.sealing import CannotOpen, seal, unseal
from openletter.sections.models import Section
from openletter.supporters.access import Erased, data_key
from openletter.supporters.operations import NoKey, fresh_data_key

__all__ = ["CannotOpen", "Erased", "NoKey", "Told", "open_told", "sealed_for"]


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """What somebody told us. It never shows itself in a log or an error report."""

    text: str
    representative: str = ""
    contact: str = ""

    def __repr__(self) -> str:
        return "Told(…)"


def sealed_for(section: Section, told: Told, *, bound_to: UUID, at: datetime) -> tuple[DataKey, bytes]:
    """A data key of its own, kept, and the words sealed under it: a public node can do this. Raises NoKey."""
    key, plain = fresh_data_key(section, at=at)
    key.save(force_insert=True)
    return key, seal(json.dumps(asdict(told)).encode(), plain, bound_to=bound_to.bytes)


def open_told(contact: LobbyContact, *, by: Actor, purpose: str, at: datetime) -> Told:
    """What was told; opening it leaves an audit entry naming the purpose. Raises Erased, CannotOpen."""
    if contact.sealed is None or contact.data_key_id is None:
        raise Erased(str(contact.pk))
    plain = unseal(bytes(contact.sealed), data_key(contact.data_key_id), bound_to=contact.uid.bytes)
    audit.record(actor=by, verb="opened", subject=contact, at=at, section=contact.section.key, reason=purpose)
    return Told(**json.loads(plain))
