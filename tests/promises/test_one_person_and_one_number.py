"""One person counts once, because the database says so; and the number is the sum of its ledger, always."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.models import ActionTaken, LedgerEntry
from openletter.actions.operations import acts, ledger
from openletter.actions.rules import PUBLIC_SOURCES, LedgerSource
from openletter.actions.tally import count_of, fold, recount
from openletter.kernel.audit import Actor

pytestmark = pytest.mark.django_db
STAFF = Actor(id=7, name="A campaigner")


def test_a_second_row_of_one_person_is_refused_by_the_database_itself() -> None:
    action = an_action(a_section())
    act = ActionTaken.objects.get(pk=an_act(action))
    act.pk = None
    act._state.adding = True
    act.id = ActionTaken._meta.pk.get_default()
    with pytest.raises(IntegrityError), transaction.atomic():
        act.save(force_insert=True)


def test_the_number_is_its_ledger_at_every_step_and_a_recount_agrees() -> None:
    action = an_action(a_section())
    ledger.enter(
        action=action,
        source=LedgerSource.HISTORIC,
        quantity=745,
        actor=STAFF,
        at=AT,
        reason="Earlier",
        evidence="File 3",
    )
    one, two = an_act(action, "one@people.example"), an_act(action, "two@people.example")
    for step in (
        lambda: acts.confirm(act_id=one, at=AT),
        lambda: fold(AT),
        lambda: acts.confirm(act_id=two, at=AT),
        lambda: acts.withdraw(act_id=one, at=AT),
        lambda: fold(AT),
    ):
        step()
        assert recount().differences == ()
    lines = LedgerEntry.objects.filter(action=action, source__in=PUBLIC_SOURCES)
    assert count_of(action.pk, as_of=AT).number == sum(lines.values_list("quantity", flat=True)) == 746
    assert all(line.reason and line.actor and line.recorded_at for line in lines)


def test_what_staff_entered_cannot_be_changed_or_removed_by_anybody() -> None:
    action = an_action(a_section())
    ledger.enter(
        action=action, source=LedgerSource.PAPER, quantity=40, actor=STAFF, at=AT, reason="Sheets", evidence=""
    )
    for change in (
        lambda: LedgerEntry.objects.filter(action=action).update(quantity=41),
        lambda: LedgerEntry.objects.filter(action=action).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
