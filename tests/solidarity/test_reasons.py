"""Reasons are rows: the house's, a section's own in their place; a decision keeps the words that were said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.solidarity.conftest import work
from tests.world.acts import AT

from openletter.kernel import words
from openletter.kernel.refusals import Refused
from openletter.mailings.letters import write_letter
from openletter.mailings.models import OutgoingMail
from openletter.mailings.reading import about
from openletter.solidarity import reasons
from openletter.solidarity.models import Reason, ReasonWords, SolidarityMessage
from openletter.solidarity.operations import messages

WORDS = reasons.of_message(with_picture=False)


def codes(section, *, with_picture=False):
    judged = reasons.of_message(with_picture=with_picture)
    return [reason.code for reason in reasons.choosable(section.pk, judged)]


def test_an_installation_begins_with_a_library_in_each_language(action):
    found = reasons.choosable(action.section_id, WORDS)
    assert found[-1].code == "other"
    assert all(reason.languages() == {"en", "fr", "ar"} for reason in found)
    assert "picture" not in codes(action.section)
    assert "picture" in codes(action.section, with_picture=True)


def test_a_sections_own_reason_takes_the_place_of_the_houses(action):
    own = Reason.objects.create(section=action.section, code="religion", judges=["message"])
    words.write(own, {"en": {"text": "Leave faith out."}})
    assert [str(r) for r in reasons.choosable(action.section_id, WORDS) if r.code == "religion"] == ["Leave faith out."]
    Reason.objects.filter(pk=own.pk).update(is_active=False)
    assert "religion" not in codes(action.section)
    assert "religion" in [reason.code for reason in reasons.choosable(0, WORDS)]


def test_a_reason_that_is_not_in_use_or_for_pictures_alone_cannot_be_given(received, staff):
    message = received()
    Reason.objects.filter(code="insult").update(is_active=False)
    for code in ("insult", "picture"):
        with pytest.raises(Refused):
            messages.withhold(message=message, reason=code, actor=staff[0], at=AT)


def test_past_decisions_and_their_mails_keep_the_words_said_then(received, staff):
    message = received()
    messages.withhold(message=message, reason="religion", tell=True, actor=staff[0], at=AT)
    Reason.objects.filter(code="religion").update(is_active=False)
    ReasonWords.objects.filter(fact__code="religion").update(text="Something else.")
    work()
    mail = OutgoingMail.objects.get(kind="msg_withheld")
    subject = replace(about(mail.act_id, on=AT.date(), known={}), language="ar")
    assert "تتحدث عن الدين، ويُطلب في هذه الحالة تجنّب ذلك." in write_letter(mail, subject).before
    messages.reconsider(message=message, actor=staff[0], at=AT)
    assert SolidarityMessage.objects.get().reason_said == {}
