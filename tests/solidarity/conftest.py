"""What tests of messages share: an action that asks for them, and people who write."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.accounts.models import User
from openletter.actions.enclosures import operations as enclosures
from openletter.actions.models import Action
from openletter.actions.operations import acts
from openletter.cases.models import SolidarityGuidance
from openletter.kernel import outbox
from openletter.solidarity.models import SolidarityMessage

TEXT = "Dear Idriss, the cherry trees are in flower."


@pytest.fixture
def action(db):
    """An action that asks for messages to a person, with a careful guidance."""
    found = an_action(a_section())
    Action.objects.filter(pk=found.pk).update(kind="solidarity_message")
    SolidarityGuidance.objects.create(case=found.case, languages=["fr", "ar", "en"], recipient_route="family")
    found.refresh_from_db()
    return found


def picture(size=(400, 300)):
    out = io.BytesIO()
    Image.new("RGB", size, "orange").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def write(action):
    """Somebody writes and confirms; the worker does what follows."""

    def written(email="maya@people.example", text=TEXT, *, signed="Maya", with_picture=False, confirm=True, at=AT):
        more = {"message": text, "signed": signed, "sender_address": ""}
        if with_picture:
            more["enclosure"] = enclosures.take(picture(), action=action, section=action.section, at=at)
        act = an_act(action, email, language="en", at=at, more=more)
        work()
        if confirm:
            acts.confirm(act_id=act, at=at)
            work()
        return act

    return written


def work(at=AT):
    """The outbox until it is empty."""
    while outbox.dispatch(at=at):
        pass


@pytest.fixture
def received(write):
    """The row of a message that came in."""

    def made(*args, **more):
        return SolidarityMessage.objects.get(act_id=write(*args, **more))

    return made


@pytest.fixture
def staff(db):
    """Two people who moderate."""
    return [User.objects.create_user(f"{name}@example.org", first_name=name).actor for name in ("Ines", "Omar")]
