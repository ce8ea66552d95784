"""What the public site has to look after every so often."""

from __future__ import annotations

from datetime import datetime

from openletter.kernel import ticks
from openletter.web.operations import open_due


@ticks.every(seconds=20)
def open_scheduled_actions(at: datetime) -> None:
    """Scheduled actions open when their moment has come."""
    open_due(at=at)
