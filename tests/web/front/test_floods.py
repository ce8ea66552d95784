"""Abuse of the front: nobody leads past what is kept, fills it with nothing, or has it take large bodies."""

from __future__ import annotations

import asyncio

import pytest
from tests.web.front.asking import Answer, Asked, a_front, until
from tests.web.front.test_pages import PUBLIC, Django, run

from openletter.web.front import app
from openletter.web.front.queries import is_dear

pytestmark = pytest.mark.django_db(transaction=True)
STAFF = {"cookie": "openletter_staff=forged"}


def test_neither_a_forged_cookie_nor_a_password_leads_past_the_kept_page() -> None:
    django = Django()

    async def story(front: Asked) -> None:
        for more in ({}, STAFF, {"authorization": "Basic eDp5"}, STAFF):
            await front.get("/fr/", **more)
            await front.get("/fr/cases/?q=nadir", **more)

    run(django, story)
    assert len(django.asked) == 2
    assert not any("HTTP_COOKIE" in asked or "HTTP_AUTHORIZATION" in asked for asked in django.asked)


def test_a_name_has_one_copy_whatever_port_or_dot_is_written_behind_it() -> None:
    django = Django()

    async def story(front: Asked) -> None:
        for host in ("testserver", "testserver:80", "testserver:65535", "TESTSERVER.", "testserver.:1"):
            await front.get("/fr/", host=host)

    run(django, story)
    assert len(django.asked) == 1


def test_a_host_that_is_refused_takes_nothing_from_the_good_one() -> None:
    django = Django()

    async def story(front: Asked) -> None:
        await front.get("/fr/")
        django.status, django.headers["cache-control"] = "400 Bad Request", "no-store"
        for host in ("testserver:80x", "testserver..", "testserver:", "testserver/"):
            assert (await front.get("/fr/", host=host)).status == 400
        assert (await front.get("/fr/")).status == 200

    run(django, story)


def test_a_page_has_one_address_and_doubled_strokes_lead_there_without_asking_django() -> None:
    django = Django()

    async def story(front: Asked) -> list[Answer]:
        return [await front.get(path) for path in ("//evil.example//fr/", "/fr/é//\r\nx/", "/fr///")]

    answers = run(django, story)
    assert [answer.headers["location"] for answer in answers] == ["/evil.example/fr/", "/fr/%C3%A9/%0D%0Ax/", "/fr/"]
    assert {answer.status for answer in answers} == {308}
    assert django.asked == []


def test_the_way_that_a_mail_leads_thousands_is_asked_for_once() -> None:
    django = Django(location="/fr/zahra/")
    django.status = "302 Found"

    async def story(front: Asked) -> list[Answer]:
        return [await front.get("/fr/act/abc/") for _again in range(3)]

    answers = run(django, story)
    assert {(answer.status, answer.headers["location"]) for answer in answers} == {(302, "/fr/zahra/")}
    assert len(django.asked) == 1


def test_addresses_where_nothing_is_never_push_out_what_people_read() -> None:
    django = Django()

    async def story(front: Asked) -> None:
        front.duties.pages.most_bytes = 20_000
        await front.get("/fr/")
        django.status = "404 Not Found"
        for number in range(40):
            await front.get(f"/fr/{number}/")
        django.asked.clear()
        assert (await front.get("/fr/")).status == 200

    run(django, story)
    assert django.asked == []


def test_what_is_asked_for_often_stays_when_memory_is_short() -> None:
    django = Django()

    async def story(front: Asked) -> None:
        front.duties.pages.most_bytes = 20_000
        for number in range(40):
            await front.get("/fr/")
            await front.get(f"/fr/{number}/")

    run(django, story)
    assert sum(asked["PATH_INFO"] == "/fr/" for asked in django.asked) == 1


@pytest.mark.parametrize(
    "path",
    ["/xx/fr/card/home/0123456789.png", "/xx/fr/feed.atom", "/fr/a/feed.atom", "/fr/deadlines.ics", "/fr/sitemap.xml"],
)
def test_what_is_dear_waits_for_its_turn_without_a_thread_and_leaves_pages_alone(path: str) -> None:
    assert is_dear(path)
    django = Django()

    async def story(front: Asked) -> tuple[int, Answer, list[Answer]]:
        await front.get("/fr/")
        django.asked.clear()
        django.go.clear()
        asking = [asyncio.create_task(front.get(path, host=f"host-{number}")) for number in range(60)]
        await until(lambda: len(django.asked) == 2)
        waiting, page = len(django.asked), await front.get("/fr/")
        django.go.set()
        return waiting, page, list(await asyncio.gather(*asking))

    waiting, page, answers = run(django, story)
    assert waiting == 2
    assert page.status == 200
    assert sorted(answer.status for answer in answers) == [200] * 40 + [503] * 20
    assert not is_dear("/xx/fr/cardinal/")
    assert not is_dear("/xx/fr/feed.atom/x/")


def test_a_map_of_many_pages_is_kept_although_it_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.web.front.test_pages.TEXT", "x" * 3_000_000)
    django = Django(cache_control=PUBLIC)

    async def story(front: Asked) -> None:
        for _again in range(2):
            await front.get("/xx/fr/sitemap.xml")

    run(django, story)
    assert len(django.asked) == 1


def test_large_bodies_are_taken_at_the_desk_alone() -> None:
    large = b"a" * 300_000

    async def sent(front: Asked) -> list[int]:
        asked = (("/desk/x/", STAFF), ("/desk/x/", {}), ("/fr/", STAFF), ("/sign-in/login/", STAFF), ("/deskx", STAFF))
        return [(await front.post(path, large, **more)).status for path, more in asked]

    assert run(Django(), sent) == [200, 413, 413, 413, 413]

    async def on_a_public_node() -> list[int]:
        async with a_front(load=Django, desk=False) as front:
            return await sent(front)

    assert asyncio.run(on_a_public_node()) == [413] * 5


def test_few_large_bodies_are_taken_at_once_and_small_ones_are_not_kept_waiting() -> None:
    django = Django()

    async def story(front: Asked) -> tuple[int, list[int]]:
        django.go.clear()
        large = [asyncio.create_task(front.post("/desk/x/", b"a" * 300_000, **STAFF)) for _ in range(7)]
        await until(lambda: len(django.asked) == app.MOST_LARGE_AT_ONCE)
        small = asyncio.create_task(front.post("/desk/x/", b"a=b", **STAFF))
        await until(lambda: len(django.asked) == app.MOST_LARGE_AT_ONCE + 1)
        django.go.set()
        return (await small).status, [answer.status for answer in await asyncio.gather(*large)]

    small, large = run(django, story)
    assert small == 200
    assert sorted(large) == [200] * app.MOST_LARGE_AT_ONCE + [503] * 3
