"""GET changes nothing: mail scanners follow every link, and must confirm, disown and withdraw nothing."""

import re

import pytest
from django.test import Client
from tests.world import acts as people

from openletter.actions.models import ActionTaken, TallyDelta
from openletter.actions.operations import acts
from openletter.actions.rules import ActState
from openletter.kernel import outbox
from openletter.kernel.models import OutboxEntry
from openletter.mailings import tasks
from openletter.supporters.operations import new_section_key

pytestmark = pytest.mark.django_db
BROUGHT_BY = {
    ActState.COUNTED: acts.confirm,
    ActState.WITHDRAWN: acts.withdraw,
    ActState.DISOWNED: acts.disown,
}


@pytest.fixture
def mailed(world, mailoutbox):
    """An act, and the path its confirmation mail leads to."""
    new_section_key(world.section, people.AT)
    act = people.an_act(world.action, language="fr")
    outbox.dispatch(at=people.AT)
    tasks.send_answers(people.AT.replace(year=2099))
    return act, re.search(r"https?://[^/]+(/\S+/confirm/\S+/)", mailoutbox[0].body)[1]


def everything():
    rows = ActionTaken.objects.values_list("state", "confirmed_at", "ended_at")
    return list(rows), TallyDelta.objects.count(), OutboxEntry.objects.count()


@pytest.mark.parametrize("state", [ActState.PENDING, ActState.COUNTED, ActState.WITHDRAWN, ActState.DISOWNED])
@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_following_the_link_changes_nothing(mailed, state, method):
    act, path = mailed
    verb = {ActState.COUNTED: acts.confirm, ActState.WITHDRAWN: acts.withdraw, ActState.DISOWNED: acts.disown}.get(
        state
    )
    if verb:
        verb(act_id=act, at=people.AT)
    before = everything()
    for address in (path, f"{path}?do=confirm", f"{path}?do=withdraw"):
        assert getattr(Client(), method)(address).status_code in (200, 405)
    assert everything() == before


def test_the_button_behind_the_link_confirms_and_the_same_link_withdraws(mailed):
    act, path = mailed
    for do, state in (("confirm", ActState.COUNTED), ("withdraw", ActState.WITHDRAWN)):
        page = Client().get(path).content.decode()
        assert f'value="{do}"' in page
        assert Client().post(path, {"do": do}, follow=True).status_code == 200
        assert ActionTaken.objects.get(pk=act).state == state


def test_whoever_typed_something_wrong_takes_it_back_before_confirming_and_acts_anew(mailed, world):
    act, path = mailed
    assert 'value="withdraw"' in Client().get(path).content.decode()
    Client().post(path, {"do": "withdraw"})
    old = ActionTaken.objects.get(pk=act)
    assert (old.state, old.sealed) == (ActState.WITHDRAWN, None)
    anew = people.an_act(world.action, language="fr")
    assert ActionTaken.objects.get(pk=anew).state == ActState.PENDING


def test_this_was_not_me_stands_beside_it(mailed):
    act, path = mailed
    assert 'value="disown"' in Client().get(path).content.decode()
    Client().post(path, {"do": "disown"})
    assert ActionTaken.objects.get(pk=act).state == ActState.DISOWNED


def test_a_guessed_or_altered_link_leads_nowhere(mailed):
    act, path = mailed
    for changed in (path[:-3] + "x/", path.replace("~", "-"), f"/xx/fr/confirm/{act.hex}/"):
        assert Client().get(changed).status_code == 404
        assert Client().post(changed, {"do": "confirm"}).status_code == 404
    assert ActionTaken.objects.get(pk=act).state == ActState.PENDING
