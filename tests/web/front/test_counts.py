"""The number at the front: prepared, honest about what it contains, and quiet below its threshold."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from tests.web.front.asking import Answer, Asked, a_front
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.models import Action, LedgerEntry
from openletter.actions.operations import acts

pytestmark = pytest.mark.django_db(transaction=True)


def run[T](story: Callable[[Asked], Awaitable[T]]) -> T:
    async def told() -> T:
        async with a_front(load=lambda: None) as front:
            return await story(front)

    return asyncio.run(told())


def asked(action: Action) -> dict[str, Any]:
    answer = run(lambda front: front.get(f"/count/{action.ref}"))
    assert answer.status == 200
    said = json.loads(answer.body)
    assert isinstance(said, dict)
    return said


def test_the_number_says_what_it_contains_and_since_when() -> None:
    action = an_action(a_section())
    LedgerEntry.objects.create(action=action, source="historic", quantity=785, reason="Counted before", recorded_at=AT)
    acts.confirm(act_id=an_act(action, "a@people.example"), at=AT)
    an_act(action, "b@people.example")
    said = asked(action)
    assert datetime.fromisoformat(said.pop("as_of")).tzinfo is not None
    assert said == {
        "ref": action.ref,
        "number": 786,
        "shown": True,
        "goal": 1000,
        "sources": {"verified_online": 1, "historic": 785},
        "unconfirmed": None,
    }


def test_unconfirmed_acts_are_told_apart_where_the_action_says_so() -> None:
    action = an_action(a_section())
    Action.objects.filter(pk=action.pk).update(unconfirmed="shown_apart", goal=5_000)
    an_act(action)
    said = asked(action)
    assert (said["number"], said["unconfirmed"], said["goal"]) == (0, 1, 5_000)


def test_below_its_threshold_the_number_is_not_told() -> None:
    action = an_action(a_section())
    Action.objects.filter(pk=action.pk).update(display_threshold=10)
    acts.confirm(act_id=an_act(action), at=AT)
    said = asked(action)
    assert (said["shown"], said["number"], said["sources"], said["goal"]) == (False, None, {}, None)


def test_a_confirmed_act_is_seen_within_a_second_or_two() -> None:
    action = an_action(a_section())
    act = an_act(action)

    async def story(front: Asked) -> list[Answer]:
        before = await front.get(f"/count/{action.ref}")
        await asyncio.to_thread(_confirm, act)
        for _ in range(300):
            after = await front.get(f"/count/{action.ref}")
            if json.loads(after.body)["number"]:
                break
            await asyncio.sleep(0.01)
        return [before, after]

    assert [json.loads(answer.body)["number"] for answer in run(story)] == [0, 1]


def _confirm(act: Any) -> None:
    acts.confirm(act_id=act, at=AT)
    connection.close()


@pytest.mark.parametrize("status", ["draft", "suspended"])
def test_what_is_not_public_has_no_number(status: str) -> None:
    action = an_action(a_section(), status=status)
    assert run(lambda front: front.get(f"/count/{action.ref}")).status == 404


def test_an_unknown_reference_is_not_found_at_once() -> None:
    assert run(lambda front: front.get("/count/nosuchref0")).status == 404


def test_the_figure_may_be_kept_by_those_in_between() -> None:
    action = an_action(a_section())
    answer = run(lambda front: front.get(f"/count/{action.ref}"))
    assert answer.headers["cache-control"].startswith("public, max-age=10, stale-while-revalidate=")
