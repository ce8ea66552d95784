"""Who wrote a letter hears that it was answered: once, of what is worth telling, and nothing that was sealed."""

from uuid import UUID

import pytest
from tests.world.acts import AT, an_act
from tests.world.making import office

from openletter.actions.operations import acts
from openletter.deliveries.access import Answer, sealed_for
from openletter.deliveries.models import OfficialResponse
from openletter.deliveries.operations.responses import judge
from openletter.kernel.audit import SYSTEM
from openletter.kernel.ids import uuid7


@pytest.fixture
def answer(action, worker, mailoutbox):
    """An office's answer to somebody's letter; their confirmation lies behind them."""
    act = an_act(action, language="en")
    worker.round()
    acts.confirm(act_id=act, at=AT)
    mailoutbox.clear()
    row = OfficialResponse(id=uuid7(), office=office(), action=action, act_id=act, received_at=AT)
    row.data_key, row.sealed = sealed_for(action.section, Answer(text="Secret words"), bound_to=row.pk, at=AT)
    row.save(force_insert=True)
    return row.pk


def judged(answer: UUID, kind: str) -> None:
    judge(response_id=answer, kind=kind, actor=SYSTEM, at=AT)


def test_a_pledge_is_told_once_and_its_words_stay_sealed(answer, worker, mailoutbox):
    judged(answer, "pledge")
    worker.round()
    judged(answer, "denial")
    worker.round()
    (mail,) = mailoutbox
    assert mail.to == ["rim@people.example"]
    assert mail.subject == "Your letter was answered"
    assert "We read the answer as: Pledge." in mail.body
    assert "Secret" not in mail.body
    assert "Idriss" not in mail.subject + mail.body.split("\n\n")[0]


@pytest.mark.parametrize("kind", ["counter_measure", "token_or_auto_reply", "no_response", "refused_delivery"])
def test_what_is_for_campaigners_alone_is_not_told(answer, worker, mailoutbox, kind):
    judged(answer, kind)
    worker.round()
    assert mailoutbox == []


def test_who_withdrew_hears_nothing(answer, worker, mailoutbox):
    judged(answer, "pledge")
    acts.withdraw(act_id=OfficialResponse.objects.get().act_id, at=AT)
    worker.round()
    assert mailoutbox == []
