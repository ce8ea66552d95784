"""Judging acts in bulk: found exactly, carried out in batches, stopped, gone on with, undone; the ledger follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world.acts import AT, a_section, an_act, an_action, sums

from openletter.actions.abuse import judging
from openletter.actions.abuse.judging import InvalidationState as State
from openletter.actions.abuse.judging import Verdict
from openletter.actions.abuse.traces import pack
from openletter.actions.criteria import Criteria, label_of_domain, sample
from openletter.actions.models import Action, ActionTaken, Invalidation, JudgedAct, TallyDelta
from openletter.actions.operations import acts, invalidation
from openletter.actions.rules import ActState, LedgerSource
from openletter.actions.tally import count_of, fold, recount
from openletter.actions.tasks.abuse import JUDGE
from openletter.kernel import work
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry, OutboxEntry, Work
from openletter.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
ADA, BEN = Actor(id=1, name="Ada"), Actor(id=2, name="Ben")


def prepared(action: Action, *, verdict: str = Verdict.INVALIDATE, actor: Actor = ADA, **criteria: str) -> Invalidation:
    return invalidation.prepare(
        section=action.section, actions=[action], verdict=verdict, criteria=Criteria(**criteria), reason="A flood",
        actor=actor, at=AT,
    )  # fmt: skip


def carried_out(row: Invalidation, *, actor: Actor = BEN) -> None:
    run = invalidation.begin(invalidation=row, actor=actor, at=AT)
    work.start(JUDGE, title="Judging", actor=actor, at=AT, run=run.pk)
    work.run_waiting(at=AT)


def undone(row: Invalidation) -> None:
    run = invalidation.undo(invalidation=row, actor=BEN, at=AT, reason="They were people")
    work.start(JUDGE, title="Undoing", actor=BEN, at=AT, run=run.pk)
    work.run_waiting(at=AT)


def shadow(act: UUID) -> None:
    """As the front would have taken it."""
    row = ActionTaken.objects.get(pk=act)
    with transaction.atomic():
        ActionTaken.objects.filter(pk=act).update(state=ActState.SHADOWED)
        for source, quantity in ((LedgerSource.UNCONFIRMED, -1), (LedgerSource.SHADOWED, 1)):
            TallyDelta.objects.create(action_id=row.action_id, source=source, quantity=quantity, at=row.taken_at)


def traced(act: UUID, *, network: str = "0a1b2c3d", domain: str = "") -> None:
    label = label_of_domain(domain) if domain else ""
    ActionTaken.objects.filter(pk=act).update(traces=pack(bytes.fromhex(network), label, "", 4))


def test_what_was_found_leaves_the_number_and_comes_back_as_it_was() -> None:
    action = an_action(a_section())
    ids = [an_act(action, f"p{n}@flood.example") for n in range(4)]
    for act in ids[:2]:
        acts.confirm(act_id=act, at=AT)
    for act in ids[:3]:
        traced(act, domain="flood.example")
    row = prepared(action, domain="flood.example")
    assert row.expected == 3
    carried_out(row)
    row.refresh_from_db()
    assert (row.state, row.judged) == (State.DONE, 3)
    assert (count_of(action.pk).number, count_of(action.pk).unconfirmed) == (0, 1)
    facts = OutboxEntry.objects.filter(fact="act_invalidated").values_list("payload", flat=True)
    assert {fact["act"] for fact in facts} == {act.hex for act in ids[:2]}
    assert row.runs.get().differences == 0
    # One of the pending ones is confirmed by its owner meanwhile: it was a person.
    assert acts.confirm(act_id=ids[2], at=AT).state == ActState.COUNTED
    assert ActionTaken.objects.get(pk=ids[2]).state == ActState.INVALIDATED
    undone(row)
    row.refresh_from_db()
    assert (row.state, row.judged, count_of(action.pk).number) == (State.RESTORED, 0, 3)
    assert not JudgedAct.objects.exists()
    assert recount().differences == ()
    said = list(AuditEntry.objects.filter(subject_type="actions.invalidation").values_list("verb", "actor"))
    assert sorted(said) == sorted(
        [
            ("invalidation.prepare", "Ada"), ("invalidation.start", "Ben"), ("invalidation.end", "Ben"),
            ("invalidation.undo", "Ben"), ("invalidation.end", "Ben"),
        ]
    )  # fmt: skip


def test_a_run_that_was_stopped_did_what_it_says_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "BATCH", 2)
    action = an_action(a_section())
    for n in range(5):
        an_act(action, f"p{n}@people.example")
    row = prepared(action)
    run = invalidation.begin(invalidation=row, actor=ADA, at=AT)
    assert invalidation.go_on(run, at=AT) == 2
    assert recount().differences == ()
    begun = work.start(JUDGE, title="Judging", actor=ADA, at=AT, run=run.pk)
    Work.objects.filter(pk=begun.pk).update(asked_to_stop=True)
    work.run_waiting(at=AT)
    row.refresh_from_db()
    begun.refresh_from_db()
    assert (begun.state, row.state, row.judged) == (Work.State.STOPPED, State.STOPPED, 4)
    assert (count_of(action.pk).unconfirmed, row.runs.get().stopped, row.runs.get().changed) == (1, True, 4)
    # The same work again changes nothing more; a new run does the rest.
    assert invalidation.go_on(run, at=AT) is None
    carried_out(row)
    row.refresh_from_db()
    assert (row.state, row.judged, count_of(action.pk).unconfirmed) == (State.DONE, 5, 0)
    assert recount().differences == ()


def test_more_than_a_hundred_acts_take_a_second_person() -> None:
    action = an_action(a_section())
    people = [ActionTaken(**_plain(action, n)) for n in range(judging.ALONE + 1)]
    ActionTaken.objects.bulk_create(people)
    row = prepared(action)
    with pytest.raises(Refused, match="somebody else"):
        invalidation.begin(invalidation=row, actor=ADA, at=AT)
    assert invalidation.begin(invalidation=row, actor=BEN, at=AT).actor == "Ben"


def _plain(action: Action, person: int) -> dict[str, Any]:
    return {
        "action": action, "section": action.section, "person": person.to_bytes(16), "state": ActState.COUNTED,
        "channel": "web_form", "evidence": "confirmed_email", "language": "fr",
        "country": "CA" if person % 20 else "MA",
        "taken_at": AT + timedelta(hours=person), "confirmed_at": AT, "to_target": False, "public": False,
        "news": False,
    }  # fmt: skip


def test_a_look_before_is_exact_and_tells_nothing_of_few() -> None:
    action = an_action(a_section())
    ActionTaken.objects.bulk_create(ActionTaken(**_plain(action, n)) for n in range(30))
    row = prepared(action, since=AT.isoformat(), until=(AT + timedelta(hours=25)).isoformat())
    seen = sample(invalidation.waiting(row), Criteria(**row.criteria))
    assert (seen.number, row.expected) == (25, 25)
    assert seen.by_country == (("CA", 23), ("", 2))
    assert sum(number for _day, number in seen.by_day) == 25


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": " "}, "why"),
        ({"criteria": Criteria(country="SE")}, "Nothing is found"),
        ({"verdict": "x"}, "Choose"),
    ],
)
def test_what_cannot_be_judged(change: dict[str, Any], said: str) -> None:
    action = an_action(a_section())
    an_act(action)
    asked: dict[str, Any] = {
        "section": action.section, "actions": [action], "verdict": Verdict.INVALIDATE, "criteria": Criteria(),
        "reason": "A flood", "actor": ADA, "at": AT,
    }  # fmt: skip
    with pytest.raises(Refused, match=said):
        invalidation.prepare(**{**asked, **change})
    with pytest.raises(Refused, match="another section"):
        invalidation.prepare(**{**asked, "section": a_section("xr")})
    assert not Invalidation.objects.exists()


def test_what_waits_in_the_shadow_is_let_in_and_then_everything_follows() -> None:
    action = an_action(a_section())
    one, two = an_act(action, "one@people.example"), an_act(action, "two@people.example")
    shadow(one), shadow(two)
    assert acts.confirm(act_id=one, at=AT).state == ActState.COUNTED
    assert sums(action) == {"unconfirmed": 0, "shadowed": 2}
    assert not OutboxEntry.objects.filter(fact="act_confirmed").exists()
    carried_out(prepared(action, verdict=Verdict.RELEASE))
    assert (count_of(action.pk).number, count_of(action.pk).unconfirmed) == (1, 1)
    assert OutboxEntry.objects.get(fact="act_confirmed").payload["act"] == one.hex
    assert recount().differences == ()


PEOPLE = 4
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["take", "shadow", "confirm", "withdraw", "disown", "fold", "invalidate", "release", "undo", "batch"]
        ),
        st.integers(0, PEOPLE - 1),
    ),
    min_size=15,
    max_size=40,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_people_and_staff_do_in_whatever_order_the_ledger_follows_from_the_acts(
    steps: list[tuple[str, int]],
) -> None:
    with transaction.atomic():
        _Walk(an_action(a_section("xq"))).go(steps)
        transaction.set_rollback(True)


class _Walk:
    def __init__(self, action: Action) -> None:
        self.action, self.taken, self.rows = action, dict[int, UUID](), list[Invalidation]()

    def go(self, steps: list[tuple[str, int]]) -> None:
        for step, person in steps:
            self._step(step, person)
            states = list(ActionTaken.objects.filter(action=self.action).values_list("state", flat=True))
            count = count_of(self.action.pk)
            assert (count.number, count.unconfirmed) == (states.count("counted"), states.count("pending"))
            assert recount().differences == ()
        for row in reversed(self.rows):
            _try(lambda row=row: self._finish(invalidation.undo(invalidation=row, actor=BEN, at=AT, reason="x")))
        assert not ActionTaken.objects.filter(action=self.action, state=ActState.INVALIDATED).exists()
        assert recount().differences == ()

    def _step(self, step: str, person: int) -> None:
        act = self.taken.get(person)
        if step in ("take", "shadow") and act is None:
            self.taken[person] = an_act(self.action, f"p{person}@people.example")
            if step == "shadow":
                shadow(self.taken[person])
        elif step in ("confirm", "withdraw", "disown") and act is not None:
            getattr(acts, step)(act_id=act, at=AT)
        elif step == "fold":
            fold(AT)
        elif step in ("invalidate", "release"):
            _try(lambda: self.rows.append(prepared(self.action, verdict=step, language="fr")))
            if self.rows:
                _try(lambda: self._finish(invalidation.begin(invalidation=self.rows[-1], actor=BEN, at=AT)))
        elif self.rows and step == "undo":
            row = self.rows[person % len(self.rows)]
            _try(lambda: self._finish(invalidation.undo(invalidation=row, actor=BEN, at=AT, reason="x")))
        elif self.rows and step == "batch":
            _try(lambda: invalidation.go_on(invalidation.begin(invalidation=self.rows[-1], actor=BEN, at=AT), at=AT))

    @staticmethod
    def _finish(run: Any) -> None:
        while invalidation.go_on(run, at=AT) is not None:
            pass
        invalidation.end(run, at=AT, stopped=False)


def _try(do: Callable[[], Any]) -> None:
    try:
        with transaction.atomic():
            do()
    except Refused:
        return


def test_many_small_judgements_of_one_person_in_a_day_are_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "ALONE", 3)
    one, other = an_action(a_section()), an_action(a_section("yy"))
    for n in range(2):
        an_act(one, f"p{n}@people.example")
        an_act(other, f"q{n}@people.example")
    carried_out(prepared(one), actor=ADA)
    second = prepared(other)
    with pytest.raises(Refused, match="somebody else"):
        invalidation.begin(invalidation=second, actor=ADA, at=AT)
    invalidation.begin(invalidation=second, actor=ADA, at=AT + timedelta(days=1, seconds=1))


@pytest.mark.parametrize(("number", "kept"), [(3, "<10"), (10, 10)])
def test_the_audit_keeps_no_number_of_acts_that_could_name_somebody(number: int, kept: int | str) -> None:
    action = an_action(a_section())
    for n in range(number):
        an_act(action, f"p{n}@people.example")
    ActionTaken.objects.update(country="FR")
    row = prepared(action, country="FR")
    carried_out(row)
    undone(row)
    entries = AuditEntry.objects.filter(verb__startswith="invalidation.")
    assert {entry.after["acts"] for entry in entries} == {kept}
    assert len(entries) == 5
    assert not any(f"({number})" in entry.subject for entry in entries)
