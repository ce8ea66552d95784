"""What stands where on a home."""

from datetime import date

from openletter.web.rules import Standing, is_urgent, order_of

TODAY = date(2026, 11, 21)


def case(number, priority="normal", opened="2020-01-01", *deadlines):
    return Standing(number, priority, date.fromisoformat(opened), tuple(date.fromisoformat(day) for day in deadlines))


def test_urgent_is_the_highest_priority_or_a_deadline_within_fourteen_days():
    assert is_urgent(case(1, "urgent"), today=TODAY)
    assert is_urgent(case(1, "low", "2020-01-01", "2026-12-05"), today=TODAY)
    assert is_urgent(case(1, "low", "2020-01-01", "2026-11-21"), today=TODAY)
    assert not is_urgent(case(1, "high", "2020-01-01", "2026-12-06"), today=TODAY)
    assert not is_urgent(case(1, "high", "2020-01-01", "2026-11-20"), today=TODAY)
    assert not is_urgent(case(1, "high"), today=TODAY)


def test_the_nearest_deadline_comes_first_among_the_urgent():
    rows = [
        case(1, "urgent"),
        case(2, "normal", "2020-01-01", "2026-11-30"),
        case(3, "low", "2020-01-01", "2026-11-23"),
    ]
    assert order_of(rows, today=TODAY).urgent == (3, 2, 1)


def test_featured_is_the_newest_of_the_highest_priority_that_is_not_urgent():
    rows = [
        case(1, "normal", "2026-01-01"),
        case(2, "high", "2019-01-01"),
        case(3, "high", "2021-01-01"),
        case(4, "low"),
    ]
    order = order_of([*rows, case(5, "urgent")], today=TODAY)
    assert (order.urgent, order.featured, order.others) == ((5,), 3, (2, 1, 4))


def test_without_cases_nobody_is_featured():
    assert order_of([], today=TODAY).featured is None
    assert order_of([case(1, "urgent")], today=TODAY).featured is None
