"""What a crowd of watchers says of its answers."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from bench.crowd import Seen, loaded, percentile, rest_of
from bench.watching import SPARE, crowds

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nserver: x\r\n\r\nhello"


def test_figures_survive_the_way_between_processes_and_add_up() -> None:
    one = Seen(Counter({10: 2, 2_000: 1}), Counter({"closed": 1}))
    both = loaded(one.dumped()) + loaded(Seen(Counter({10: 3})).dumped())
    assert both == Seen(Counter({10: 5, 2_000: 1}), Counter({"closed": 1}))


def test_a_percentile_is_the_time_within_which_so_many_answers_came() -> None:
    times = Counter({10: 98, 20: 1, 3_000: 1})
    assert percentile(times, 50) == 1.0
    assert percentile(times, 99) == 2.0
    assert percentile(times, 100) == 300.0
    assert math.isnan(percentile(Counter(), 99))


@pytest.mark.parametrize(
    ("data", "rest"),
    [(ANSWER, 0), (ANSWER[:-2], 2), (ANSWER[:20], 1), (b"HTTP/1.1 200 OK\r\n\r\nno length", 1)],
)
def test_an_answer_is_complete_when_its_length_has_arrived(data: bytes, rest: int) -> None:
    assert rest_of(data) == rest


@pytest.mark.parametrize(("people", "files"), [(20_000, 20_000), (20_000, 1_024), (3, 65_536), (7, 201)])
def test_no_process_of_a_crowd_opens_more_than_it_may(people: int, files: int) -> None:
    shares = crowds(people, files)
    assert sum(shares) == people
    assert len(shares) >= 2
    assert max(shares) <= files - SPARE
