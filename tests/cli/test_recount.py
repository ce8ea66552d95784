"""The public numbers proved from the terminal."""

import pytest
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.models import TallyDelta
from openletter.cli import main
from openletter.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    action = an_action(a_section())
    an_act(action)
    return action


def test_a_number_that_agrees_ends_well(action, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recount"]) == 0
    assert capsys.readouterr().out == (
        "1 actions: 0 counted acts, 1 waiting for confirmation\nThe ledger and the acts agree.\n"
    )


def test_a_number_that_differs_raises_the_alarm_and_is_repaired_with_a_reason(
    action, capsys: pytest.CaptureFixture[str]
) -> None:
    TallyDelta.objects.create(action=action, source="verified_online", quantity=3, at=AT)
    assert main(["recount"]) == 1
    assert f"action {action.pk}, verified_online: the ledger says 3, the acts say 0" in capsys.readouterr().out

    assert main(["recount", "--repair"]) == 1
    assert "--reason" in capsys.readouterr().err

    assert main(["recount", "--repair", "--reason", "a test"]) == 0
    assert main(["recount"]) == 0
    assert AuditEntry.objects.filter(verb="recount", reason="a test").count() == 1
