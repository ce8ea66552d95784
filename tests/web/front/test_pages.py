"""Anonymous pages before Django: asked once, kept for all, dropped at once when something changes."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import brotli
import pytest
from tests.web.front.asking import Answer, Asked, a_front, until

from openletter.kernel import marks

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = "public, max-age=60, stale-while-revalidate=60, stale-if-error=600"
TEXT = "La même page pour tous. " * 60


class Django:
    """In Django's place: a page that counts how often it was drawn."""

    def __init__(self, **headers: str) -> None:
        self.headers = {"content-type": "text/html; charset=utf-8", "cache-control": PUBLIC} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.status = "200 OK"
        self.asked: list[dict[str, Any]] = []
        self.go = threading.Event()
        self.go.set()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked.append(environ)
        self.go.wait(10)
        start_response(self.status, list(self.headers.items()))
        return [f"{len(self.asked)} {TEXT}".encode()]


class Collected(Django):
    """A file that was collected: it never changes, and its packings stand ready."""

    def __init__(self) -> None:
        super().__init__(cache_control="public, max-age=31536000, immutable", vary="Accept-Encoding")
        self.plain = TEXT.encode()
        self.ready = {"br": brotli.compress(self.plain, quality=1), "gzip": gzip.compress(self.plain, 1)}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked.append(environ)
        encoding = environ.get("HTTP_ACCEPT_ENCODING", "")
        start_response(self.status, [*self.headers.items(), *([("content-encoding", encoding)] if encoding else [])])
        return [self.ready.get(encoding, self.plain)]


def run[T](django: Django, story: Callable[[Asked], Awaitable[T]]) -> T:
    async def told() -> T:
        async with a_front(load=lambda: django) as front:
            return await story(front)

    return asyncio.run(told())


def test_a_page_is_drawn_once_and_then_served_to_everybody() -> None:
    django = Django()

    async def story(front: Asked) -> list[Answer]:
        return [await front.get("/fr/", cookie="csrftoken=x", accept_language="fr") for _ in range(3)]

    first, *rest = run(django, story)
    assert [answer.body for answer in rest] == [first.body] * 2
    assert first.status == 200
    assert len(django.asked) == 1
    assert "HTTP_COOKIE" not in django.asked[0]
    assert rest[0].headers["cache-control"] == PUBLIC
    assert rest[0].headers["age"] == "0"
    assert int(rest[0].headers["content-length"]) == len(first.body)


def test_many_who_come_at_once_wait_for_one_drawing() -> None:
    django = Django()
    django.go.clear()

    async def story(front: Asked) -> list[Answer]:
        asking = [asyncio.create_task(front.get("/fr/")) for _ in range(20)]
        await until(lambda: len(django.asked) == 1)
        django.go.set()
        return list(await asyncio.gather(*asking))

    answers = run(django, story)
    assert len(django.asked) == 1
    assert {answer.body for answer in answers} == {answers[0].body}


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/desk/", {"cookie": "a=b; openletter_staff=secret"}), ("/desk/", {}), ("/media/a.jpg", {})],
)
def test_what_is_one_persons_own_is_asked_each_time(path: str, headers: dict[str, str]) -> None:
    django = Django()

    async def story(front: Asked) -> None:
        await front.get(path, **headers)
        await front.get(path, **headers)

    run(django, story)
    assert len(django.asked) == 2
    assert django.asked[1].get("HTTP_COOKIE") == headers.get("cookie")


@pytest.mark.parametrize(
    "headers",
    [
        {"cache_control": "private"},
        {"cache_control": "public"},
        {"cache_control": "public, max-age=60, no-store"},
        {"set_cookie": "csrftoken=x"},
        {"vary": "Accept-Language"},
    ],
)
def test_an_answer_that_is_not_for_everybody_is_never_kept(headers: dict[str, str]) -> None:
    django = Django(**headers)

    async def story(front: Asked) -> list[Answer]:
        return [await front.get("/fr/"), await front.get("/fr/")]

    first, second = run(django, story)
    assert first.body != second.body
    assert len(django.asked) == 2


def test_hosts_and_schemes_have_pages_of_their_own() -> None:
    django = Django()

    async def story(front: Asked) -> None:
        await front.get("/fr/")
        await front.get("/fr/", host="Other.example")
        await front.get("/fr/", host="other.example")

    run(django, story)
    assert len(django.asked) == 2


def test_a_change_drops_every_page_within_a_second_or_two() -> None:
    django = Django()

    async def story(front: Asked) -> list[Answer]:
        before = await front.get("/fr/")
        await asyncio.to_thread(_bump)
        for _ in range(300):
            after = await front.get("/fr/")
            if after.body != before.body:
                break
            await asyncio.sleep(0.01)
        return [before, after]

    before, after = run(django, story)
    assert before.body != after.body
    assert len(django.asked) == 2


def test_a_page_that_was_being_drawn_when_something_changed_is_not_kept() -> None:
    django = Django()
    django.go.clear()

    async def story(front: Asked) -> None:
        asking = asyncio.create_task(front.get("/fr/"))
        await until(lambda: len(django.asked) == 1)
        front.duties.pages.drop()
        django.go.set()
        await asking
        await front.get("/fr/")

    run(django, story)
    assert len(django.asked) == 2


def test_a_stale_page_is_served_while_one_request_renews_it() -> None:
    django = Django()

    async def story(front: Asked) -> list[Answer]:
        first = await front.get("/fr/")
        _age(front, 61)
        stale = await front.get("/fr/")
        for _ in range(300):
            if len(django.asked) == 2 and not front.duties.pages._flights:
                break
            await asyncio.sleep(0.01)
        return [first, stale, await front.get("/fr/")]

    first, stale, fresh = run(django, story)
    assert first.body == stale.body
    assert fresh.body != stale.body
    assert len(django.asked) == 2


def test_when_django_fails_an_old_page_is_better_than_none() -> None:
    django = Django()

    async def story(front: Asked) -> tuple[Answer, Answer]:
        await front.get("/fr/")
        _age(front, 300)
        django.status = "500 Internal Server Error"
        old = await front.get("/fr/")
        _age(front, 600)
        return old, await front.get("/fr/")

    old, failed = run(django, story)
    assert old.status == 200
    assert failed.status == 500


def _bump() -> None:
    from django.db import connection

    marks.bump(marks.PAGES)
    connection.close()


def _age(front: Asked, seconds: float) -> None:
    """Let the kept pages grow older."""
    for page in front.duties.pages._pages.values():
        page.made_at -= seconds
        page.fresh_until -= seconds
        page.stale_until -= seconds
        page.error_until -= seconds


def test_browsers_get_what_they_can_read_and_nothing_twice() -> None:
    django = Django()

    async def story(front: Asked) -> list[Answer]:
        plain = await front.get("/fr/")
        return [
            plain,
            await front.get("/fr/", accept_encoding="gzip, deflate, br"),
            await front.get("/fr/", accept_encoding="gzip, br;q=0"),
            await front.get("/fr/", if_none_match=plain.headers["etag"]),
            await front.get("/fr/", method="HEAD"),
        ]

    plain, br, gz, same, head = run(django, story)
    assert brotli.decompress(br.body) == plain.body == gzip.decompress(gz.body)
    assert (br.headers["content-encoding"], gz.headers["content-encoding"]) == ("br", "gzip")
    assert len(br.body) < len(plain.body) / 4
    assert "accept-encoding" in plain.headers["vary"]
    assert (same.status, same.body) == (304, b"")
    assert "content-length" not in same.headers
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", plain.headers["content-length"])


def test_a_collected_file_is_not_packed_a_second_time() -> None:
    django = Collected()

    async def story(front: Asked) -> list[Answer]:
        return [await front.get("/static/a.js", accept_encoding=taken) for taken in ("", "gzip, br", "gzip")]

    plain, br, gz = run(django, story)
    assert (plain.body, br.body, gz.body) == (django.plain, django.ready["br"], django.ready["gzip"])
    assert [each.headers.get("content-encoding") for each in (plain, br, gz)] == [None, "br", "gzip"]
    assert len(django.asked) == 3, "once each, and then kept"


def test_memory_is_bounded_by_dropping_what_was_used_longest_ago() -> None:
    django = Django()

    async def story(front: Asked) -> int:
        front.duties.pages.most_bytes = 20_000
        for number in range(20):
            await front.get(f"/fr/{number}/")
        return front.duties.pages._bytes

    assert 0 < run(django, story) <= 20_000


def test_the_access_log_names_kinds_of_addresses_and_never_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    django = Django(cache_control="no-store")

    async def story(front: Asked) -> None:
        await front.get("/ca/fr/confirm/0190~secret-token/")
        await front.get("/ca/fr/nasser-zefzafi/?email=rim@people.example", cookie="openletter_staff=s")

    run(django, story)
    said = capsys.readouterr().out
    assert "GET confirm 200" in said
    assert "GET page 200" in said
    assert not any(word in said for word in ("secret", "zefzafi", "people", "203.0.113"))
