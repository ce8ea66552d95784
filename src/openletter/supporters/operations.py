"""What is written about supporters and their keys."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from openletter.kernel import audit, marks
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey, SealingKey
from openletter.kernel.sealing import new_data_key, new_key_pair, seal, unwrap, wrap
from openletter.sections.models import Section
from openletter.supporters.access import Contact, data_key, private_keys
from openletter.supporters.models import Supporter, SupporterConsent
from openletter.supporters.queries import holder_of, sealing_key_of
from openletter.supporters.rules import Purpose


class NoKey(LookupError):
    """The section has no key to seal to."""


def fresh_data_key(section: Section, *, at: datetime) -> tuple[DataKey, bytes]:
    """A data key for one record, wrapped to the section and not yet stored: a public node can do this. Raises NoKey."""
    sealing_key = sealing_key_of(section)
    if sealing_key is None:
        raise NoKey(section.key)
    plain = new_data_key()
    wrapped = wrap(plain, bytes(sealing_key.public), label=sealing_key.holder)
    return DataKey(id=uuid7(), sealing_key=sealing_key, wrapped=wrapped, made_at=at), plain


def new_section_key(section: Section, at: datetime, *, actor: Actor = SYSTEM) -> SealingKey:
    """Give a section a fresh key pair; from now on its acts are sealed to it, and older keys are retired.

    The private half goes to this machine's key folder before the public half is announced: were it the other way
    round, a full disk would leave acts sealed to a key that nobody has. Refused (CannotOpen) on a public node.
    """
    key_id, pair, folder = uuid7(), new_key_pair(), private_keys()
    folder.write(str(key_id), pair.private)
    with transaction.atomic():
        SealingKey.objects.filter(holder=holder_of(section), retired_at=None).update(retired_at=at)
        key = SealingKey.objects.create(id=key_id, holder=holder_of(section), public=pair.public, made_at=at)
        audit.record(
            actor=actor, verb="made a key", subject=section, at=at, section=section.key, after={"key": str(key_id)}
        )
        marks.bump(marks.RULES)
    return key


def rewrap_data_keys(section: Section) -> int:
    """Wrap the section's data keys to its newest key; returns how many were moved.

    Records stay as they are. Afterwards the private halves of retired keys can be removed, unless `keys list` still
    counts data keys under them: a process may have wrapped one in the seconds around the rotation; run it again.
    Raises CannotOpen when a retired private key is not on this machine; what was moved until then stays moved.
    """
    newest = sealing_key_of(section)
    if newest is None:
        return 0
    folder, moved = private_keys(), 0
    rows = DataKey.objects.filter(sealing_key__holder=newest.holder).exclude(sealing_key=newest)
    for row in rows.select_related("sealing_key").iterator():
        plain = unwrap(bytes(row.wrapped), folder.read(str(row.sealing_key_id)), label=newest.holder)
        wrapped = wrap(plain, bytes(newest.public), label=newest.holder)
        # One statement a key, and only from where it was read: two rotations at once do no harm.
        moved += DataKey.objects.filter(pk=row.pk, sealing_key_id=row.sealing_key_id).update(
            sealing_key=newest, wrapped=wrapped
        )
    return moved


@dataclass(frozen=True, slots=True)
class Joining:
    """One confirmed act, as the supporters slice needs to know it."""

    act_id: UUID
    section: Section
    person: bytes
    contact: Contact
    data_key_id: UUID
    language: str
    notice_id: int | None
    agreed: tuple[Purpose, ...]
    taken_at: datetime
    retain_until: date


def remember(joining: Joining) -> Supporter:
    """Know the person behind a confirmed act, and what they agreed to with it. Doing it twice changes nothing.

    An unticked box is no answer: it writes nothing, so it cannot take back what was agreed to on an earlier form.
    """
    with transaction.atomic():
        supporter, _new = Supporter.objects.get_or_create(
            section=joining.section,
            person=joining.person,
            defaults={
                "language": joining.language,
                "first_seen_at": joining.taken_at,
                "retain_until": joining.retain_until,
            },
        )
        _seal_contact(supporter, joining)
        for purpose in joining.agreed:
            SupporterConsent.objects.get_or_create(
                supporter=supporter,
                purpose=purpose,
                source=source_of(joining.act_id),
                defaults={
                    "given": True,
                    "notice_id": joining.notice_id,
                    "language": joining.language,
                    "at": joining.taken_at,
                },
            )
    return supporter


def source_of(act_id: UUID) -> str:
    """How a consent names the act it was given with."""
    return f"act:{act_id.hex}"


def _seal_contact(supporter: Supporter, joining: Joining) -> None:
    """Keep the address and name of the latest act, bound to the supporter's own row."""
    words = json.dumps({"email": joining.contact.email, "name": joining.contact.name}, ensure_ascii=False)
    key = data_key(joining.data_key_id)
    supporter.sealed = seal(words.encode(), key, bound_to=supporter.id.bytes)
    supporter.data_key_id = joining.data_key_id
    supporter.language = joining.language
    supporter.retain_until = max(supporter.retain_until, joining.retain_until)
    supporter.save(update_fields=["sealed", "data_key", "language", "retain_until"])


def forget_act(*, section: Section, person: bytes, act_id: UUID, acts_left: bool, at: datetime) -> None:
    """Take back what was agreed to with one act; when no other act is left, the person is forgotten."""
    with transaction.atomic():
        supporter = Supporter.objects.filter(section=section, person=person).first()
        if supporter is None:
            return
        supporter.consents.filter(source=source_of(act_id)).delete()
        if not acts_left:
            erase([supporter], at=at)


def erase(supporters: Iterable[Supporter], *, at: datetime) -> int:
    """Erase who the supporters are, for good; returns how many. Their rows and the dates of choices remain."""
    ids = [supporter.pk for supporter in supporters]
    return Supporter.objects.filter(pk__in=ids, erased_at=None).update(
        person=None, data_key=None, sealed=None, language="", erased_at=at
    )
