"""Entering by hand what was counted elsewhere."""

import pytest
from django.db import DatabaseError, transaction
from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action, LedgerEntry
from openletter.actions.operations import ledger, life
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
SHEET = {"source": "paper", "quantity": 40, "reason": "Sheet 1", "actor": EDITOR, "at": AT}


@pytest.fixture
def action() -> Action:
    return making.action(making.case(making.section()))


def test_an_entry_names_source_actor_reason_and_time(action: Action) -> None:
    entry = ledger.enter(action=action, **SHEET)
    assert (entry.quantity, entry.actor, entry.reason, entry.recorded_at) == (40, EDITOR.name, "Sheet 1", AT)
    assert AuditEntry.objects.get(verb="ledger.enter").after["quantity"] == 40


@pytest.mark.parametrize(
    "wrong",
    [{"source": "verified_online"}, {"source": "unconfirmed"}, {"quantity": 0}, {"reason": " "}, {"quantity": -1}],
    ids=["the counting's own", "unconfirmed", "nothing", "no reason", "less than nothing"],
)
def test_what_nobody_could_vouch_for_is_refused(action: Action, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        ledger.enter(action=action, **(SHEET | wrong))
    assert not LedgerEntry.objects.exists()


def test_a_mistake_is_corrected_by_a_second_entry_never_by_changing_the_first(action: Action) -> None:
    entry = ledger.enter(action=action, **SHEET)
    ledger.enter(action=action, **(SHEET | {"quantity": -4, "reason": "Four names stood there twice"}))
    assert sum(action.ledger.values_list("quantity", flat=True)) == 36
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).update(quantity=36)


def test_the_number_of_a_closed_action_stands(action: Action) -> None:
    making.consent(action.case)
    life.open_action(action=action, actor=EDITOR, at=AT)
    life.close(action=action, actor=EDITOR, at=AT, reason="won")
    with pytest.raises(Refused, match="closed"):
        ledger.enter(action=action, **SHEET)
