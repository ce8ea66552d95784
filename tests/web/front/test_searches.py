"""Searches before Django: one address for one search, kept apart, few at a time."""

from __future__ import annotations

import asyncio

import pytest
from tests.web.front.asking import Answer, Asked, until
from tests.web.front.test_pages import Django, run

from openletter.web.front.queries import query_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_spellings_of_one_search_are_one_page() -> None:
    django = Django()

    async def story(front: Asked) -> list[Answer]:
        paths = ("?q=nadir&country=MA", "?country=MA&q=+nadir&status=&utm_source=x", "?country=MA&q=nadir&page=1")
        return [await front.get(f"/xx/fr/cases/{query}") for query in paths]

    first, *rest = run(django, story)
    assert [answer.body for answer in rest] == [first.body] * 2
    assert [asked["QUERY_STRING"] for asked in django.asked] == ["q=nadir&country=MA"]


def test_what_others_hang_on_an_address_changes_no_page_and_is_not_asked_for() -> None:
    django = Django()

    async def story(front: Asked) -> list[Answer]:
        return [await front.get(f"/xx/fr/{query}") for query in ("", "?fbclid=1", "?q=nadir", "?" + "x" * 5000)]

    answers = run(django, story)
    assert {answer.body for answer in answers} == {answers[0].body}
    assert len(django.asked) == 1
    assert django.asked[0]["QUERY_STRING"] == ""


def test_different_searches_are_different_pages() -> None:
    django = Django()

    async def story(front: Asked) -> list[Answer]:
        return [await front.get(f"/xx/fr/cases/{query}") for query in ("?q=nadir", "?q=rahmi", "?q=nadir&page=2", "")]

    assert len({answer.body for answer in run(django, story)}) == 4


def test_searches_take_few_of_djangos_threads_and_leave_pages_alone() -> None:
    django = Django()

    async def story(front: Asked) -> tuple[list[Answer], Answer]:
        await front.get("/xx/fr/")
        django.go.clear()
        asked = [asyncio.create_task(front.get(f"/xx/fr/cases/?q=word{number}")) for number in range(12)]
        await until(lambda: len(django.asked) == 3)
        page = await front.get("/xx/fr/")
        django.go.set()
        return list(await asyncio.gather(*asked)), page

    answers, page = run(django, story)
    assert sorted({answer.status for answer in answers}) == [200, 503]
    assert sum(answer.status == 200 for answer in answers) == 2
    assert all(answer.headers["retry-after"] for answer in answers if answer.status == 503)
    assert page.status == 200
    assert len(django.asked) == 3


def test_a_query_is_cut_to_what_the_list_knows() -> None:
    assert query_of("/xx/fr/cases/", b"q=" + b"a" * 5000) == b"q=" + b"a" * 100
    assert query_of("/xx/fr/cases/", b"&".join(b"q%d=x" % n for n in range(500))) == b""
    assert query_of("/xx/fr/cases/", b"page=99999999&status=%3Cscript%3E&country=MA") == b"country=MA"
    assert query_of("/xx/fr/cases/", b"q=\xff\xfe%00%00") != b"q=\xff\xfe%00%00"
    assert query_of("/xx/fr/", b"q=nadir") == b""
    again = query_of("/xx/fr/cases/", "q=الزفنادي  x".encode())
    assert query_of("/xx/fr/cases/", again) == again
