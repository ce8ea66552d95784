"""What recurs for supporters: an end to keeping what they typed."""

from __future__ import annotations

from datetime import datetime

from openletter.kernel.ticks import every
from openletter.supporters import operations, sign_ups
from openletter.supporters.models import Supporter

AT_ONCE = 500  # rows a round, so that no other writer waits


@every(hours=1)
def erase_outdated(at: datetime) -> int:
    """Erase supporters whose last day of keeping is over; returns how many."""
    over = Supporter.objects.filter(retain_until__lt=at.date(), erased_at=None).order_by("retain_until")
    return operations.erase(over[:AT_ONCE], at=at)


@every(hours=1)
def forget_unconfirmed_sign_ups(at: datetime) -> int:
    """Delete sign-ups for news that nobody confirmed in seven days; returns how many."""
    return sign_ups.forget_unconfirmed(at=at)
