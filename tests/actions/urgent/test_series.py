"""A series of urgent actions: each takes the place of the one before; none is left out, none stands twice."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.actions.urgent.making import NUMBER, published, urgent
from tests.world import making
from tests.world.acts import a_section, an_act
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action, ActionTaken, UrgentSheet
from openletter.actions.operations import life, series
from openletter.actions.queries import public_action
from openletter.actions.rules import ActState, EvidenceLevel
from openletter.actions.sheets import sheet_of
from openletter.cases.models import Case
from openletter.kernel import outbox
from openletter.kernel.models import AuditEntry, OutboxEntry
from openletter.kernel.refusals import Refused
from openletter.mailings.letters import write_letter
from openletter.mailings.models import OutgoingMail
from openletter.mailings.reading import about

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    case = making.case(making.section())
    making.consent(case)
    return case


def follow(action: Action) -> Action:
    """The next of the series, drafted from this one and published."""
    draft = series.issue_next(action=action, actor=EDITOR, at=AT)
    Action.objects.filter(pk=draft.pk).update(deadline=date(2027, 3, 1))
    return published(draft)


def test_the_next_one_is_drafted_with_all_that_stood(case: Case) -> None:
    first = published(urgent(case))
    draft = series.issue_next(action=first, actor=EDITOR, at=AT)
    before, after = sheet_of(first.pk, on=AT.date()), sheet_of(draft.pk, on=AT.date())
    assert before
    assert after
    assert (draft.status, draft.deadline) == ("draft", None)
    assert (after.ua_number, after.ua_sequence, after.index_number) == (NUMBER, 2, "")
    for same in ("words", "demands", "letters", "targets", "copies", "preferred_languages"):
        assert getattr(after, same) == getattr(before, same)
    assert [one.url for one in after.previous] == [first.ref]
    assert AuditEntry.objects.filter(verb="action.issue_next").exists()


def test_the_second_takes_the_place_of_the_first(case: Case) -> None:
    first = published(urgent(case))
    second = follow(first)
    first.refresh_from_db()
    assert (first.status, first.close_reason, first.superseded_by) == ("closed", "superseded", second)
    assert first.closed_on == AT.date()
    assert second.status == "live"


def test_the_oldest_leads_to_the_newest(case: Case) -> None:
    first = published(urgent(case))
    third = follow(follow(first))
    shown = public_action(first.pk, "en", at=AT)
    assert shown
    assert shown.superseded_by
    assert shown.superseded_by.ref == third.ref


def test_one_that_opens_later_takes_the_place_then(case: Case) -> None:
    first = published(urgent(case))
    draft = series.issue_next(action=first, actor=EDITOR, at=AT)
    Action.objects.filter(pk=draft.pk).update(deadline=date(2027, 3, 1), opens_at=AT + timedelta(hours=2))
    published(draft)
    first.refresh_from_db()
    assert first.status == "live"
    outbox.dispatch(at=AT + timedelta(hours=1))
    first.refresh_from_db()
    assert first.status == "live"
    outbox.dispatch(at=AT + timedelta(hours=3))
    first.refresh_from_db()
    assert (first.status, first.superseded_by_id) == ("closed", draft.pk)


def test_a_gap_is_refused(case: Case) -> None:
    published(urgent(case))
    with pytest.raises(Refused, match="leaves one out"):
        published(urgent(case, 3))
    assert Action.objects.filter(status="live").count() == 1


def test_one_behind_the_newest_is_refused(case: Case) -> None:
    published(urgent(case, 2))
    with pytest.raises(Refused, match="A later one"):
        published(urgent(case, 1))


def test_a_series_known_elsewhere_may_begin_later(case: Case) -> None:
    assert published(urgent(case, 3)).status == "live"


def test_two_of_one_place_cannot_be(case: Case) -> None:
    first = published(urgent(case))
    series.issue_next(action=first, actor=EDITOR, at=AT)
    with pytest.raises(Refused, match="stands already"):
        series.issue_next(action=first, actor=EDITOR, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        urgent(case, 2)


def test_nothing_follows_a_draft_or_a_petition(case: Case) -> None:
    for action in (urgent(case), making.action(case)):
        with pytest.raises(Refused, match="has been published"):
            series.issue_next(action=action, actor=EDITOR, at=AT)


def test_without_number_summary_and_day_it_is_neither_sent_nor_approved(case: Case) -> None:
    action = urgent(case)
    life.submit(action=action, actor=EDITOR, at=AT)
    UrgentSheet.objects.get().words.all().delete()
    type(action).objects.filter(pk=action.pk).update(deadline=None)
    action.refresh_from_db()
    for verb in (life.approve, life.submit):
        with pytest.raises(Refused, match=r"no summary yet\. It has no deadline yet"):
            verb(action=action, actor=EDITOR, at=AT)
        type(action).objects.filter(pk=action.pk).update(status="draft")


def test_a_recalled_one_is_closed_and_leads_on_too(case: Case) -> None:
    first = published(urgent(case))
    life.suspend(action=first, actor=EDITOR, at=AT, reason="A mistake in the address")
    second = follow(first)
    first.refresh_from_db()
    assert (first.status, first.superseded_by) == ("closed", second)


def test_who_wrote_before_is_told_and_nobody_else() -> None:
    case = making.case(a_section())
    making.consent(case)
    petition = making.action(case, status="live")
    first = published(urgent(case))
    for action, email in ((first, "rim@people.example"), (petition, "sami@people.example")):
        an_act(action, email)
    ActionTaken.objects.update(state=ActState.COUNTED, evidence=EvidenceLevel.CONFIRMED_EMAIL)
    OutboxEntry.objects.all().delete()
    second = follow(first)
    for _round in range(3):
        outbox.dispatch(at=AT + timedelta(days=400))
    mail = OutgoingMail.objects.get(kind="followed")
    letter = write_letter(mail, about(mail.act_id, on=AT.date(), known={}))
    assert f"/act/{second.ref}/" in letter.link
    assert "Title a-case" not in letter.subject + letter.before[0]
    assert any("Petition fr" in line for line in letter.before)
