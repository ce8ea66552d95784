"""What recurs in cases."""

from __future__ import annotations

from datetime import datetime

from openletter.cases.models import Case
from openletter.cases.operations.finding import keep_all_findable
from openletter.kernel import ticks

MOST_AT_ONCE = 2_000


@ticks.every(minutes=10)
def find_the_unfindable(at: datetime) -> int:
    """Cases that came by another way than our forms (an import, an older version) can be found too."""
    missing = Case.objects.filter(finding=None).values_list("pk", flat=True)
    return keep_all_findable(missing[:MOST_AT_ONCE])
