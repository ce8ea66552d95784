"""Work that follows a fact: written in the fact's own transaction, handled afterwards, at least once.

A handler is a function of the payload that may run twice; it finds by itself what is left to do. Handlers of one fact
fail and are retried apart: a mail server that is down does not hold up anything else.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from openletter.kernel.models import OutboxEntry, OutboxReceipt

log = logging.getLogger("openletter.outbox")

Payload = dict[str, Any]
Handler = Callable[[Payload], None]
_handlers: dict[str, list[tuple[str, Handler]]] = defaultdict(list)

GIVE_UP_AFTER = 12  # tries; with the waits below, about three days
KEEP_DONE = timedelta(days=7)


def on(fact: str) -> Callable[[Handler], Handler]:
    """Register a handler for a fact; used in a slice's tasks.py, which its AppConfig imports."""

    def register(handler: Handler) -> Handler:
        _handlers[fact].append((f"{handler.__module__}.{handler.__name__}", handler))
        return handler

    return register


def write(fact: str, payload: Payload, *, at: datetime, due_at: datetime | None = None) -> OutboxEntry:
    """Note that something happened. Only inside a transaction: the fact and its note stand or fall together."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"outbox.write({fact!r}) outside a transaction")
    return OutboxEntry.objects.create(fact=fact, payload=payload, happened_at=at, due_at=due_at or at)


def dispatch(*, at: datetime, most: int = 200) -> int:
    """Handle what is due, oldest first; returns how many entries were finished."""
    due = OutboxEntry.objects.filter(done_at__isnull=True, due_at__lte=at).order_by("due_at", "id")[:most]
    return sum(_handle(entry, at) for entry in due)


def _handle(entry: OutboxEntry, at: datetime) -> bool:
    received = set(entry.receipts.values_list("handler", flat=True))
    errors = [
        error
        for name, handler in _handlers[entry.fact]
        if name not in received and (error := _run(entry, name, handler)) is not None
    ]
    if not errors:
        OutboxEntry.objects.filter(pk=entry.pk).update(done_at=at, last_error="")
        return True
    _postpone(entry, errors[0], at)
    return False


def _run(entry: OutboxEntry, name: str, handler: Handler) -> str | None:
    try:
        with transaction.atomic():
            # The receipt first: of two workers at one entry the second waits here, and then has nothing to do.
            _receipt, first = OutboxReceipt.objects.get_or_create(entry=entry, handler=name)
            if first:
                handler(entry.payload)
    except Exception as error:  # noqa: BLE001 - one broken handler must not stop the others
        # The class only: a message could quote an address or a name.
        log.warning("%s failed for outbox entry %s: %s", name, entry.pk, type(error).__name__)
        return f"{name}: {type(error).__name__}"
    return None


def _postpone(entry: OutboxEntry, error: str, at: datetime) -> None:
    attempts = entry.attempts + 1
    wait = timedelta(seconds=min(10 * 4**attempts, 12 * 3600))
    if attempts >= GIVE_UP_AFTER:
        log.error("outbox entry %s given up after %s tries (%s)", entry.pk, attempts, error)
        wait = timedelta(days=3650)
    OutboxEntry.objects.filter(pk=entry.pk).update(attempts=attempts, last_error=error[:300], due_at=at + wait)


def prune(*, at: datetime) -> int:
    """Forget entries finished more than a week ago; returns how many."""
    return OutboxEntry.objects.filter(done_at__lt=at - KEEP_DONE).delete()[0]
