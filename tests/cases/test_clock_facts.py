"""Terms of a sentence on the calendar."""

from datetime import date

import pytest

from openletter.cases.clock.facts import after


@pytest.mark.parametrize(
    ("day", "length", "out"),
    [
        (date(2014, 1, 5), "P2Y", date(2016, 1, 5)),
        (date(2014, 1, 5), "P18M", date(2015, 7, 5)),
        (date(2014, 1, 5), "P1Y6M", date(2015, 7, 5)),
        (date(2014, 1, 31), "P1M", date(2014, 2, 28)),
        (date(2016, 2, 29), "P1Y", date(2017, 2, 28)),
        (date(2014, 1, 5), "P90D", date(2014, 4, 5)),
        (date(2014, 1, 5), "P2W", date(2014, 1, 19)),
        (date(2014, 12, 5), "P1M", date(2015, 1, 5)),
        (date(2014, 1, 5), "P9000Y", date.max),
        (date(9999, 12, 30), "P5D", date.max),
    ],
)
def test_the_day_a_term_has_run_out(day: date, length: str, out: date) -> None:
    assert after(day, length) == out
