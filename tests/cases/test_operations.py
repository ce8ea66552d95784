"""What may be done to a case, and what is refused."""

from datetime import date

import pytest
from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.cases import operations
from openletter.cases.models import Case, ConsentRecord
from openletter.cases.operations import ConsentMissing, OutcomeText, UpdateText
from openletter.cases.queries import may_show
from openletter.kernel.models import AuditEntry, ChangeMark, OutboxEntry
from openletter.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
GIVEN = {"giver": "family", "on": date(2026, 2, 1), "evidence": "Letter of 1 February", "actor": EDITOR, "at": AT}
RELEASED = {"en": OutcomeText(summary="She is free.")}


@pytest.fixture
def case() -> Case:
    return making.case(making.section())


def mark(name: str) -> int:
    return sum(ChangeMark.objects.filter(name=name).values_list("version", flat=True))


def test_consent_opens_the_case_and_withdrawal_closes_it_again(case: Case) -> None:
    assert not may_show(case, AT.date())
    operations.record_consent(case=case, scopes=making.PAGE_SCOPES, **GIVEN)
    assert may_show(case, AT.date())
    pages = mark("pages")
    operations.withdraw_consent(case=case, scopes=["surname"], **GIVEN)
    assert not may_show(case, AT.date())
    assert mark("pages") > pages
    assert OutboxEntry.objects.get(fact="consent_withdrawn").payload == {"case": case.pk}


def test_taking_back_is_refused_where_it_would_change_nothing(case: Case) -> None:
    operations.record_consent(case=case, scopes=making.PAGE_SCOPES, **GIVEN)
    with pytest.raises(Refused, match="given anew"):
        operations.withdraw_consent(case=case, scopes=["surname"], **(GIVEN | {"on": date(2026, 1, 31)}))
    assert may_show(case, AT.date())
    assert not ConsentRecord.objects.filter(state="withdrawn").exists()


def test_consent_ends_with_its_last_valid_day(case: Case) -> None:
    operations.record_consent(case=case, scopes=making.PAGE_SCOPES, expires_on=date(2026, 5, 1), **GIVEN)
    assert may_show(case, date(2026, 5, 1))
    assert not may_show(case, date(2026, 5, 2))


@pytest.mark.parametrize(
    "wrong",
    [{"evidence": "  "}, {"on": date(2026, 3, 2)}, {"expires_on": date(2026, 1, 31)}],
    ids=["nobody knows how", "given tomorrow", "over before it began"],
)
def test_consent_without_ground_is_refused(case: Case, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        operations.record_consent(case=case, scopes=["name"], **(GIVEN | wrong))
    assert not ConsentRecord.objects.exists()


def test_a_case_becomes_public_only_with_consent_and_names_what_is_missing() -> None:
    case = making.case(making.section(), status="accepted")
    operations.record_consent(case=case, scopes=["case_work", "name"], **GIVEN)
    with pytest.raises(ConsentMissing, match="Surname") as refusal:
        operations.change_status(case=case, status="active", actor=EDITOR, at=AT)
    assert refusal.value.scopes == ("surname",)
    operations.record_consent(case=case, scopes=["surname"], **GIVEN)
    assert operations.change_status(case=case, status="active", actor=EDITOR, at=AT).status == "active"


def test_a_move_that_the_life_of_a_case_does_not_know_is_refused() -> None:
    case = making.case(making.section(), status="intake")
    with pytest.raises(Refused, match="Intake"):
        operations.change_status(case=case, status="closed", actor=EDITOR, at=AT)


def test_an_outcome_closes_the_case_and_says_so_to_the_outbox(case: Case) -> None:
    outcome = operations.record_outcome(
        case=case, type="released_unconditional", on="2026-02~", texts=RELEASED, actor=EDITOR, at=AT
    )
    case.refresh_from_db()
    assert case.status == "closed"
    assert OutboxEntry.objects.get(fact="outcome_recorded").payload == {"outcome": outcome.pk, "by_people": False}
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"case.outcome", "case.status"}


@pytest.mark.parametrize(
    "wrong", [{"on": "soon"}, {"on": "2026-04"}, {"texts": {}}], ids=["no date", "in the future", "no words"]
)
def test_an_outcome_that_tells_nothing_is_refused(case: Case, wrong: dict[str, object]) -> None:
    told = {"type": "released_unconditional", "on": "2026-02", "texts": RELEASED} | wrong
    with pytest.raises(Refused):
        operations.record_outcome(case=case, actor=EDITOR, at=AT, **told)
    case.refresh_from_db()
    assert case.status == "active"


def test_an_update_is_told_to_the_outbox_and_never_comes_from_the_future(case: Case) -> None:
    news = {"en": UpdateText(title="Visited by a doctor")}
    update = operations.add_update(case=case, on=date(2026, 2, 28), texts=news, actor=EDITOR, at=AT)
    assert OutboxEntry.objects.get(fact="update_added").payload == {"update": update.pk}
    with pytest.raises(Refused):
        operations.add_update(case=case, on=date(2026, 3, 2), texts=news, actor=EDITOR, at=AT)


def test_related_cases_name_each_other(case: Case) -> None:
    other = making.case(case.section, key="another")
    for _twice in range(2):
        operations.relate(case=case, to=other, actor=EDITOR, at=AT)
    assert [r.related for r in case.relations.all()] == [other]
    assert [r.related for r in other.relations.all()] == [case]
    with pytest.raises(Refused):
        operations.relate(case=case, to=case, actor=EDITOR, at=AT)
