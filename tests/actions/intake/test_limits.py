"""Limits count per network and forget by themselves."""

from __future__ import annotations

from datetime import date

import pytest

from openletter.actions.intake.known import Limit
from openletter.actions.intake.limits import Networks, Windows

DAY = date(2026, 11, 21)
HOUR = Limit(most=3, seconds=3600)


def test_so_many_in_a_while_and_then_room_again_bit_by_bit() -> None:
    windows = Windows()
    assert [windows.allows(b"n", HOUR, at=0.0) for _ in range(5)] == [True, True, True, False, False]
    assert windows.allows(b"other", HOUR, at=0.0)
    assert not windows.allows(b"n", HOUR, at=3600.0)
    assert [windows.allows(b"n", HOUR, at=3600.0 + 1900) for _ in range(3)] == [True, True, False]
    assert windows.allows(b"n", HOUR, at=3600.0 * 9)


def test_refused_tries_do_not_keep_the_door_shut() -> None:
    windows = Windows()
    for second in range(3600):
        windows.allows(b"n", HOUR, at=float(second))
    assert [windows.allows(b"n", HOUR, at=7199.0) for _ in range(4)] == [True, True, True, False]


def test_memory_is_bounded() -> None:
    windows = Windows(most_keys=100)
    for number in range(1_000):
        windows.allows(number.to_bytes(4), HOUR, at=0.0)
    assert len(windows._counts) <= 100


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.9", "203.0.113.200", True),
        ("203.0.113.9", "203.0.114.9", False),
        ("2001:db8:1::1", "2001:db8:1:ffff::2", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("::ffff:203.0.113.9", "203.0.113.1", True),
        ("fe80::1%eth0", "fe80::2", True),
        ("nonsense", "", True),
    ],
)
def test_a_network_is_a_24_or_a_48(one: str, other: str, same: bool) -> None:
    networks = Networks()
    assert (networks.key(one, on=DAY) == networks.key(other, on=DAY)) is same


def test_tomorrow_the_key_of_a_network_is_another() -> None:
    networks = Networks()
    today = networks.key("203.0.113.9", on=DAY)
    assert networks.key("203.0.113.9", on=date(2026, 11, 22)) != today
    assert networks.key("203.0.113.9", on=DAY) != today
    assert b"203" not in today
