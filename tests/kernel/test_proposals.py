"""What waits for a second person has an end: decided, it is gone at once; undecided, after its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from openletter.kernel import proposals, tasks
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry, LimitRule, Proposal

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WAITS = timedelta(days=90)
ADA = Actor(1, "Ada")


def waiting(at: datetime = AT, amends: Proposal | None = None) -> Proposal:
    return proposals.propose(
        kind="case.photo", subject=LimitRule.objects.order_by("pk")[0], section="ca", wanted={"name": "A witness"},
        actor=ADA, at=at, body=b"her face", amends=amends,
    )  # fmt: skip


def test_what_nobody_decides_on_is_deleted_after_its_time_and_the_audit_says_so_without_its_words() -> None:
    assert timedelta(days=settings.ENV.proposal_days) == WAITS
    row = waiting()
    tasks.forget_what_nobody_decided_on(AT + WAITS)
    assert Proposal.objects.count() == 1
    tasks.forget_what_nobody_decided_on(AT + WAITS + timedelta(minutes=1))
    assert not Proposal.objects.exists()
    entry = AuditEntry.objects.get(verb="proposal.ended")
    assert (entry.actor_id, entry.subject_id, entry.section) == (None, str(row.pk), "ca")
    assert (entry.after["written_by"], "witness" in str(entry.after)) == ("Ada", False)


def test_who_writes_on_it_or_sends_it_back_begins_its_time_anew() -> None:
    row, day = waiting(), timedelta(days=1)
    row = waiting(AT + 80 * day, amends=row)
    assert proposals.forget(at=AT + 100 * day) == 0
    proposals.send_back(proposal=row, reason="Whose house is this?", actor=Actor(2, "Bea"), at=AT + 160 * day)
    assert proposals.forget(at=AT + 240 * day) == 0
    row.refresh_from_db()
    assert proposals.ends_at(row) == AT + 250 * day
    assert list(proposals.ending_before(AT + 251 * day)) == [row]
    assert proposals.forget(at=AT + 251 * day) == 1


def test_what_was_decided_on_keeps_no_word_and_no_picture() -> None:
    done: list[int] = []
    proposals.register(proposals.Kind("a.test", "A test", lambda row, *_by: done.append(row.pk), lambda _row: ([], []),
                                      lambda _row: LimitRule.objects.order_by("pk")[0]))  # fmt: skip
    row = waiting()
    Proposal.objects.filter(pk=row.pk).update(kind="a.test")
    proposals.approve(proposal=row, actor=Actor(2, "Bea"), at=AT)
    assert done == [row.pk]
    proposals.discard(proposal=waiting(), actor=ADA, at=AT)
    assert not Proposal.objects.exists()
    assert "witness" not in str(list(AuditEntry.objects.values_list("before", "after", "reason")))
