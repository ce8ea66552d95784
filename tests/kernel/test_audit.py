"""The audit: who did what, before and after; added to and never changed."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from openletter.kernel import audit
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.models import AuditEntry, LimitRule, SealingKey

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def rule():
    return LimitRule.objects.get(key="mails_per_address")


def test_only_what_differs_is_kept(rule):
    before = audit.snapshot(rule)
    rule.most = 9
    entry = audit.record(
        actor=Actor(7, "Nora"), verb="changed", subject=rule, at=AT, before=before, after=audit.snapshot(rule),
        section="fr", reason="a flood",
    )  # fmt: skip
    assert (entry.before, entry.after) == ({"most": "4"}, {"most": "9"})
    assert (entry.actor_id, entry.actor, entry.verb, entry.at, entry.reason) == (7, "Nora", "changed", AT, "a flood")
    assert (entry.subject_type, entry.subject_id, entry.section) == ("kernel.limitrule", str(rule.pk), "fr")


def test_what_appears_and_what_goes_is_kept(rule):
    made = audit.record(actor=SYSTEM, verb="made", subject=rule, at=AT, after={"most": 1})
    gone = audit.record(actor=SYSTEM, verb="deleted", subject=rule, at=AT, before={"most": 1})
    assert (made.before, made.after) == ({}, {"most": 1})
    assert (gone.before, gone.after) == ({"most": 1}, {})
    assert made.actor_id is None


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_entry_cannot_be_changed_or_removed(rule, change):
    audit.record(actor=SYSTEM, verb="made", subject=rule, at=AT)
    rows = AuditEntry.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(actor="someone else") if change == "update" else rows._raw_delete(rows.db)
    assert AuditEntry.objects.get().actor == "system"


def test_sealed_bytes_never_enter_a_snapshot():
    key = SealingKey.objects.create(holder="section:fr", public=b"\x01\x02", made_at=AT)
    assert "public" not in audit.snapshot(key)
    assert audit.snapshot(key)["holder"] == "section:fr"


def test_a_row_that_is_not_there_yet_has_no_snapshot():
    assert audit.snapshot(LimitRule(key="x", most=1)) == {}
