"""Switches reach the front within seconds; a stop keeps what was typed, and nothing tells who is in the shadow."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.web.front.asking import Answer, Asked, a_front, until
from tests.world.acts import a_section, an_action, sums

from openletter.actions.abuse.switches import Does, Whom
from openletter.actions.abuse.traces import unpack
from openletter.actions.criteria import label_of_domain
from openletter.actions.models import Action, ActionTaken, DaySalt, Switch
from openletter.actions.operations import acts, switches
from openletter.actions.rules import ActState
from openletter.actions.tally import recount
from openletter.config.env import env
from openletter.kernel import clock, tokens
from openletter.kernel.audit import Actor
from openletter.kernel.models import LimitRule

pytestmark = pytest.mark.django_db(transaction=True)
ADA = Actor(id=1, name="Ada")


def run[T](story: Callable[[Asked], Awaitable[T]]) -> T:
    """Tell a story to a running front."""

    async def told() -> T:
        async with a_front(load=lambda: _django) as front:
            return await story(front)

    return asyncio.run(told())


def _django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("503 Service Unavailable", [("content-type", "application/json")])
    return [json.dumps(environ["asgi.scope"].get("openletter.refusal")).encode()]


@pytest.fixture
def action() -> Action:
    LimitRule.objects.filter(key="fastest_form_seconds").update(most=0)
    return an_action(a_section())


def on(action: Action, does: Does, whom: Whom = Whom.EVERYBODY, **more: Any) -> Switch:
    asked: dict[str, Any] = {
        "action": action, "actor": ADA, "at": clock.now(), "reason": "A flood",
        "until": clock.now() + timedelta(hours=1),
    }  # fmt: skip
    return switches.turn_on(does=does, whom=whom, **asked | more)


def _in_a_thread(do: Callable[[], Any]) -> None:
    try:
        do()
    finally:
        connection.close()


def post(action: Action, **different: str) -> Callable[[Asked], Awaitable[Answer]]:
    started = tokens.sign_for_now(action.ref, purpose="form", key=env().secret_key)
    fields = {"email": "rim@people.example", "name": "Rim", "town": "Laval", "country": "CA", "started": started}
    return lambda front: front.post(f"/act/{action.ref}", fields | {"section": "xq", "language": "fr"} | different)


def test_a_stop_is_obeyed_without_a_new_start_keeps_what_was_typed_and_ends(action: Action) -> None:
    async def story(front: Asked) -> list[int]:
        answers = [await post(action)(front)]
        await asyncio.to_thread(_in_a_thread, lambda: on(action, Does.STOP))
        await until(lambda: bool(front.duties.reception.known.switches))
        answers.append(await post(action, email="b@people.example")(front))
        said = json.loads(answers[1].body)
        assert (said["code"], said["values"]["email"]) == ("stopped", "b@people.example")
        off = {"actor": ADA, "at": clock.now(), "reason": "Over"}
        await asyncio.to_thread(_in_a_thread, lambda: switches.turn_off(switch=Switch.objects.get(), **off))
        await until(lambda: not front.duties.reception.known.switches)
        answers.append(await post(action, email="b@people.example")(front))
        return [answer.status for answer in answers]

    assert run(story) == [303, 503, 303]
    assert ActionTaken.objects.count() == 2


@pytest.mark.parametrize(
    ("whom", "more", "hit", "spared"),
    [
        (Whom.DOMAIN, {"value": "Flood.example"}, {"email": "x@flood.example"}, {"email": "x@people.example"}),
        (Whom.COUNTRY, {"value": "ma"}, {"country": "MA"}, {"country": "CA"}),
        (Whom.UNLISTED, {}, {"email": "x@flood.example"}, {"email": "x@gmail.com"}),
    ],
)
def test_a_switch_meets_whom_it_names_and_nobody_else(
    action: Action, whom: Whom, more: dict[str, Any], hit: dict[str, str], spared: dict[str, str]
) -> None:
    on(action, Does.STOP, whom, **more)

    async def story(front: Asked) -> list[int]:
        return [(await post(action, **who)(front)).status for who in (hit, spared)]

    assert run(story) == [503, 303]
    other = an_action(action.section)
    assert run(post(other, **hit)).status == 303


def test_who_is_in_the_shadow_is_told_and_shown_what_everybody_is(action: Action) -> None:
    on(action, Does.SHADOW, Whom.DOMAIN, value="flood.example")

    async def story(front: Asked) -> tuple[Answer, Answer]:
        return await post(action)(front), await post(action, email="x@flood.example")(front)

    free, shadowed = run(story)
    token = re.compile(r"[^/]+/$")
    assert free.headers.keys() == shadowed.headers.keys()
    assert token.sub("", free.headers["location"]) == token.sub("", shadowed.headers["location"])
    assert (free.status, free.body) == (shadowed.status, shadowed.body)
    assert sums(action) == {"unconfirmed": 1, "shadowed": 1}
    row = ActionTaken.objects.get(state=ActState.SHADOWED)
    before = acts.confirm(act_id=row.pk, at=clock.now())
    assert (before.state, before.changed) == (ActState.COUNTED, True)
    row.refresh_from_db()
    assert (row.state, row.state_shown) == (ActState.SHADOWED, ActState.COUNTED)
    assert recount().differences == ()


def test_what_comes_above_a_number_is_shadowed_and_what_was_within_it_counts(action: Action) -> None:
    on(action, Does.SHADOW, Whom.EACH_DOMAIN, most=2, seconds=3600)

    async def story(front: Asked) -> list[int]:
        who = [f"p{n}@flood.example" for n in range(4)] + ["rim@people.example"]
        return [(await post(action, email=email)(front)).status for email in who]

    assert run(story) == [303] * 5
    assert sums(action) == {"unconfirmed": 3, "shadowed": 2}


def test_acts_leave_labels_that_only_the_day_can_tell(action: Action) -> None:
    switches.keep_salts(at=clock.now())
    run(post(action, email="X@Flood.example"))
    run(post(action, email="y@flood.example"))
    one, two = (unpack(packed) for packed in ActionTaken.objects.values_list("traces", flat=True))
    assert one is not None
    assert two is not None
    assert one.network == two.network != ""
    assert one.domain == two.domain == label_of_domain("flood.example")
    switches.keep_salts(at=clock.now() + timedelta(days=1))
    assert not DaySalt.objects.filter(day=clock.today()).exists()


def test_who_gives_no_address_where_one_is_asked_for_is_told_beside_the_field(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(kind="social_post", settings={"networks": ["other"]})
    action.refresh_from_db()
    free = run(post(action, email="", network="other"))
    on(action, Does.CONFIRM)
    said = json.loads(run(post(action, email="", network="other")).body)
    assert (free.status, said["code"], said["errors"]) == (303, "invalid", {"email": "required"})
