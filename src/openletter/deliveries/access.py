"""The only door to what offices answered: sealed to the section whose action it was, opened by who works on it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from openletter.deliveries.models import OfficialResponse
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import DataKey
from openletter.kernel.sealing import CannotOpen, seal, unseal
from openletter.sections.models import Section
from openletter.supporters.access import Erased, data_key
from openletter.supporters.operations import NoKey, fresh_data_key

__all__ = ["Answer", "CannotOpen", "Erased", "NoKey", "open_response", "sealed_for"]


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """The words of an answer. It never shows itself in a log or an error report."""

    subject: str = ""
    sender: str = ""
    text: str = ""
    attachments: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Answer(…)"


def sealed_for(section: Section, answer: Answer, *, bound_to: UUID, at: datetime) -> tuple[DataKey, bytes]:
    """A data key of its own, kept, and the answer sealed under it. Raises NoKey."""
    key, plain = fresh_data_key(section, at=at)
    key.save(force_insert=True)
    return key, seal(json.dumps(asdict(answer)).encode(), plain, bound_to=bound_to.bytes)


def open_response(response_id: UUID, *, by: Actor, purpose: str, at: datetime) -> Answer:
    """What an office answered; opening it leaves an audit entry naming the purpose. Raises Erased, CannotOpen."""
    row = OfficialResponse.objects.select_related("action__section").get(pk=response_id)
    if row.sealed is None or row.data_key_id is None:
        raise Erased(str(response_id))
    plain = unseal(bytes(row.sealed), data_key(row.data_key_id), bound_to=row.pk.bytes)
    if by.id is not None:
        audit.record(
            actor=by, verb="opened", subject=row, at=at, section=row.action.section.key, reason=purpose
        )  # fmt: skip
    said = json.loads(plain)
    return Answer(said["subject"], said["sender"], said["text"], tuple(said["attachments"]))
