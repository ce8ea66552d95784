"""The life of an action: opened with consent, recalled, extended, closed by an outcome."""

from datetime import date, timedelta

import pytest
from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.actions.queries import door_of
from openletter.actions.rules import Door
from openletter.actions.tasks import life as following
from openletter.cases import operations as cases
from openletter.cases.operations import ConsentMissing, OutcomeText
from openletter.kernel import outbox
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry, ChangeMark, OutboxEntry
from openletter.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
SAID = {"en": OutcomeText(summary="She is free.")}


@pytest.fixture
def action() -> Action:
    action = making.action(making.case(making.section()), status="draft")
    making.consent(action.case)
    return action


def opened(action: Action) -> Action:
    for step in (life.submit, life.approve, life.open_action):
        action = step(action=action, actor=EDITOR, at=AT)
    return action


def test_an_action_goes_through_review_and_opens(action: Action) -> None:
    live = opened(action)
    assert live.status == "live"
    assert live.opens_at == AT
    assert door_of(live, AT) == Door.OPEN
    verbs = ["action.in_review", "action.approved", "action.live"]
    assert list(AuditEntry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs
    assert ChangeMark.objects.filter(name="actions").exists()


def test_nothing_opens_without_review(action: Action) -> None:
    with pytest.raises(Refused, match="Draft"):
        life.open_action(action=action, actor=EDITOR, at=AT)


def test_opening_without_consent_is_refused_and_names_the_scopes(action: Action) -> None:
    life.submit(action=action, actor=EDITOR, at=AT)
    life.approve(action=action, actor=EDITOR, at=AT)
    cases.withdraw_consent(
        case=action.case, scopes=["name"], giver="self", on=AT.date(), evidence="Her letter", actor=EDITOR, at=AT
    )
    with pytest.raises(ConsentMissing) as refusal:
        life.open_action(action=action, actor=EDITOR, at=AT)
    assert refusal.value.scopes == ("name",)


def test_what_its_page_must_show_is_asked_for_before_approval(action: Action) -> None:
    action.demands.all().delete()
    action.appeals.all().delete()
    with pytest.raises(Refused, match="a demand, a letter"):
        life.submit(action=action, actor=EDITOR, at=AT)
    Action.objects.filter(pk=action.pk).update(status="in_review")  # what was written may have been taken away since
    with pytest.raises(Refused, match="a demand, a letter"):
        life.approve(action=action, actor=EDITOR, at=AT)


def test_a_reviewer_says_what_to_change(action: Action) -> None:
    life.submit(action=action, actor=EDITOR, at=AT)
    with pytest.raises(Refused):
        life.request_changes(action=action, actor=EDITOR, at=AT, reason=" ")
    life.request_changes(action=action, actor=EDITOR, at=AT, reason="The letter is too long.")
    assert life.submit(action=action, actor=EDITOR, at=AT).status == "in_review"


def test_a_recalled_action_takes_nothing_until_it_is_resumed(action: Action) -> None:
    live = opened(action)
    recalled = life.suspend(action=live, actor=EDITOR, at=AT, reason="The family asks for silence.")
    assert door_of(recalled, AT) == Door.RECALLED
    resumed = life.resume(action=recalled, actor=EDITOR, at=AT, reason="They agree again.")
    assert door_of(resumed, AT) == Door.OPEN
    with pytest.raises(Refused):
        life.resume(action=resumed, actor=EDITOR, at=AT, reason="Twice")


def test_a_deadline_moves_only_forward(action: Action) -> None:
    action.deadline = AT.date() + timedelta(days=10)
    action.save()
    live = opened(action)
    longer = life.extend(action=live, deadline=AT.date() + timedelta(days=20), actor=EDITOR, at=AT)
    assert door_of(longer, AT + timedelta(days=15)) == Door.OPEN
    with pytest.raises(Refused):
        life.extend(action=longer, deadline=AT.date() + timedelta(days=19), actor=EDITOR, at=AT)


def test_a_passed_deadline_does_not_open(action: Action) -> None:
    action.deadline = AT.date() - timedelta(days=1)
    action.save()
    with pytest.raises(Refused, match="deadline"):
        opened(action)


def test_closing_keeps_the_reason_and_is_told_to_the_outbox(action: Action) -> None:
    closed = life.close(action=opened(action), actor=EDITOR, at=AT, reason="not_effective")
    assert (closed.status, closed.closed_on, closed.close_reason) == ("closed", AT.date(), "not_effective")
    assert OutboxEntry.objects.get(fact="action_closed").payload == {"action": closed.pk}
    with pytest.raises(Refused):
        life.close(action=closed, actor=EDITOR, at=AT, reason="won")


def test_who_stopped_an_action_does_not_show_it_again_by_closing_it(action: Action) -> None:
    ada, bea = Actor(1, "Ada"), Actor(2, "Bea")
    stopped = life.suspend(action=opened(action), actor=ada, at=AT, reason="A threat")
    with pytest.raises(Refused, match="somebody else has to do it"):
        life.close(action=stopped, actor=ada, at=AT, reason="not_effective")
    assert life.close(action=stopped, actor=bea, at=AT, reason="not_effective").status == "closed"


def test_an_outcome_of_another_case_cannot_close_it(action: Action) -> None:
    other = making.case(action.section, key="other")
    outcome = cases.record_outcome(
        case=other, type="acquitted", on="2026-01", texts=SAID, actor=EDITOR, at=AT, closes_case=False
    )
    with pytest.raises(Refused, match="another case"):
        life.close(action=opened(action), actor=EDITOR, at=AT, reason="won", outcome=outcome)
    action.refresh_from_db()
    assert (action.status, action.closed_on) == ("live", None)


@pytest.mark.parametrize(("type", "reason"), [("released_unconditional", "won"), ("died", "subject_died")])
def test_an_outcome_closes_the_actions_of_its_case(action: Action, type: str, reason: str) -> None:
    opened(action)
    outcome = cases.record_outcome(case=action.case, type=type, on="2026-02", texts=SAID, actor=EDITOR, at=AT)
    outbox.dispatch(at=AT)
    action.refresh_from_db()
    assert (action.status, action.close_reason, action.outcome_id) == ("closed", reason, outcome.pk)


def test_an_outcome_that_leaves_the_case_open_leaves_its_actions_open(action: Action) -> None:
    opened(action)
    cases.record_outcome(
        case=action.case, type="medical_care", on="2026-02", texts=SAID, actor=EDITOR, at=AT, closes_case=False
    )
    outbox.dispatch(at=AT)
    action.refresh_from_db()
    assert action.status == "live"


def test_consent_taken_back_recalls_the_action(action: Action) -> None:
    opened(action)
    cases.withdraw_consent(
        case=action.case, scopes=["case_work"], giver="family", on=AT.date(), evidence="Call", actor=EDITOR, at=AT
    )
    outbox.dispatch(at=AT)
    action.refresh_from_db()
    assert action.status == "suspended"


def test_consent_that_ran_out_recalls_the_action() -> None:
    action = making.action(making.case(making.section()), status="draft")
    making.consent(action.case, expires_on=date(2026, 3, 31))
    opened(action)
    following.recall_without_consent(AT)
    action.refresh_from_db()
    assert action.status == "live"
    following.recall_without_consent(AT + timedelta(days=31))
    action.refresh_from_db()
    assert action.status == "suspended"
