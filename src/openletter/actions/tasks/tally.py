"""Folding what acts changed into the ledger, every few seconds."""

from __future__ import annotations

from datetime import datetime

from openletter.actions.tally import fold
from openletter.kernel.ticks import every


@every(seconds=5)
def fold_deltas(at: datetime) -> int:
    """Move deltas into the ledger's hourly lines; the number stays what it was."""
    return fold(at)
