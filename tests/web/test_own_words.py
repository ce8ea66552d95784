"""Own words come back with everything typed and a sentence beside them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override
from tests.web.tools.making import kind, text

from openletter.actions.wording import Remark, digest, look_at_letter
from openletter.actions.wording.letter import KINDLY
from openletter.web.context.of_remarks import said

pytestmark = pytest.mark.django_db
MINE = "Dear Minister,\n\nYou murderers, let <Amina> go."


def come_back(world, remarks, letter=MINE, language="en"):
    kind(world, "email_to_target")
    text(world, "I write for Amina Example.")
    typed = {"subject": "Amina Example", "letter": letter, "name": "Zoé", "email": "zoe@example.org", "country": "CA"}
    refusal = {"code": "look_again", "errors": {}, "remarks": remarks, "values": typed, "section": "xx",
               "language": language, "ref": world.action.ref}  # fmt: skip
    answer = Client().post(f"/act/{world.action.ref}", typed, **{"asgi.scope": {"openletter.refusal": refusal}})
    return answer, answer.content.decode(), typed


def test_the_letter_comes_back_whole_with_a_reason_and_may_go_as_it_is(world):
    found = look_at_letter("Amina Example", MINE, model="", language="en")
    answer, html, typed = come_back(world, found)
    assert answer.status_code == 422
    assert answer["Cache-Control"] == "no-store"
    assert "You murderers, let &lt;Amina&gt; go." in html
    assert "This may be read as an insult: “You murderers”." in unescape(html)
    assert "Send it as it is" in html
    assert f'name="heeded" value="{digest(typed, ["subject", "letter"])}"' in html
    assert re.search(r'id="letter"[^>]*aria-describedby="[^"]*letter-remarks', html)


def test_a_threat_must_be_written_differently(world):
    found = look_at_letter("Amina Example", "We will find you.", model="", language="en")
    _answer, html, _typed = come_back(world, found, "We will find you.")
    assert "it cannot be sent" in html
    assert "Send it as it is" not in html


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("code", ["insult", "threat", "war_words", "shouting", "name_missing", *sorted(KINDLY)])
def test_every_remark_has_a_sentence_of_its_own(code, language):
    with override(language):
        sentence = said(Remark("letter", code, ("87",)))
        assert sentence != said(Remark("letter", "unheard_of"))
        assert "%" not in re.sub(r"87\s?%", "", sentence).replace("٪", "")
        assert "!" not in sentence
