"""What recurs for acts reaches all of them, however many a campaign left behind."""

from __future__ import annotations

from datetime import timedelta

from openletter.actions.tasks import acts
from openletter.kernel import ticks


def test_unconfirmed_acts_end_as_fast_as_a_great_campaign_leaves_them_behind() -> None:
    (tick,) = (tick for tick in ticks._ticks if tick.run is acts.lapse_unconfirmed)
    a_day = timedelta(days=1) / tick.every * acts.AT_ONCE
    assert a_day >= 100_000
