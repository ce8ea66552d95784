"""The only door to what people wrote to somebody at risk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openletter.actions.access import Contact, Erased, open_act
from openletter.actions.enclosures.access import Opened as Picture
from openletter.actions.enclosures.access import open_enclosure
from openletter.kernel import audit, sealing
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.models import DataKey
from openletter.sections.models import Section
from openletter.solidarity.models import Objection, SolidarityMessage
from openletter.supporters.access import data_key
from openletter.supporters.operations import fresh_data_key

TEXT, SIGNED, ADDRESS = "message", "signed", "sender_address"


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A message as it was written, and its translation if there is one. It never shows itself in a log."""

    text: str
    signed: str
    address: str
    country: str
    language: str
    translation: str = ""
    translation_language: str = ""


def open_message(message: SolidarityMessage, *, by: Actor, purpose: str, at: datetime) -> Opened:
    """What was written. A member of staff who opens it leaves an audit entry. Raises Erased, CannotOpen."""
    contact = open_act(message.act_id, by=by, purpose=purpose, at=at)
    return _opened(message, contact)


def open_picture(message: SolidarityMessage, *, by: Actor, purpose: str, at: datetime) -> Picture:
    """The picture that came with it. Raises Erased where there is none any longer, CannotOpen."""
    return open_enclosure(message.act_id, by=by, purpose=purpose, at=at)


def open_for_print(
    messages: Iterable[SolidarityMessage], *, at: datetime
) -> Iterator[tuple[SolidarityMessage, Opened, Picture | None]]:
    """The messages of a bundle one by one, without those taken back meanwhile.

    Ten thousand entries would say no more than one: the verb that prints writes one audit entry for the whole bundle.
    """
    for message in messages:
        try:
            opened = open_message(message, by=SYSTEM, purpose="print a bundle", at=at)
            picture = open_picture(message, by=SYSTEM, purpose="print a bundle", at=at) if message.has_picture else None
        except Erased:
            continue
        yield message, opened, picture


def seal_translation(message: SolidarityMessage, text: str) -> None:
    """Put a translation on the row, sealed under the key of the act it translates; saves nothing. Raises Erased."""
    key_id = message.act.data_key_id
    if key_id is None:
        raise Erased(str(message.act_id))
    message.data_key_id = key_id
    message.sealed = sealing.seal(text.encode(), data_key(key_id), bound_to=message.id.bytes)


def sealed_objection(section: Section, text: str, *, bound_to: UUID, at: datetime) -> tuple[DataKey, bytes]:
    """A data key of its own, kept, and the words sealed under it: a public node can do this. Raises NoKey."""
    key, plain = fresh_data_key(section, at=at)
    key.save(force_insert=True)
    return key, sealing.seal(text.encode(), plain, bound_to=bound_to.bytes)


def open_objection(objection: Objection, *, by: Actor, purpose: str, at: datetime) -> str:
    """What the sender says against a decision. Who opens it leaves an audit entry. Raises Erased, CannotOpen."""
    if objection.sealed is None or objection.data_key_id is None:
        raise Erased(str(objection.pk))
    plain = sealing.unseal(bytes(objection.sealed), data_key(objection.data_key_id), bound_to=objection.id.bytes)
    if by.id is not None:
        audit.record(actor=by, verb="opened", subject=objection, at=at, section=objection.section.key, reason=purpose)
    return plain.decode()


def _opened(message: SolidarityMessage, contact: Contact) -> Opened:
    translation = ""
    if message.sealed is not None and message.data_key_id is not None:
        plain = sealing.unseal(bytes(message.sealed), data_key(message.data_key_id), bound_to=message.id.bytes)
        translation = plain.decode()
    return Opened(
        text=contact.more.get(TEXT, ""), signed=contact.more.get(SIGNED, ""), address=contact.more.get(ADDRESS, ""),
        country=message.act.country, language=message.act.language, translation=translation,
        translation_language=message.translation_language if translation else "",
    )  # fmt: skip
