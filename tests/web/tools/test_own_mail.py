"""The letter in the supporter's own mail program."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.http import Http404
from django.test import RequestFactory
from tests.web.tools.making import copy_to, matter, text, way

from openletter.web.tools import own_mail

pytestmark = pytest.mark.django_db


def _asked(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def _post(about, leaf, **typed):
    return own_mail.answer(RequestFactory().post("/", typed), about, leaf)


@pytest.fixture
def reachable(world):
    way(world, "email", "minister@example.org")
    return world


def test_a_letter_goes_to_the_office_as_it_is_spoken_to(reachable):
    (message,) = own_mail.build(matter(reachable)).messages
    assert urlsplit(message.link).path == "minister@example.org"
    assert _asked(message.link) == {
        "subject": "A request",
        "body": "Your Excellency,\r\n\r\nI write to you.\r\n\r\nYours,",
    }


def test_copies_go_with_the_letter_and_nobody_in_secret(reachable):
    copy_to(reachable, "embassy@example.org")
    (message,) = own_mail.build(matter(reachable)).messages
    assert _asked(message.link)["cc"] == "embassy@example.org"
    assert message.copies == ("Embassy",)
    assert "bcc" not in message.link


def test_an_address_that_does_not_work_is_left_out_and_said(world):
    way(world, "email", "dead@example.org", health="bounced")
    view = own_mail.build(matter(world))
    assert view.messages == ()
    assert "Minister" in view.notes[0]


@pytest.mark.parametrize(("letters", "fit"), [(200, "fits"), (270, "long"), (340, "too_long")])
def test_an_arabic_letter_takes_six_signs_for_each_of_its_own(reachable, letters, fit):
    text(reachable, "م" * letters, language="ar")
    view = own_mail.build(matter(reachable, "ar"))
    assert view.messages[0].fit == fit
    assert bool(view.state) == (fit != "fits")
    assert _asked(view.messages[0].bare) == {"subject": "A request"}


def test_own_words_come_back_with_a_link_of_their_own(reachable):
    answer = _post(
        matter(reachable), "preview", language="en", subject="Mine & yours", letter="Own\r\nwords", name="Rim"
    )
    html = answer.content.decode()
    link = re.search(r'href="(mailto:[^"]+body=[^"]+)"', html)[1].replace("&amp;", "&")
    assert _asked(link) == {
        "subject": "Mine & yours",
        "body": "Your Excellency,\r\n\r\nOwn\r\nwords\r\n\r\nYours,\r\n\r\nRim",
    }
    assert answer["Cache-Control"] == "no-store"
    assert html.count("<h1") == 1
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_too_long_a_letter_opens_without_it_and_can_be_taken_as_a_file(reachable):
    html = _post(matter(reachable), "preview", language="en", subject="S", letter="م" * 400).content.decode()
    assert re.search(r"<p data-whole hidden>", html)
    assert re.search(r"<p data-bare><a", html)
    assert "too long for a link" in html


def test_the_letter_in_another_language_is_the_one_proposed_there(reachable):
    text(reachable, "أكتب إليكم", language="ar")
    answer = _post(matter(reachable), "model", **{"in": "ar"}, letter="Own", name="Rim")
    html = answer.content.decode()
    assert "أكتب إليكم" in html
    assert "معالي الوزير،" in html
    assert re.search(r'<textarea[^>]* lang="ar" dir="rtl"', html)
    assert 'value="Rim"' in html


def test_a_draft_opens_in_the_mail_program(reachable):
    answer = _post(matter(reachable), "draft", language="en", subject="سلام", letter="م" * 4000, to="minister")
    message = message_from_bytes(answer.content, policy=default)
    assert (message["To"], message["Subject"], message["X-Unsent"]) == ("minister@example.org", "سلام", "1")
    assert "م" * 4000 in message.get_content()
    assert answer["Content-Type"] == "message/rfc822"
    assert "attachment" in answer["Content-Disposition"]


def test_lines_in_a_subject_bring_no_header(reachable):
    answer = _post(
        matter(reachable), "draft", language="en", subject="a\r\nBcc: b@example.org", letter="x", to="minister"
    )
    message = message_from_bytes(answer.content, policy=default)
    assert message["Bcc"] is None
    assert message["Subject"] == "a Bcc: b@example.org"


def test_a_letter_can_be_printed(reachable):
    html = _post(matter(reachable), "paper", language="en", subject="S", letter="One\n\nTwo", name="Rim", to="minister")
    assert re.findall(r"<p>(One|Two)</p>", html.content.decode()) == ["One", "Two"]
    assert "Rim" in html.content.decode()


def test_nothing_is_done_by_following_a_link_and_nothing_else_is_answered(reachable):
    about = matter(reachable)
    assert own_mail.answer(RequestFactory().get("/"), about, "preview").status_code == 405
    for leaf, to in (("other", ""), ("draft", "somebody")):
        with pytest.raises(Http404):
            _post(about, leaf, to=to, language="en")


def test_two_offices_with_one_mailbox_get_one_message(reachable):
    copy_to(reachable, "MINISTER@example.org")
    (message,) = own_mail.build(matter(reachable)).messages
    assert message.cc == ()
    assert unquote(message.link).count("inister@example.org") == 1


def test_own_words_are_looked_at_and_never_held_back(reachable):
    html = _post(matter(reachable), "preview", language="en", subject="S", letter="You are an idiot.").content.decode()
    assert '<ul class="remarks"><li>This may be read as an insult' in html
    assert "idiot" in unquote(re.search(r'href="(mailto:[^"]+)"', html)[1])
    assert '<ul class="remarks">' not in _post(matter(reachable), "model", **{"in": "en"}).content.decode()
