"""Gathering what figures are read from."""

from __future__ import annotations

from datetime import datetime

from openletter.actions.counts import gather
from openletter.kernel.ticks import every


@every(minutes=10)
def gather_lately(at: datetime) -> int:
    """Acts of this month and the last three days, by country, language, state and delay."""
    return gather(at=at)


@every(hours=24)
def gather_all(at: datetime) -> int:
    """All of them: an act of last year may have been withdrawn yesterday."""
    return gather(at=at, everything=True)
