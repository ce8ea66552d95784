"""What recurs for sections: on the first of a month, the report of who opened sealed data in the month before."""

from __future__ import annotations

from datetime import datetime

from openletter.kernel.ticks import every
from openletter.sections.oversight import operations


@every(hours=6)
def draw_access_reports(at: datetime) -> int:
    """Returns how many were drawn; a second round the same month draws none."""
    return operations.draw_missing(at)
