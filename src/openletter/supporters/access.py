"""The only door to sealed content: everything that opens a record comes through here or through actions.access."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from openletter.config.env import env
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import DataKey
from openletter.kernel.sealing import CannotOpen, KeyFolder, unseal, unwrap
from openletter.supporters.models import Supporter


class Erased(Exception):
    """There is nothing to open any more: the person withdrew, or the time to keep their data is over."""


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """What a person typed. It never shows itself in a log or an error report."""

    email: str = ""
    name: str = ""
    town: str = ""
    comment: str = ""
    phone: str = ""
    postcode: str = ""
    # What the kind of action asked beyond these, by question.
    more: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Contact(…)"


_FIELDS = frozenset(each.name for each in fields(Contact)) - {"more"}


def private_keys() -> KeyFolder:
    """The private keys of this machine. Raises CannotOpen on a public node, which has no business with them."""
    if not env().may_open:
        raise CannotOpen("A public node takes acts in and does not open them.")
    return KeyFolder(env().key_dir)


def open_contact(*, data_key_id: UUID, sealed: bytes | memoryview, bound_to: UUID) -> Contact:
    """What was sealed to the row `bound_to`. Raises CannotOpen. For access.py modules only."""
    folder = private_keys().folder
    plain = unseal(bytes(sealed), _data_key(data_key_id, folder), bound_to=bound_to.bytes)
    said = {name: str(value) for name, value in json.loads(plain).items()}
    more = {name: said.pop(name) for name in list(said) if name not in _FIELDS}
    return Contact(**said, more=more)


def open_supporter(supporter_id: UUID, *, by: Actor, purpose: str, at: datetime) -> Contact:
    """A supporter's contact data. A member of staff who opens it leaves an audit entry. Raises Erased, CannotOpen."""
    supporter = Supporter.objects.select_related("section").get(pk=supporter_id)
    if supporter.sealed is None or supporter.data_key_id is None:
        raise Erased(str(supporter_id))
    contact = open_contact(data_key_id=supporter.data_key_id, sealed=supporter.sealed, bound_to=supporter.id)
    if by.id is not None:
        audit.record(actor=by, verb="opened", subject=supporter, at=at, section=supporter.section.key, reason=purpose)
    return contact


def data_key(data_key_id: UUID) -> bytes:
    """An unwrapped data key, to seal one more record of the same person with. Raises CannotOpen."""
    return _data_key(data_key_id, private_keys().folder)


# A worker opens a hundred thousand records under a few data keys; unwrapping each time would cost more than the mail.
# The keys stay in the memory of a process that can read the private key's file anyway.
@lru_cache(maxsize=256)
def _data_key(data_key_id: UUID, folder: Path) -> bytes:
    try:
        row = DataKey.objects.select_related("sealing_key").get(pk=data_key_id)
    except DataKey.DoesNotExist as error:
        raise CannotOpen(f"There is no data key {data_key_id}.") from error
    private = KeyFolder(folder).read(str(row.sealing_key_id))
    return unwrap(bytes(row.wrapped), private, label=row.sealing_key.holder)
