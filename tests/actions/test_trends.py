"""What grows is written down where ten acts share it, named by one of them, and forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.abuse.signs import Facts, Sign, signs_of
from openletter.actions.abuse.traces import KEPT_FOR, pack
from openletter.actions.criteria import label_of_domain
from openletter.actions.models import Action, ActionTaken, Trend
from openletter.actions.operations import trends
from openletter.kernel.ids import uuid7


def _flood(action: Action, number: int, domain: str, network: str = "0a1b2c3d") -> None:
    for n in range(number):
        act = an_act(action, f"p{n}@{domain}", at=AT)
        ActionTaken.objects.filter(pk=act).update(
            traces=pack(bytes.fromhex(network), label_of_domain(domain), "", n % 5)
        )


@pytest.mark.django_db
def test_ten_acts_of_one_hour_are_a_line_and_nine_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trends, "_first_id", lambda at: uuid7(now_ms=0, random=bytes(10)))
    action = an_action(a_section())
    _flood(action, 10, "flood.example")
    _flood(action, 9, "people.example", "ffffffff")
    assert trends.note(at=AT) == 3
    assert trends.note(at=AT) == 3
    lines = {line.by: line for line in Trend.objects.all()}
    assert (lines["all"].quantity, lines["all"].confirmed, lines["all"].pending) == (19, 0, 19)
    assert (lines["network"].label, lines["network"].quantity, lines["network"].country) == ("0a1b2c3d", 10, "CA")
    assert (lines["domain"].name, lines["domain"].seconds) == ("flood.example", 2)
    trends.note(at=AT + timedelta(days=15))
    assert not Trend.objects.exists()


@pytest.mark.django_db
def test_traces_end_after_thirty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    action = an_action(a_section())
    act = an_act(action)
    ActionTaken.objects.filter(pk=act).update(traces=pack(bytes.fromhex("0a1b2c3d"), "", "", 3))
    soon = AT.fromtimestamp(act.int >> 80 and (act.int >> 80) / 1000, tz=AT.tzinfo)
    assert trends.forget(at=soon + KEPT_FOR - timedelta(hours=1)) == 0
    assert trends.forget(at=soon + KEPT_FOR + timedelta(hours=1)) == 1
    assert ActionTaken.objects.get().traces == ""


def _facts(**different: int | str) -> Facts:
    plain = {
        "by": "network", "number": 100, "confirmed": 50, "pending": 50, "shadowed": 0, "seconds": 40, "of_all": 1000,
        "confirmed_of_all": 60,
    }  # fmt: skip
    return Facts(**{**plain, **different})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("different", "signs"),
    [
        ({}, []),
        ({"number": 250}, [Sign.SHARE]),
        ({"by": "domain", "confirmed": 2}, [Sign.UNCONFIRMED]),
        ({"by": "domain", "confirmed": 2, "confirmed_of_all": 5}, []),
        ({"by": "domain", "seconds": 3}, [Sign.QUICK]),
        ({"by": "domain", "seconds": 3, "number": 29}, []),
        ({"by": "words", "number": 20}, [Sign.SAME_WORDS]),
        ({"by": "all", "number": 60, "ordinary": 12}, [Sign.GROWTH]),
        ({"by": "all", "number": 40, "ordinary": 0}, []),
    ],
)
def test_what_is_suspicious_and_what_is_a_good_day(different: dict[str, int | str], signs: list[Sign]) -> None:
    assert list(signs_of(_facts(**different))) == signs
