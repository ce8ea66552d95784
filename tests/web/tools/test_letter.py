"""The letter on its page: made with what was typed, kept nowhere, gone when the action is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pypdfium2 as pdfium
import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from tests.world import making, pages
from tests.world.making import AT, EDITOR

from openletter.actions.intake.known import Limit
from openletter.actions.intake.limits import Windows
from openletter.actions.models import Action, ActionTarget
from openletter.actions.operations import life
from openletter.kernel import clock, words
from openletter.targets.models import Accreditation, ContactPoint, Office, PostRoute
from openletter.web import asking
from openletter.web.tools import letter

ADDRESS = "1 Example Square\n10020 Rabat"
SENDER = {"sender_name": "Amina Example", "sender_address": "12 Example Street\nOttawa", "sender_place": "Ottawa"}


def office_by_post(key="minister"):
    office = making.office(key)
    ContactPoint.objects.get_or_create(office=office, kind="postal", defaults={"value": ADDRESS, "health": "ok"})
    return office


@contextmanager
def standing(kind: str, built: pages.World, blocker: DjangoDbBlocker) -> Iterator[int]:
    """An action on paper to one office, in three languages, with its pages."""
    with blocker.unblock(), transaction.atomic():
        office_by_post()
        yield pages.an_action(built.case, kind=kind, asks=[]).pk
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def written(built: pages.World, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """A letter, for the whole file."""
    with standing("letter", built, django_db_blocker) as pk:
        yield pk


@pytest.fixture
def action(world, written, monkeypatch):
    """The same, read anew."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(asking, "_tools", Windows())
    return Action.objects.get(pk=written)


def address(action, leaf="", language="en"):
    return f"/xx/{language}/act/{action.ref}/letter/{leaf}"


def posted(action, leaf="paper", **typed):
    return Client(enforce_csrf_checks=True).post(address(action, leaf), {**SENDER, **typed})


def read(answer):
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert answer["Content-Type"] == "application/pdf"
    with pdfium.PdfDocument(io.BytesIO(answer.content)) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def page_of(action, language="en"):
    found = Client().get(f"/xx/{language}/act/{action.ref}/", follow=True)
    assert found.status_code == 200
    return found.content.decode()


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_the_page_has_the_form_the_demands_and_the_letter_to_fill_in_by_hand(action, language):
    html = page_of(action, language)
    assert f'action="{address(action, "paper", language)}"' in html
    assert f"Release her ({language})" in html
    assert address(action, "letter-en-us-letter.pdf", language) in html
    assert "I write to you." in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert "style=" not in html


def test_what_is_typed_is_printed_and_nothing_is_kept(action):
    answer = posted(action, own_subject="A request", own_letter="I write to you.", paper="a4")
    (page,) = read(answer)
    for part in ("Amina Example 12 Example Street Ottawa", "10020 RABAT MOROCCO", "Your Excellency,", "I write to you.",
                 "Ottawa, March 1, 2026"):  # fmt: skip
        assert part in page
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "Amina" not in answer["Content-Disposition"]


def test_the_letter_proposed_goes_in_the_language_the_office_reads(action):
    Office.objects.filter(key="minister").update(preferred_languages=["ar"])
    one = posted(action, own_subject="A request", own_letter="I write to you.", language="ar")
    assert "معالي الوزير" in read(one)[0]
    both = posted(action, own_subject="A request", own_letter="I write to you.", language="ar", beside="yes")
    assert "معالي الوزير" in read(both)[0]
    assert "Excellency" in read(both)[0]


def test_own_words_go_as_they_were_typed_and_are_not_translated(action):
    letter = "I am a teacher. I ask you to release Amina Example."
    (page,) = read(posted(action, own_subject="Amina Example", own_letter=letter, beside="yes"))
    assert letter in page
    assert "I write to you." not in page


def test_insults_are_told_before_anything_is_printed_and_may_go_all_the_same(action):
    typed = {"own_subject": "Amina Example", "own_letter": "You are an idiot. Release Amina Example."}
    back = posted(action, **typed)
    assert back.status_code == 422
    html = back.content.decode()
    assert "may be read as an insult" in html
    assert "Ottawa" in html
    assert "Release her (en)" in html
    heeded = re.search(r'name="heeded" value="([^"]+)"', html)[1]
    assert "idiot" in read(posted(action, **typed, heeded=heeded))[0]
    changed = posted(
        action, own_subject="Amina Example", own_letter=typed["own_letter"] + " Stupid idiot.", heeded=heeded
    )
    assert changed.status_code == 422


def test_threats_are_not_printed(action):
    typed = {"own_subject": "Amina Example", "own_letter": "We will kill you. Release Amina Example."}
    html = posted(action, **typed).content.decode()
    assert 'name="heeded"' not in html or posted(
        action, **typed, heeded=re.search(r'name="heeded" value="([^"]+)"', html)[1]
    ).status_code == 422  # fmt: skip
    assert "may be read as a threat" in html


@pytest.mark.parametrize(
    ("field", "value"),
    [("sender_name", "Am\x00ina"), ("sender_name", "x" * 121), ("own_letter", "\u202eevil"),
     ("sender_address", "\n".join("abcdefghij")), ("own_letter", "x" * 6001)],
)  # fmt: skip
def test_what_cannot_be_printed_comes_back_with_a_word_beside_it(action, field, value):
    answer = posted(action, **{"own_subject": "A request", "own_letter": "I write to you.", field: value})
    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_group_gets_everybody_s_letter_in_one_file(action):
    people = "Amina Example, Ottawa\nBen Example\n\nأمينة المثال، الجزائر"
    first, second, third = read(posted(action, "group", people=people, own_subject="", own_letter=""))
    assert "Amina Example Ottawa" in first
    assert "Ben Example" in second
    assert "أمينة المثال" in third


@pytest.mark.parametrize("letter", ["A\n" * 2_900, "A\n\n" * 1_900], ids=["lines", "paragraphs"])
def test_nobody_makes_paper_by_the_metre(action, letter):
    assert posted(action, own_subject="S", own_letter=letter, heeded="").status_code == 422


def test_what_a_group_prints_has_an_end(action):
    answer = posted(action, "group", people="A, B\n" * 200, own_subject="S", own_letter="Nadir, and so on. " * 330)
    assert answer.status_code == 422


def test_groups_are_printed_one_after_the_other_and_now_and_then(action, monkeypatch):
    monkeypatch.setattr(letter, "PATIENCE", 0.01)
    form = {"people": "A, B", "own_subject": "", "own_letter": ""}
    with letter._group:
        busy = posted(action, "group", **form)
        assert (busy.status_code, busy["Cache-Control"], busy["Retry-After"]) == (429, "no-store", "60")
        assert posted(action, own_subject="", own_letter="").status_code == 200, "single letters go on"
    answers = [posted(action, "group", **form).status_code for _each in range(asking.OF_GROUPS.most + 1)]
    assert (answers[0], answers[-1]) == (200, 429)


def test_one_network_does_not_keep_the_press_for_itself(action, monkeypatch):
    monkeypatch.setattr(asking, "OF_TOOLS", Limit(2, 600))
    monkeypatch.setattr(asking.has_room_for_a_tool, "__defaults__", (asking.OF_TOOLS,))
    assert [posted(action, "labels").status_code for _each in range(3)] == [200, 200, 429]
    assert Client().get(address(action, "letter-en-a4.pdf")).status_code == 200, "what is the same for all is no burden"


def test_a_group_without_names_or_with_too_many_is_told(action):
    assert posted(action, "group").status_code == 422
    assert posted(action, "group", people="A, B\n" * 201).status_code == 422


def test_three_offices_take_letters_of_fewer_people(action):
    for order in (1, 2):
        ActionTarget.objects.create(action=action, office=office_by_post(f"office-{order}"), order=order)
    assert posted(action, "group", people="A, B\n" * 134).status_code == 422
    assert len(read(posted(action, "group", people="A, B\n" * 2))) == 6


def test_no_browser_keeps_a_letter_back_for_want_of_a_group(action):
    html = page_of(action)
    form = html[html.index('<form class="paper"') : html.index("</form>", html.index('<form class="paper"'))]
    empty = re.findall(r"<(?:textarea|input)[^>]* required[^>]*>", form)
    assert len(empty) == 2  # subject and letter, which come filled in


def test_two_offices_are_two_letters_and_two_envelopes(action):
    second = office_by_post("second")
    ActionTarget.objects.create(action=action, office=second, order=1)
    assert len(read(posted(action))) == 2
    assert len(read(posted(action, "envelope", envelope="c6"))) == 2
    assert len(read(posted(action, "labels", paper="a4"))) == 1


@pytest.mark.parametrize(
    "leaf",
    ["letter-en-a4.pdf", "letter-ar-us-letter.pdf", "envelope-dl.pdf", "envelope-number-10.pdf", "labels-a4.pdf"],
)
def test_papers_without_a_name_are_the_same_for_everybody(action, leaf):
    first, second = (Client().get(address(action, leaf)) for _ in range(2))
    assert first.content == second.content
    assert "Amina Example" not in " ".join(read(first))
    assert first["Cache-Control"].startswith("public, max-age=")
    assert first["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "leaf", ["letter-xx-a4.pdf", "letter-en-b5.pdf", "labels-en-a4.pdf", "envelope-a4.pdf", "other"]
)
def test_papers_that_do_not_exist_are_not_found(action, leaf):
    assert Client().get(address(action, leaf)).status_code == 404


def test_a_recalled_action_gives_no_paper_any_more(action):
    life.suspend(action=action, reason="Risk", actor=EDITOR, at=AT)
    assert Client().get(address(action, "letter-en-a4.pdf")).status_code == 410
    assert posted(action).status_code == 410


def test_an_action_past_its_deadline_leads_to_its_page(action):
    type(action).objects.filter(pk=action.pk).update(deadline=date(2026, 2, 1))
    for answer in (Client().get(address(action, "letter-en-a4.pdf")), posted(action)):
        assert answer.status_code == 303
        assert answer["Cache-Control"] == "no-store"


def test_in_the_last_week_an_e_mail_is_asked_for_instead(action):
    type(action).objects.filter(pk=action.pk).update(deadline=date(2026, 3, 7))
    ContactPoint.objects.create(office=making.office(), kind="email", value="minister@example.org", health="ok")
    html = page_of(action)
    assert "a letter may come too late" in html
    assert "mailto:minister@example.org" in html
    assert posted(action).status_code == 303


def test_without_a_postal_address_no_letter_is_offered(action):
    ContactPoint.objects.update(health="retired")
    html = page_of(action)
    assert "the post reaches none of these offices" in html
    assert "letter-en" not in html


def test_the_organisation_stands_at_the_foot_only_where_it_may(action):
    assert "Section xx" in read(posted(action))[0]
    action.appeals.update(mention_organisation=False)
    assert "Section xx" not in read(posted(action))[0]


def test_the_section_says_what_the_post_costs(action, world):
    words.write(world.section, {"en": {"name": "Section xx", "postage": "Two stamps."}})
    assert "Two stamps." in page_of(action)


def test_a_letter_that_an_embassy_at_home_forwards_goes_there_and_stays_at_home(action, world):
    words.write(world.section, {"en": {"name": "Section xx", "postage": "Two stamps."}})
    embassy = Office.objects.create(key="embassy", kind="ambassador", territory="MA", seat="CA")
    words.write(embassy, {"en": {"name": "Embassy in Ottawa", "salutation": "Your Excellency,", "closing": "Yours,"}})
    ContactPoint.objects.create(office=embassy, kind="postal", value="38 Avenue\nOttawa")
    Accreditation.objects.create(office=embassy, country="CA")
    PostRoute.objects.create(to_country="MA", since=AT.date(), source="The post", checked_on=AT.date())
    page = page_of(action)
    assert "it is asked to forward your letter" in page
    assert "Two stamps." not in page
    text = " ".join(read(posted(action)))
    assert "38 Avenue" in text
    assert "Rabat" not in text


def test_a_letter_without_an_office_that_post_reaches_is_not_ready(action):
    from openletter.actions.kinds import kind_of

    assert kind_of("letter").lacks(action) == []
    ContactPoint.objects.all().delete()
    action.refresh_from_db()
    assert len(kind_of("letter").lacks(action)) == 1
