"""The only door to what a supporter typed with an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from typing import Final
from uuid import UUID

from openletter.actions.models import ActionTaken
from openletter.actions.rules import ActState
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.sealing import CannotOpen
from openletter.supporters.access import Contact, Erased, open_contact

__all__ = ["CannotOpen", "Contact", "Erased", "open_act", "open_named"]

AT_ONCE: Final = 500


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


def open_named(act_ids: Iterable[UUID]) -> Iterator[tuple[ActionTaken, Contact]]:
    """Of these acts, those that count now and whose people agreed that officials learn their name, in the same order.

    Five hundred are in memory at a time, each looked at anew as its turn comes: who takes an act back while a list is
    drawn is left out of it. The caller has written the audit entry that says who gets the names, and why. Raises
    CannotOpen.
    """
    for ids in batched(act_ids, AT_ONCE, strict=False):
        agreed = ActionTaken.objects.filter(
            pk__in=ids, state=ActState.COUNTED, to_target=True, sealed__isnull=False, data_key__isnull=False
        )
        for act in agreed.only("country", "sealed", "data_key_id").order_by("pk"):
            assert act.data_key_id is not None and act.sealed is not None  # noqa: S101, PT018 - the filter says so
            yield act, open_contact(data_key_id=act.data_key_id, sealed=act.sealed, bound_to=act.id)
