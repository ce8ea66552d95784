"""Personal data has an end date."""

from datetime import timedelta

import pytest
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.operations import acts
from openletter.kernel import outbox
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.models import AuditEntry
from openletter.supporters import access, tasks
from openletter.supporters.models import Supporter
from openletter.supporters.queries import agrees
from openletter.supporters.rules import Purpose


@pytest.fixture
def supporter(db):
    acts.confirm(act_id=an_act(an_action(a_section()), news=True), at=AT)
    outbox.dispatch(at=AT)
    return Supporter.objects.get()


def test_a_supporter_is_erased_on_the_day_after_the_last(supporter):
    last = AT.replace(year=2027)
    assert supporter.retain_until == last.date()
    assert tasks.erase_outdated(last) == 0
    assert tasks.erase_outdated(last + timedelta(days=1)) == 1
    supporter.refresh_from_db()
    assert (supporter.person, supporter.sealed, supporter.data_key_id, supporter.language) == (None, None, None, "")
    with pytest.raises(access.Erased):
        access.open_supporter(supporter.pk, by=SYSTEM, purpose="test", at=AT)


def test_a_supporter_is_sealed_to_their_own_row(supporter):
    assert access.open_supporter(supporter.pk, by=SYSTEM, purpose="test", at=AT).email == "rim@people.example"
    assert not AuditEntry.objects.filter(verb="opened").exists()
    access.open_supporter(supporter.pk, by=Actor(3, "Nora"), purpose="answer a letter", at=AT)
    assert AuditEntry.objects.get(verb="opened").reason == "answer a letter"


def test_an_unticked_box_takes_nothing_back(supporter):
    acts.confirm(act_id=an_act(an_action(supporter.section), at=AT + timedelta(days=1)), at=AT)
    outbox.dispatch(at=AT + timedelta(days=1))
    assert agrees(supporter.pk, Purpose.NEWS)
    assert not agrees(supporter.pk, Purpose.PUBLIC)
