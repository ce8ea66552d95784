"""What the recorder's tests hand in: acts as the reception makes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from tests.world.acts import AT

from openletter.actions.intake.batch import NewAct, NewDataKey, Store
from openletter.actions.models import Action
from openletter.kernel.ids import uuid7
from openletter.kernel.models import OutboxEntry
from openletter.supporters.queries import sealing_key_of
from openletter.web.front.duties import open_store


def new_key(action: Action) -> NewDataKey:
    """A data key that no row names yet."""
    sealing_key = sealing_key_of(action.section)
    assert sealing_key is not None
    return NewDataKey(id=uuid7(), sealing_key=sealing_key.pk, wrapped=b"\x00wrapped", made_at=AT)


def new_act(action: Action, person: int, key: NewDataKey, **different: Any) -> NewAct:
    """An act of the person with this number."""
    fields: dict[str, Any] = {
        "id": uuid7(),
        "action": action.pk,
        "section": action.section_id,
        "person": person.to_bytes(16),
        "state": "pending",
        "source": "unconfirmed",
        "channel": "web_form",
        "evidence": "clicked",
        "language": "fr",
        "country": "CA",
        "taken_at": AT,
        "to_target": True,
        "public": False,
        "news": True,
        "notice": None,
        "data_key": key,
        "sealed": b'"sealed" \x00\\{} bytes',
    }
    return NewAct(**(fields | different))


@contextmanager
def a_store() -> Iterator[Store]:
    """The store of the database under test."""
    store = open_store(connection.settings_dict)
    try:
        yield store
    finally:
        store.close()


def noted() -> list[dict[str, Any]]:
    """What the outbox was told of batches, in order."""
    return [entry.payload for entry in OutboxEntry.objects.filter(fact="acts_taken").order_by("pk")]
