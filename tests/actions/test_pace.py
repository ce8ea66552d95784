"""Whether a number stands still or leaps is judged by its own last weeks."""

from __future__ import annotations

import pytest

from openletter.actions.pace import Gait, stride

USUAL = [38, 41, 44, 39, 40, 61, 12, 40, 43, 37, 45, 40, 39, 42, 40, 41, 38, 44, 40, 36, 41]


@pytest.mark.parametrize(
    ("latest", "gait"),
    [
        ([40, 39], Gait.EVEN),
        ([70, 90], Gait.EVEN),
        ([5, 6], Gait.EVEN),
        ([0, 0], Gait.STALLED),
        ([2, 1], Gait.STALLED),
        ([0, -3], Gait.STALLED),
        ([40, 310], Gait.LEAPT),
        ([310, 40], Gait.EVEN),
    ],
)
def test_two_days_are_measured_by_the_weeks_before(latest: list[int], gait: Gait) -> None:
    assert stride([*USUAL, *latest]).gait == gait


def test_one_loud_day_does_not_move_what_is_usual() -> None:
    assert stride([*USUAL[:-1], 9_000, 0, 0]).usual == 40


def test_a_small_number_may_rest_and_a_new_one_is_not_judged() -> None:
    assert stride([2] * 21 + [0, 0]).gait == Gait.EVEN
    assert stride([0] * 21 + [0, 49]).gait == Gait.EVEN
    assert stride([0] * 21 + [0, 50]).gait == Gait.LEAPT
    assert stride([40, 0, 0]).gait == Gait.EVEN
