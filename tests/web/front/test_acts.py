"""Taking an act over HTTP: accepted only when committed, every refusal clear, and nobody learns who acted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.web.front.asking import Answer, Asked, a_front
from tests.world.acts import a_notice, a_section, an_action, sums

from openletter.actions.access import open_act
from openletter.actions.intake import reception
from openletter.actions.intake.reception import NOT_READ_YET
from openletter.actions.models import Action, ActionTaken
from openletter.cases.operations import withdraw_consent
from openletter.config.env import env
from openletter.kernel import clock, marks, tokens
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import LimitRule
from openletter.web.front import enclosing
from openletter.web.front.enclosing import MARK, MOST_BYTES

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 100_000  # longer than a form without a picture


def run[T](story: Callable[[Asked], Awaitable[T]], *, django: Any = None, **options: Any) -> T:
    """Tell a story to a running front."""

    async def told() -> T:
        async with a_front(load=lambda: django or _django, **options) as front:
            return await story(front)

    return asyncio.run(told())


def _django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """In Django's place: says what it was handed."""
    start_response("200 OK", [("content-type", "application/json")])
    return [json.dumps(environ["asgi.scope"].get("openletter.refusal")).encode()]


@pytest.fixture
def action() -> Action:
    LimitRule.objects.filter(key="fastest_form_seconds").update(most=0)
    return an_action(a_section())


def typed(action: Action, **different: str) -> dict[str, str]:
    started = tokens.sign_for_now(action.ref, purpose="form", key=env().secret_key)
    fields = {"email": "Rim@People.example", "name": "  Rim  Bensaïd ", "town": "Laval", "country": "CA"}
    return fields | {"section": "xq", "language": "fr", "started": started, "to_target": "yes"} | different


def post(action: Action, **different: str) -> Callable[[Asked], Awaitable[Answer]]:
    fields = typed(action, **different)
    return lambda front: front.post(f"/act/{action.ref}", fields)


def refusal(answer: Answer) -> dict[str, Any]:
    said = json.loads(answer.body)
    assert isinstance(said, dict)
    return said


def test_an_act_is_kept_sealed_and_answered_with_the_way_to_the_thanks(action: Action) -> None:
    notice = a_notice(action.section, "fr")
    answer = run(post(action, notice=str(notice.pk), comment="not asked here", phone="+1 555 0100"))
    assert answer.status == 303
    assert answer.headers["location"].startswith(f"/xq/fr/act/{action.ref}/thanks/")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    act = ActionTaken.objects.get()
    assert (act.language, act.country, act.to_target, act.public, act.news) == ("fr", "CA", True, False, False)
    assert (act.notice_id, act.section_id, act.state) == (notice.pk, action.section_id, "pending")
    contact = open_act(act.pk, by=SYSTEM, purpose="test", at=clock.now())
    assert (contact.email, contact.name, contact.town) == ("Rim@People.example", "Rim Bensaïd", "Laval")
    assert (contact.comment, contact.phone) == ("", "")
    assert sums(action) == {"unconfirmed": 1}


def test_the_thanks_token_is_of_the_action_and_of_nobody(action: Action) -> None:
    location = run(post(action)).headers["location"]
    token = location.rstrip("/").rsplit("/", 1)[1]
    within = timedelta(hours=1)
    assert tokens.read_recent(token, purpose="thanks", key=env().secret_key, within=within) == action.ref
    act = ActionTaken.objects.get()
    assert act.pk.hex not in location
    assert bytes(act.person).hex() not in location


def test_json_says_the_same(action: Action) -> None:
    body = json.dumps(typed(action) | {"to_target": True}).encode()

    async def story(front: Asked) -> tuple[Answer, Answer]:
        first = await front.post(f"/act/{action.ref}", body, content_type="application/json")
        wrong = json.dumps(typed(action, email="nobody")).encode()
        return first, await front.post(f"/act/{action.ref}", wrong, content_type="application/json; charset=utf-8")

    first, wrong = run(story)
    assert first.status == 201
    assert json.loads(first.body)["status"] == "accepted"
    assert ActionTaken.objects.get().to_target
    assert wrong.status == 422
    said = json.loads(wrong.body)
    assert (said["code"], said["errors"]["email"]["code"]) == ("invalid", "not_an_address")
    assert said["message"]
    assert said["errors"]["email"]["message"]


def test_who_acted_before_gets_the_same_answer(action: Action) -> None:
    async def story(front: Asked) -> tuple[Answer, Answer]:
        first = await post(action)(front)
        return first, await post(action, email="rim@people.example", name="Someone else")(front)

    first, second = run(story)
    assert (first.status, second.status) == (303, 303)
    strip = len(f"/xq/fr/act/{action.ref}/thanks/{action.ref}")
    assert first.headers["location"][:strip] == second.headers["location"][:strip]
    assert first.headers.keys() == second.headers.keys()
    assert ActionTaken.objects.count() == 1


def test_a_machine_that_fills_the_hidden_field_learns_nothing(action: Action) -> None:
    answer = run(post(action, website="https://example.org"))
    assert answer.status == 303
    assert ActionTaken.objects.count() == 0


@pytest.mark.parametrize(
    ("status", "deadline", "code"),
    [
        ("live", date(2020, 1, 1), "expired"),
        ("closed", None, "closed"),
        ("suspended", None, "recalled"),
        ("draft", None, "hidden"),
    ],
)
def test_a_shut_door_keeps_what_was_typed(action: Action, status: str, deadline: date | None, code: str) -> None:
    Action.objects.filter(pk=action.pk).update(status=status, deadline=deadline)
    said = refusal(run(post(action)))
    assert (said["code"], said["section"], said["language"], said["ref"]) == (code, "xq", "fr", action.ref)
    assert said["values"]["name"] == "  Rim  Bensaïd "
    assert ActionTaken.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "", "required"),
        ("email", "a@b", "not_an_address"),
        ("email", "x" * 250 + "@a.example", "too_long"),
        ("name", " ", "required"),
        ("name", "Rim\x00", "control_characters"),
        ("name", "n" * 121, "too_long"),
        ("country", "ZZ", "unknown"),
    ],
)
def test_every_wrong_field_is_named(action: Action, field: str, value: str, code: str) -> None:
    said = refusal(run(post(action, **{field: value})))
    assert said["code"] == "invalid"
    assert said["errors"] == {field: code}
    assert said["values"][field] == value
    assert ActionTaken.objects.count() == 0


def test_a_form_that_is_too_old_too_fast_or_of_another_page_is_not_taken(action: Action) -> None:
    elsewhere = tokens.sign_for_now("another", purpose="form", key=env().secret_key)
    LimitRule.objects.filter(key="fastest_form_seconds").update(most=30)

    async def story(front: Asked) -> list[Answer]:
        return [await post(action, **d)(front) for d in ({"started": ""}, {"started": elsewhere}, {})]

    assert [refusal(answer)["code"] for answer in run(story)] == ["too_old", "too_old", "too_fast"]
    assert ActionTaken.objects.count() == 0


def test_limits_hold_per_network_and_change_without_a_restart(action: Action) -> None:
    LimitRule.objects.filter(key="acts_per_network").update(most=2)

    async def sign(front: Asked, person: int) -> Answer:
        return await post(action, email=f"p{person}@people.example")(front)

    async def story(front: Asked) -> list[int]:
        before = [(await sign(front, person)).status for person in range(3)]
        await asyncio.to_thread(_raise_limit)
        for _ in range(300):
            if front.duties.reception.known.limits["acts_per_network"].most == 50:
                break
            await asyncio.sleep(0.01)
        return [*before, (await sign(front, 9)).status]

    assert run(story) == [303, 303, 200, 303]
    assert ActionTaken.objects.count() == 3


def _raise_limit() -> None:
    from django.db import connection

    LimitRule.objects.filter(key="acts_per_network").update(most=50)
    marks.bump(marks.RULES)
    connection.close()


def test_what_cannot_be_read_is_said_plainly(action: Action) -> None:
    async def story(front: Asked) -> list[Answer]:
        path = f"/act/{action.ref}"
        return [
            await front.post(path, b"email=%ff"),
            await front.post(path, b"{", content_type="application/json"),
            await front.post(path, b"x", content_type="multipart/form-data; boundary=x"),
            await front.post(path, b"a=" + b"x" * 50_000),
        ]

    assert [answer.status for answer in run(story)] == [400, 400, 400, 400]


def test_a_form_of_many_parts_goes_on_as_what_the_house_made_of_it(action: Action) -> None:
    def house(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        assert (environ["PATH_INFO"], environ["asgi.scope"][MARK]) == (f"/act/{action.ref}/enclosed", True)
        body = environ["wsgi.input"].read()
        start_response("200 OK", [("content-type", "application/json")])
        return [json.dumps(typed(action) if body == b"short" or len(body) == LONG else {}).encode()]

    async def story(front: Asked) -> list[Answer]:
        kind = "multipart/form-data; boundary=x"
        path = f"/act/{action.ref}"
        return [
            await front.post(path, b"short", content_type=kind),
            await front.post(path, b"x" * LONG, content_type=kind),
            await front.post(path, b"x" * (MOST_BYTES + 1), content_type=kind),
        ]

    assert [answer.status for answer in run(story, django=house)] == [303, 303, 400]
    assert ActionTaken.objects.count() == 1


def test_slow_pictures_of_one_network_leave_places_to_others(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclosing, "WAITS", 0.5)

    def house(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        environ["wsgi.input"].read()
        start_response("200 OK", [("content-type", "application/json")])
        return [json.dumps(typed(action)).encode()]

    async def story(front: Asked) -> list[int]:
        never, kind = asyncio.Event(), "multipart/form-data; boundary=x"
        statuses: list[int] = []

        async def nothing_comes() -> dict[str, Any]:
            await never.wait()
            return {"type": "http.disconnect"}

        async def all_at_once() -> dict[str, Any]:
            return {"type": "http.request", "body": b"x" * LONG, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        def sent_from(address: str) -> dict[str, Any]:
            scope = front.scope("POST", f"/act/{action.ref}", content_type=kind, content_length=str(LONG))
            return scope | {"client": (address, 4711)}

        places = range(enclosing.MOST_AT_ONCE)
        slow = [asyncio.create_task(front.front(sent_from("203.0.113.9"), nothing_comes, send)) for _place in places]
        await asyncio.sleep(0.1)
        await front.front(sent_from("198.51.100.7"), all_at_once, send)
        first = list(statuses)
        never.set()
        await asyncio.gather(*slow)
        return first

    assert run(story, django=house) == [303]


def test_a_house_that_is_busy_keeps_what_was_typed_on_its_page(action: Action) -> None:
    async def story(front: Asked) -> Answer:
        front.duties.recorder._most_waiting = 0
        return await post(action, name='"<script>')(front)

    answer = run(story)
    assert answer.status == 503
    assert answer.headers["retry-after"]
    page = answer.body.decode()
    assert 'lang="fr" dir="ltr"' in page
    assert 'name="email" value="Rim@People.example"' in page
    assert "&quot;&lt;script&gt;" in page
    assert f'action="/act/{action.ref}"' in page


def test_before_the_house_is_known_the_answer_is_not_now_and_never_no_such_action(action: Action) -> None:
    async def story(front: Asked) -> list[Answer]:
        front.duties.reception.known = NOT_READ_YET
        answers = [await post(action)(front), await post(action, language='"><script>')(front)]
        return [*answers, await front.get(f"/count/{action.ref}"), await front.get("/healthz")]

    answers = run(story)
    assert [answer.status for answer in answers] == [503, 503, 503, 503]
    assert b"Rim@People.example" in answers[0].body
    assert b"<script>" not in answers[1].body


def test_keys_of_limits_are_those_that_staff_edit() -> None:
    keys = {
        reception.PER_NETWORK,
        reception.PER_NETWORK_WITHOUT_PROOF,
        reception.FASTEST_FORM,
    }
    assert keys <= set(LimitRule.Key.values)


def test_consent_taken_back_stops_acts_before_any_worker_recalls_the_action(action: Action) -> None:
    withdraw_consent(
        case=action.case, scopes=["name"], giver="family", on=clock.today(), evidence="A call", actor=SYSTEM,
        at=clock.now(),
    )  # fmt: skip
    answer = run(post(action))
    assert refusal(answer)["code"] == "recalled"
    assert not ActionTaken.objects.exists()


def test_how_often_an_address_was_used_is_not_told_by_refusing_it(action: Action) -> None:
    LimitRule.objects.filter(key__startswith="acts_per_network").update(most=1000)

    async def story(front: Asked) -> set[int]:
        return {(await post(action)(front)).status for _time in range(30)}

    assert run(story) == {303}


def test_nul_characters_find_no_action_and_break_nothing(action: Action) -> None:
    answer = run(lambda front: front.post("/act/nothing", typed(action, section="\x00")))
    assert refusal(answer)["section"] == ""


@pytest.mark.parametrize("path", ["/xq/fr/act/any/resend/", "/act/any"])
def test_a_body_that_never_comes_holds_no_thread(action: Action, path: str) -> None:
    async def story(front: Asked) -> int:
        front.front._options = replace(front.front._options, body_seconds=0.05)
        scope, sent = front.scope("POST", path), list[Any]()

        async def receive() -> Any:
            await asyncio.sleep(3600)

        async def send(message: Any) -> None:
            sent.append(message)

        await asyncio.wait_for(front.front(scope, receive, send), 60)
        return int(sent[0]["status"])

    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr("openletter.web.front.acts.BODY_SECONDS", 0.05)
        assert run(story) in (400, 408)


@pytest.mark.parametrize(
    ("different", "kept"),
    [
        ({"disclosure": "initials_place"}, "initials_place"),
        ({"disclosure": "everything"}, None),
        ({"disclosure": "initials_place", "to_target": ""}, None),
    ],
)
def test_how_a_name_is_given_is_kept_with_the_consent_to_give_it(
    action: Action, different: dict[str, str], kept: str | None
) -> None:
    assert run(post(action, **different)).status == 303
    contact = open_act(ActionTaken.objects.get().pk, by=SYSTEM, purpose="test", at=clock.now())
    assert contact.more.get("disclosure") == kept
