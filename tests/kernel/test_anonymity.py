"""No published table lets anybody work out a number below ten."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import pytest

from openletter.kernel.anonymity import LEAST, Protected, protect


def _tables(seed: int) -> Iterator[tuple[dict[str, int], int]]:
    chance = random.Random(seed)
    for _ in range(400):
        sizes = chance.choices([0, 1, 3, 9, 10, 11, 14, 25, 120, 3000], k=chance.randint(0, 7))
        yield {f"c{n}": size for n, size in enumerate(sizes)}, chance.choice([0, 0, 0, 1, 8, 30])


@pytest.mark.parametrize("seed", range(5))
def test_no_number_below_ten_is_shown_and_none_is_what_remains(seed: int) -> None:
    for cells, unsaid in _tables(seed):
        told = protect(cells, unsaid=unsaid)
        shown = dict(told.shown)
        assert all(number >= LEAST and number % 10 == 0 for number in shown.values())
        assert all(number >= LEAST for number in (told.rest, told.total) if number)
        assert all(shown[key] <= cells[key] < shown[key] + 10 for key in shown)
        left = [number for key, number in cells.items() if key not in shown and number] + [unsaid] * (unsaid > 0)
        assert told.hidden == bool(left)
        if left and shown:
            assert len(left) >= 2
            assert sum(left) >= LEAST


def _same(one: Protected, other: Protected) -> bool:
    """Whether who knows every number but the hidden ones, and the exact total, sees the same."""
    return {key for key, _n in one.shown} == {key for key, _n in other.shown} and one.rest == other.rest


@pytest.mark.parametrize("hidden", [(1, 12), (9, 10), (3, 9), (4, 25), (9, 9)])
def test_with_all_other_numbers_and_the_exact_total_a_hidden_one_has_several_values(hidden: tuple[int, int]) -> None:
    cells = {"a": 130, "b": 57, "x": hidden[0], "y": hidden[1]}
    told, total = protect(cells), sum(cells.values())
    fit = [
        (x, y)
        for x, y in product(range(LEAST * 4), repeat=2)
        if 187 + x + y == total and _same(protect({"a": 130, "b": 57, "x": x, "y": y}), told)
    ]
    assert len({x for x, _y in fit}) > 1
    assert len({y for _x, y in fit}) > 1


def test_a_part_cannot_be_taken_from_the_whole() -> None:
    """What a section's table says less what one action's says leaves the other action's number open."""
    for known, unknown in product(range(10, 60), range(1, LEAST)):
        whole = dict(protect({"a": known + unknown, "b": 500, "c": 500}).shown)
        part = dict(protect({"a": known, "b": 300, "c": 300}).shown)
        fit = [
            x
            for x in range(LEAST)
            if any((one + x) // 10 * 10 == whole["a"] for one in range(part["a"], part["a"] + 10))
        ]
        assert unknown in fit
        assert len(fit) > 1 or (known % 10, unknown) == (9, 9) or (known % 10, unknown) == (0, 0)


def test_countries_that_are_never_told_apart_do_not_stand_alone() -> None:
    told = protect({"FR": 40, "CA": 200}, unsaid=90)
    assert told.shown == (("CA", 200),)
    assert told.rest == 130


def test_the_order_is_by_number_then_name_and_nothing_is_made_of_nothing() -> None:
    assert protect({"b": 20, "a": 20, "c": 99}).shown == (("c", 90), ("a", 20), ("b", 20))
    assert protect({}) == Protected((), 0, 0, hidden=False)
    assert protect({"a": 4}) == Protected((), 0, 0, hidden=True)
    assert protect({"a": -4, "b": 12}).shown == (("b", 10),)
