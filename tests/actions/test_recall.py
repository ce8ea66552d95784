"""The safety stop of a whole case, and its way back."""

from datetime import timedelta

import pytest
from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.actions.intake.known_cases import KnownCase
from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.actions.operations.recall import recall_case, resume_case
from openletter.cases import operations as cases
from openletter.cases.models import Case, FindingWord
from openletter.cases.queries import may_show
from openletter.cases.rules import ConsentEntry
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry, ChangeMark, OutboxEntry
from openletter.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
FIRST, SECOND = Actor(id=1, name="First"), Actor(id=2, name="Second")


@pytest.fixture
def case() -> Case:
    case = making.case(making.section())
    making.consent(case)
    return case


def live(case: Case, section: str = "") -> Action:
    more = {"section": making.section(section)} if section else {}
    action = making.action(case)
    Action.objects.filter(pk=action.pk).update(**more)
    return life.open_action(action=action, actor=EDITOR, at=AT)


def recall(case: Case) -> list[Action]:
    return recall_case(case=case, actor=FIRST, at=AT, reason="His brother was arrested")


def status(action: Action) -> str:
    return Action.objects.get(pk=action.pk).status


def test_a_recalled_case_is_shown_nowhere_and_its_actions_of_every_section_are_stopped(case: Case) -> None:
    here, elsewhere = live(case), live(case, "yy")
    before = dict(ChangeMark.objects.values_list("name", "version"))
    assert {action.pk for action in recall(case)} == {here.pk, elsewhere.pk}
    case.refresh_from_db()
    assert not may_show(case, AT.date())
    assert {status(here), status(elsewhere)} == {"suspended"}
    assert not FindingWord.objects.filter(case=case).exists()
    assert all(ChangeMark.objects.get(name=name).version > before[name] for name in ("pages", "actions"))
    entry = AuditEntry.objects.get(verb="case.recall")
    assert (entry.actor_id, entry.reason) == (1, "His brother was arrested")
    assert entry.after["actions"] == [here.ref, elsewhere.ref]
    facts = OutboxEntry.objects.filter(fact__in=["case_recalled", "action_recalled"]).values_list("fact", flat=True)
    assert sorted(facts) == ["action_recalled", "action_recalled", "case_recalled"]


def test_it_is_all_or_nothing_and_says_why(case: Case) -> None:
    live(case)
    with pytest.raises(Refused):
        recall_case(case=case, actor=FIRST, at=AT, reason="  ")
    case.refresh_from_db()
    assert case.recalled_at is None
    assert may_show(case, AT.date())


def test_recalling_twice_stops_what_was_opened_in_between_and_keeps_the_first_moment(case: Case) -> None:
    recall(case)
    action = making.action(case, status="live")
    recall_case(case=case, actor=SECOND, at=AT + timedelta(hours=1), reason="Once more")
    case.refresh_from_db()
    assert case.recalled_at == AT
    assert status(action) == "suspended"


def test_nothing_of_a_recalled_case_opens(case: Case) -> None:
    stopped, waiting = live(case), making.action(case)
    recall(case)
    with pytest.raises(Refused, match="recalled"):
        life.open_action(action=Action.objects.get(pk=waiting.pk), actor=EDITOR, at=AT)
    with pytest.raises(Refused, match="recalled"):
        life.resume(action=Action.objects.get(pk=stopped.pk), actor=EDITOR, at=AT, reason="It is over")


def test_a_second_person_shows_it_again_with_the_actions_it_stopped_and_no_other(case: Case) -> None:
    apart, action = live(case), live(case)
    life.suspend(action=apart, actor=EDITOR, at=AT, reason="A wrong figure")
    recall(case)
    assert [row.pk for row in resume_case(case=case, actor=SECOND, at=AT, reason="The family agrees")] == [action.pk]
    case.refresh_from_db()
    assert may_show(case, AT.date())
    assert (status(action), status(apart)) == ("live", "suspended")
    assert FindingWord.objects.filter(case=case).exists()


def test_whoever_recalled_it_does_not_show_it_again_whatever_their_role(case: Case) -> None:
    recall(case)
    with pytest.raises(Refused, match="Somebody else"):
        resume_case(case=case, actor=FIRST, at=AT, reason="It is over")
    with pytest.raises(Refused):
        resume_case(case=case, actor=SECOND, at=AT, reason="")
    resume_case(case=case, actor=SECOND, at=AT, reason="It is over")
    assert Case.objects.get(pk=case.pk).recalled_at is None
    recall_case(case=case, actor=SECOND, at=AT + timedelta(hours=1), reason="Once more")
    with pytest.raises(Refused, match="Somebody else"):
        resume_case(case=case, actor=SECOND, at=AT, reason="Who pressed last is asked")
    resume_case(case=case, actor=FIRST, at=AT, reason="It is over")


def test_whoever_stopped_an_action_does_not_resume_it(case: Case) -> None:
    action = live(case)
    stopped = life.suspend(action=action, actor=FIRST, at=AT, reason="A wrong figure")
    with pytest.raises(Refused, match="Somebody else"):
        life.resume(action=stopped, actor=FIRST, at=AT, reason="It is right")
    with pytest.raises(Refused, match="resumes it"):
        life.open_action(action=stopped, actor=FIRST, at=AT)
    assert status(action) == "suspended"
    assert life.resume(action=stopped, actor=SECOND, at=AT, reason="It is right").status == "live"


def test_what_a_process_of_ours_stopped_is_resumed_by_one_person(case: Case) -> None:
    action = life.suspend(action=live(case), actor=EDITOR, at=AT, reason="No consent")
    assert life.resume(action=action, actor=FIRST, at=AT, reason="There is consent").status == "live"


def test_it_does_not_come_back_without_the_consent_of_its_actions(case: Case) -> None:
    live(case)
    recall(case)
    cases.withdraw_consent(
        case=case, scopes=["name"], giver="self", on=AT.date(), evidence="Call", actor=EDITOR, at=AT
    )  # fmt: skip
    with pytest.raises(cases.ConsentMissing):
        resume_case(case=case, actor=SECOND, at=AT, reason="It is over")
    assert Case.objects.get(pk=case.pk).recalled_at == AT


def test_the_hot_path_takes_nothing_for_a_recalled_case() -> None:
    known = {"status": "active", "pseudonym": True, "consents": ()}
    held = (ConsentEntry("case_work", "given", AT.date(), 1),)
    assert KnownCase(**known | {"consents": held}).may_show(AT.date())
    assert not KnownCase(**known | {"consents": held}, recalled=True).may_show(AT.date())
