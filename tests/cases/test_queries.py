"""What public pages are told of a case, and what they are never told."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.cases import operations
from openletter.cases.models import Case, CaseRelation, Development, Outcome, Proceeding
from openletter.cases.operations import OutcomeText, UpdateText
from openletter.cases.queries import case_lines, public_case
from openletter.kernel import words

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def case() -> Case:
    case = making.case(making.section())
    making.consent(case)
    return case


def happened(to: Case, on: str, visibility: str = "public") -> Development:
    row = Development.objects.create(case=to, kind="other", on=on, visibility=visibility)
    words.write(row, {"en": {"note": f"Note of {on}"}})
    return row


@pytest.mark.parametrize("hidden", ["network", "section", "case_team", "restricted"])
def test_only_public_facts_leave_in_the_order_they_happened(case: Case, hidden: str) -> None:
    happened(case, "2021-05")
    happened(case, "2020~")
    happened(case, "2019", visibility=hidden)
    Proceeding.objects.create(case=case, stage="trial", visibility=hidden)
    told = public_case(case.pk, "en", on=TODAY)
    assert told is not None
    assert [moment.on for moment in told.timeline] == ["2020~", "2021-05"]
    assert told.proceedings == ()


def test_nothing_is_told_without_consent_or_before_the_case_is_public(case: Case) -> None:
    assert public_case(case.pk, "en", on=TODAY) is not None
    assert public_case(case.pk, "en", on=date(2019, 1, 1)) is None
    Case.objects.filter(pk=case.pk).update(status="under_verification")
    assert public_case(case.pk, "en", on=TODAY) is None


def test_names_stand_in_every_script_and_borrowed_words_know_their_language(case: Case) -> None:
    told = public_case(case.pk, "ar", on=TODAY)
    assert told is not None
    assert [name.language for name in told.people[0].names] == ["ar", "en"]
    assert (told.title, told.language) == ("Title a-case en", "en")


def test_the_newest_update_is_on_top(case: Case) -> None:
    for day in (3, 9, 5):
        operations.add_update(
            case=case, on=date(2026, 1, day), texts={"en": UpdateText(title=str(day))}, actor=EDITOR, at=AT
        )
    told = public_case(case.pk, "en", on=TODAY)
    assert told is not None
    assert [update.title for update in told.updates] == ["9", "5", "3"]


def test_a_quote_is_shown_only_when_quoting_is_agreed_to(case: Case) -> None:
    text = OutcomeText(summary="She is free.", quote="Thank you.", quote_by="Amina")
    operations.record_outcome(
        case=case, type="acquitted", on="2026-02", texts={"en": text}, actor=EDITOR, at=AT, closes_case=False
    )
    silent = public_case(case.pk, "en", on=TODAY)
    assert silent is not None
    assert (silent.outcomes[0].quote, silent.outcomes[0].quote_by) == ("", "")
    making.consent(case, ["quote"])
    spoken = public_case(case.pk, "en", on=TODAY)
    assert spoken is not None
    assert spoken.outcomes[0].quote == "Thank you."


def test_related_cases_appear_only_when_they_may_be_shown(case: Case) -> None:
    shown, unseen = (making.case(case.section, key=key) for key in ("shown", "unseen"))
    making.consent(shown)
    for other in (shown, unseen):
        CaseRelation.objects.create(case=case, related=other)
    told = public_case(case.pk, "en", on=TODAY)
    assert told is not None
    assert told.related == (shown.pk,)
    assert [line.key for line in case_lines([unseen.pk, shown.pk], "en", on=TODAY)] == ["shown"]


def test_the_clock_counts_no_further_than_the_facts_were_checked(case: Case) -> None:
    told = public_case(case.pk, "en", on=TODAY)
    assert told is not None
    assert told.clock_day(TODAY) == TODAY
    Case.objects.filter(pk=case.pk).update(checked_on=date(2025, 6, 1))
    checked = public_case(case.pk, "en", on=TODAY)
    assert checked is not None
    assert checked.clock_day(TODAY) == date(2025, 6, 1)


def test_a_long_story_takes_no_more_queries_than_a_short_one(case: Case, django_assert_num_queries) -> None:
    def lengthen(number: int) -> None:
        happened(case, f"202{number}")
        day = date(2026, 1, 1 + number)
        operations.add_update(case=case, on=day, texts={"en": UpdateText(title="News")}, actor=EDITOR, at=AT)
        words.write(
            Outcome.objects.create(case=case, type="medical_care", on="2025"), {"en": {"summary": "She saw a doctor."}}
        )
        other = making.case(case.section, key=f"other-{number}")
        making.consent(other)
        CaseRelation.objects.create(case=case, related=other)

    lengthen(1)
    public_case(case.pk, "en", on=TODAY)
    with CaptureQueriesContext(connection) as short:
        public_case(case.pk, "en", on=TODAY)
    for number in (2, 3):
        lengthen(number)
    with django_assert_num_queries(len(short)):
        public_case(case.pk, "en", on=TODAY)


def test_a_list_of_three_takes_no_more_queries_than_a_list_of_one(case: Case, django_assert_num_queries) -> None:
    more = [making.case(case.section, key=key) for key in ("b", "c")]
    for each in more:
        making.consent(each)
    case_lines([case.pk], "en", on=TODAY)
    with django_assert_num_queries(7):
        case_lines([case.pk], "en", on=TODAY)
    with django_assert_num_queries(7):
        assert len(case_lines([case.pk, *(each.pk for each in more)], "en", on=TODAY)) == 3
