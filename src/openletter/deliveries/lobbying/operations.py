"""Taking in what representatives did, releasing it, taking it back, and forgetting who told it."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.models import Action
from openletter.deliveries.lobbying.access import Told, sealed_for
from openletter.deliveries.lobbying.models import LobbyContact
from openletter.deliveries.lobbying.rules import (
    LONGEST_ANSWER,
    LONGEST_CONTACT,
    LobbyBy,
    LobbyDid,
    LobbyState,
    LobbyWay,
    obstacles,
)
from openletter.kernel import audit, marks, second
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.kernel.text import clean_block, clean_line
from openletter.sections.models import Section
from openletter.targets.representatives.models import Representative

MONTH = timedelta(days=30)
HABIT = second.Habit(
    approvals=frozenset({f"lobby.{LobbyState.RELEASED}"}), not_writing=frozenset({f"lobby.{LobbyState.KEPT}", "opened"})
)


@transaction.atomic
def tell(
    *, action: Action, section: Section, representative: Representative | None, did: str, told: Told,
    language: str, at: datetime,
) -> uuid.UUID:  # fmt: skip
    """A supporter told what their representative answered: sealed to the section whose site it was, and not public.

    Returns the `uid` of the contact, which only staff can read from now on.
    Refuses an answer of nothing, of too much, or with signs that hide what is written. Raises NoKey.
    """
    text, contact, name = clean_block(told.text), clean_line(told.contact), clean_line(told.representative)
    if not text:
        raise Refused(_("Write what your representative answered, in a few words."))
    if len(text) > LONGEST_ANSWER:
        raise Refused(_("This is too long. A summary is enough."))
    if contact is None or len(contact) > LONGEST_CONTACT or name is None or len(name) > LONGEST_CONTACT:
        raise Refused(_("How to reach you, and whom you wrote to, each fit into one line."))
    row = LobbyContact(
        uid=uuid.uuid4(), section=section, case_id=action.case_id, action=action, representative=representative,
        by=LobbyBy.SUPPORTER, way=LobbyWay.LETTER, did=did if did in LobbyDid.values else LobbyDid.ANSWERED_POLITELY,
        state=LobbyState.RECEIVED, told_at=at, language=language,
    )  # fmt: skip
    row.data_key, row.sealed = sealed_for(section, Told(text, name, contact), bound_to=row.uid, at=at)
    # Without reading it back: a public node, which takes it in, sees only what was released.
    LobbyContact.objects.bulk_create([row], ignore_conflicts=True)
    return row.uid


@transaction.atomic
def release(*, contact: LobbyContact, reason: str, actor: Actor, at: datetime, seen: str | None = None) -> LobbyContact:
    """What the representative did is read on the case's pages. Raises Refused with what stands in the way.

    Refuses whoever wrote any of it since it was last released, and, where `seen` says what was looked at (`look_of`),
    everything that is not that any more.
    """
    row = _locked(contact)
    if not reason.strip():
        raise Refused(_("Say why; the audit keeps it."))
    second.require_another(actor, second.writers_of(row, HABIT))
    if seen is not None and seen != look_of(row):
        raise Refused(_("This has changed since you opened the page. Look at it once more."))
    if found := obstacles(did=row.did, has_words=bool(row.languages())):
        raise Refused(" ".join(found))
    return _move(row, LobbyState.RELEASED, reason, actor, at)


def look_of(contact: LobbyContact) -> str:
    """A digest of what releasing lets out."""
    own = (contact.case_id, contact.by, contact.by_name, contact.on, contact.did)
    said = sorted((row.language, row.text) for row in contact.words.all())
    return hashlib.sha256(repr((own, said)).encode()).hexdigest()


@transaction.atomic
def take_back(*, contact: LobbyContact, reason: str, actor: Actor, at: datetime) -> LobbyContact:
    """It is read nowhere any more, or stays unread. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Say why; the audit keeps it."))
    return _move(_locked(contact), LobbyState.KEPT, reason, actor, at)


def forget(*, at: datetime) -> int:
    """What supporters told is destroyed once the time their section keeps personal data is over; returns how many."""
    gone = 0
    for section in Section.objects.only("retention_months"):
        before = at - MONTH * section.retention_months
        rows = LobbyContact.objects.filter(section=section, told_at__lt=before, sealed__isnull=False)
        gone += rows.update(sealed=None, data_key=None)
    erased = LobbyContact.objects.filter(action__erased_on__isnull=False, sealed__isnull=False)
    return gone + erased.update(sealed=None, data_key=None)


def _locked(contact: LobbyContact) -> LobbyContact:
    rows = LobbyContact.objects.select_for_update(of=("self",)).select_related("section")
    return rows.get(pk=contact.pk)


def _move(row: LobbyContact, state: LobbyState, reason: str, actor: Actor, at: datetime) -> LobbyContact:
    before = row.state
    row.state = state
    row.released_at = at if state == LobbyState.RELEASED else None
    row.save(update_fields=["state", "released_at"])
    audit.record(
        actor=actor, verb=f"lobby.{state}", subject=row, at=at, section=row.section.key, reason=reason,
        before={"state": before}, after={"state": str(state)},
    )  # fmt: skip
    marks.bump(marks.PAGES)
    return row
