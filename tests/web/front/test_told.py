"""Acts told without an address, clicks, own words that are looked at: each counted for what it is."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from tests.web.front.asking import Answer, Asked, a_front
from tests.world.acts import a_section, an_action, sums

from openletter.actions.access import open_act
from openletter.actions.kinds import About, Address, Kind, Question, registry
from openletter.actions.models import Action, ActionTaken
from openletter.actions.operations import acts
from openletter.actions.rules import Channel, EvidenceLevel
from openletter.actions.tally import count_of
from openletter.actions.tally.recount import recount
from openletter.actions.wording import Remark, digest
from openletter.config.env import env
from openletter.kernel import clock, tokens
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import LimitRule

pytestmark = pytest.mark.django_db(transaction=True)


def look(typed: Mapping[str, str], about: About) -> tuple[Remark, ...]:
    """Says something of "idiot", and will not have "forbidden"."""
    said = (Remark("letter", "insult", ("idiot",)),) if "idiot" in typed["letter"] else ()
    return said + ((Remark("letter", "forbidden", grave=True),) if "forbidden" in typed["letter"] else ())


TOLD = Kind(
    key="told", name=_("Told"), button=_("I did it"), definition=_("One is one."),
    counted=ngettext_lazy("%(number)s person", "%(number)s people", "count"),
    channel=Channel.POST, evidence_at_first=EvidenceLevel.SELF_REPORTED,
    evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL, required=(), templates="petition", address=Address.OPTIONAL,
    asks=(
        Question("letter", "Letter", shape="block", longest=60),
        Question("network", "Network", shape="choice", choices=(("a", "A"), ("b", "B")), of="networks"),
        Question("went", "How it went", shape="choice", choices=(("well", "Well"),)),
    ),
    looks=look,
)  # fmt: skip


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> Action:
    monkeypatch.setitem(registry._kinds, TOLD.key, TOLD)
    LimitRule.objects.filter(key="fastest_form_seconds").update(most=0)
    action = an_action(a_section())
    Action.objects.filter(pk=action.pk).update(kind="told", settings={"networks": ["c"]}, asks=[])
    action.refresh_from_db()
    return action


def run[T](story: Callable[[Asked], Awaitable[T]]) -> T:
    async def told() -> T:
        async with a_front(load=lambda: _django) as front:
            return await story(front)

    return asyncio.run(told())


def _django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("content-type", "application/json")])
    refusal = environ["asgi.scope"]["openletter.refusal"]
    said = [[remark.field, remark.code, remark.grave] for remark in refusal["remarks"]]
    return [json.dumps({"code": refusal["code"], "errors": refusal["errors"], "remarks": said}).encode()]


def typed(action: Action, **different: str) -> dict[str, str]:
    started = tokens.sign_for_now(action.ref, purpose="form", key=env().secret_key)
    return {"section": "xq", "language": "fr", "country": "CA", "started": started} | different


def post(action: Action, *forms: dict[str, str]) -> list[Answer]:
    async def story(front: Asked) -> list[Answer]:
        return [await front.post(f"/act/{action.ref}", form) for form in forms]

    return run(story)


def test_what_is_told_without_an_address_counts_at_once_in_its_own_line(action: Action) -> None:
    (answer,) = post(action, typed(action, letter="Je vous écris.", went="well"))
    assert answer.status == 303
    assert f"/xq/fr/act/{action.ref}/counted/" in answer.headers["location"]
    act = ActionTaken.objects.get()
    assert (act.state, act.evidence, act.channel, act.confirmed_at) == (
        "counted", "self_reported", "post", act.taken_at,
    )  # fmt: skip
    assert sums(action) == {"self_reported": 1}
    assert count_of(action.pk).number == 1
    assert open_act(act.pk, by=SYSTEM, purpose="test", at=clock.now()).more["letter"] == "Je vous écris."
    assert not recount().differences


def test_words_that_keep_coming_back_are_not_looked_at_without_end(action: Action) -> None:
    LimitRule.objects.filter(key="acts_per_network").update(most=1)
    answers = post(action, *[typed(action, letter=f"You idiot {number}") for number in range(5)])
    assert [json.loads(answer.body)["code"] for answer in answers] == ["look_again"] * 4 + ["too_many"]


def test_a_long_look_holds_up_nobody_else(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = threading.Event()

    def until_another_came(typed: Mapping[str, str], about: About) -> tuple[Remark, ...]:
        if typed["letter"] == "Quick":
            seen.set()
        assert seen.wait(10), "the quick one waits for the slow one"
        return ()

    monkeypatch.setitem(registry._kinds, TOLD.key, replace(TOLD, looks=until_another_came))

    async def story(front: Asked) -> list[Answer]:
        forms = [typed(action, letter=word, once=word) for word in ("Slow", "Quick")]
        return list(await asyncio.gather(*(front.post(f"/act/{action.ref}", form) for form in forms)))

    assert [answer.status for answer in run(story)] == [303, 303]


def test_a_second_tap_adds_nothing_and_thirty_in_one_room_are_thirty(action: Action) -> None:
    form = typed(action)
    room = [form | {"once": str(number)} for number in range(30)]
    assert {answer.status for answer in post(action, form, form, *room)} == {303}
    assert sums(action) == {"self_reported": 31}


def test_who_gives_an_address_confirms_it_and_is_counted_as_confirmed(action: Action) -> None:
    (answer,) = post(action, typed(action, email="rim@people.example"))
    assert "/thanks/" in answer.headers["location"]
    assert sums(action) == {"unconfirmed": 1}
    acts.confirm(act_id=ActionTaken.objects.get().pk, at=clock.now())
    assert {source: n for source, n in sums(action).items() if n} == {"verified_online": 1}
    assert not recount().differences


def test_what_was_told_can_be_taken_back_from_its_own_line(action: Action) -> None:
    post(action, typed(action))
    acts.withdraw(act_id=ActionTaken.objects.get().pk, at=clock.now())
    assert not any(sums(action).values())
    assert not recount().differences


def test_a_click_stands_beside_the_number_and_keeps_nothing(action: Action) -> None:
    opened = typed(action, way="opened", letter="idiot", name="Rim")
    assert [answer.status for answer in post(action, opened, opened)] == [303, 303]
    act = ActionTaken.objects.get()
    assert act.evidence == "clicked"
    assert open_act(act.pk, by=SYSTEM, purpose="test", at=clock.now()).more.get("letter", "") == ""
    count = count_of(action.pk)
    assert (count.number, count.clicked, dict(count.by_source)) == (0, 1, {})
    assert not recount().differences


def test_a_petition_knows_no_click(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(kind="petition")
    (answer,) = post(action, typed(action, way="opened"))
    assert json.loads(answer.body)["code"] == "invalid"
    assert not ActionTaken.objects.exists()


def test_own_words_come_back_once_and_go_as_they_are_the_second_time(action: Action) -> None:
    form = typed(action, letter="You idiot")
    heeded = digest({"letter": "You idiot"}, ["letter"])
    first, again, other = post(
        action, form, form | {"heeded": heeded}, form | {"heeded": heeded, "letter": "You idiot!", "once": "2"}
    )
    assert json.loads(first.body) == {"code": "look_again", "errors": {}, "remarks": [["letter", "insult", False]]}
    assert again.status == 303
    assert json.loads(other.body)["code"] == "look_again", "changed words are looked at anew"
    assert ActionTaken.objects.count() == 1


def test_what_is_grave_must_be_mended(action: Action) -> None:
    words = "forbidden idiot"
    heeded = digest({"letter": words}, ["letter"])
    (answer,) = post(action, typed(action, letter=words, heeded=heeded))
    assert json.loads(answer.body)["remarks"] == [["letter", "forbidden", True]]
    assert not ActionTaken.objects.exists()


def test_answers_are_of_the_length_and_among_the_choices(action: Action) -> None:
    long, other, own = post(
        action, typed(action, letter="x" * 61), typed(action, went="badly"), typed(action, network="c")
    )
    assert json.loads(long.body)["errors"] == {"letter": "too_long"}
    assert json.loads(other.body)["errors"] == {"went": "unknown"}
    assert own.status == 303, "the action's own settings are among the choices"
