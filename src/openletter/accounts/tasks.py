"""What recurs for accounts: sessions that have run out are forgotten."""

from __future__ import annotations

from datetime import datetime

from openletter.accounts import sessions
from openletter.kernel.ticks import every


@every(hours=6)
def forget_ended_sessions(at: datetime) -> int:
    """Returns how many were forgotten."""
    return sessions.forget_ended(at)
