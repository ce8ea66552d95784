"""What a state hangs on may be deleted while it waits."""

from __future__ import annotations

import pytest

from openletter.actions.models import Action
from openletter.kernel.gone import gone_from, require_there, without
from openletter.kernel.refusals import Refused
from openletter.targets.models import Office


@pytest.mark.django_db
def test_rows_that_cannot_be_without_it_go_and_others_stay() -> None:
    office = Office.objects.create(key="here", kind="minister", territory="MA")
    stands = {"pk": 1, "next_action": None, "targets": []}
    rows = [{"pk": None, "office": office.pk, "role": "copy"}, {"pk": None, "office": 999, "role": "copy"}]
    state = {"pk": 1, "next_action": 998, "targets": rows, "words": [{"pk": 3, "title": "Free him"}]}
    gone = gone_from(Action, state, stands)
    assert gone == {(Office, 999), (Action, 998)}
    assert without(Action, state, gone) == {**state, "next_action": None, "targets": rows[:1]}
    with pytest.raises(Refused) as refusal:
        require_there(gone)
    assert "action, office" in str(refusal.value.message)


def test_what_the_database_holds_is_not_asked_for() -> None:
    stands = {"pk": 1, "targets": [{"pk": 2, "office": 999}]}
    assert gone_from(Action, stands, stands) == frozenset()
    assert without(Action, stands, frozenset()) is stands
    require_there(frozenset())
