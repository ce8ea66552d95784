"""What recurs in the kernel."""

from __future__ import annotations

from datetime import datetime

from openletter.kernel import outbox, proposals, work
from openletter.kernel.ticks import every


@every(hours=1)
def forget_finished_facts(at: datetime) -> int:
    """Forget facts handled more than a week ago, and the hashes they may name; returns how many rows went."""
    return outbox.prune(at=at)


@every(hours=1)
def forget_ended_work(at: datetime) -> int:
    """Forget long work that ended more than a week ago, with the files it made."""
    return work.forget(at=at)


@every(hours=1)
def forget_what_nobody_decided_on(at: datetime) -> int:
    """End changes that waited for a second person too long, with their words and pictures."""
    return proposals.forget(at=at)
