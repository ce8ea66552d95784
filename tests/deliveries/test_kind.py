"""What an action of this kind must have before it is approved."""

from dataclasses import replace

import pytest
from tests.deliveries.conftest import an_office
from tests.world import making

from openletter.actions.models import ActionTarget
from openletter.actions.operations import life
from openletter.config import env as surroundings
from openletter.kernel.refusals import Refused


@pytest.fixture
def draft(db):
    case = making.case(making.section())
    making.consent(case)
    action = making.action(case, status="in_review")
    action.kind = "email_to_target"
    action.save()
    return action


def approve(action):
    return life.approve(action=action, actor=making.EDITOR, at=making.AT)


def test_an_office_without_a_mail_address_is_not_enough(draft):
    with pytest.raises(Refused, match="an e-mail address that works"):
        approve(draft)
    ActionTarget.objects.create(action=draft, office=an_office("reachable"))
    assert approve(draft).status == "approved"


def test_without_a_sender_of_ours_nothing_is_promised(draft, monkeypatch):
    ActionTarget.objects.create(action=draft, office=an_office("reachable"))
    bare = replace(surroundings.env(), target_mail_from="")
    monkeypatch.setattr(surroundings, "env", lambda: bare)
    with pytest.raises(Refused, match="OPENLETTER_TARGET_MAIL_FROM"):
        approve(draft)
