"""Around an act: refused forms, thanks, and the link in the mail."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import acts, making, pages

from openletter.actions.models import ActionTaken
from openletter.actions.queries import public_action
from openletter.kernel import tokens
from openletter.kernel.models import OutboxEntry
from openletter.sections.routing import Place
from openletter.web.context.of_onward import onward_from

pytestmark = pytest.mark.django_db
TYPED = {"name": "Zoé <Test>", "email": "zoe@", "country": "DZ", "news": "yes", "town": ""}


def refuse(world, language="fr", **more):
    refusal = {
        "code": "invalid",
        "errors": {"email": "not_an_address"},
        "values": TYPED,
        "section": "xx",
        "language": language,
        "ref": world.action.ref,
    } | more
    scope = {"openletter.refusal": refusal}
    return Client(enforce_csrf_checks=True).post(f"/act/{world.action.ref}", TYPED, **{"asgi.scope": scope})


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_beside_it_and_on_top(world, language, direction):
    answer = refuse(world, language)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert answer["Cache-Control"] == "no-store"
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert 'value="Zoé &lt;Test&gt;"' in html
    assert 'value="zoe@"' in html
    assert '<option value="DZ" selected>' in html
    assert re.search(r'name="news" value="yes" checked', html)
    assert not re.search(r'name="public" value="yes" checked', html)
    assert 'aria-describedby="email-hint email-fault"' in html
    assert 'id="email-fault"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#email"' in html
    assert html.index('role="alert"') < html.index("<h1")


@pytest.mark.parametrize(
    ("code", "status"),
    [("too_many", 429), ("too_fast", 429), ("too_old", 409), ("not_yet", 409), ("closed", 410), ("unheard_of", 422)],
)
def test_every_refusal_is_a_page_with_its_own_status_that_keeps_what_was_typed(world, code, status):
    answer = refuse(world, code=code, errors={})
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert 'value="zoe@"' in answer.content.decode()


def test_nobody_but_the_front_can_ask_for_a_refused_form(world):
    assert Client().post(f"/act/{world.action.ref}", TYPED).status_code == 405
    assert Client().get(f"/act/{world.action.ref}").status_code == 405


def test_thanks_are_for_one_reader_and_one_hour(world):
    token = tokens.sign_for_now(world.action.ref, purpose="thanks", key=settings.SECRET_KEY)
    answer = Client().get(f"/xx/fr/act/{world.action.ref}/thanks/{token}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "noindex" in html
    for host in ("wa.me", "t.me", "facebook.com", "x.com", "bsky.app", "joinmastodon.org", "mailto:"):
        assert host in html
    assert Client().get(f"/xx/fr/act/{world.action.ref}/thanks/{token}x/").status_code == 404
    assert Client().get(f"/xx/fr/act/other/thanks/{token}/").status_code == 404


@pytest.mark.parametrize("email", ["rim@people.example", "nobody@people.example", "not an address"])
def test_asking_for_the_mail_again_tells_nothing(world, email):
    path = f"/xx/en/act/{world.action.ref}/resend/"
    said = Client(enforce_csrf_checks=True).post(path, {"email": email})
    assert said.status_code == 200
    assert said.content == Client().post(path, {"email": "someone@people.example"}).content
    assert Client().get(path).status_code == 405


class TestTheLinkInTheMail:
    @pytest.fixture
    def act(self, world):
        acts.new_section_key(world.section, acts.AT)
        return acts.an_act(world.action)

    def link(self, act, language="fr"):
        return f"/xx/{language}/confirm/{tokens.sign(act, purpose='act', key=settings.SECRET_KEY)}/"

    def state(self, act):
        return ActionTaken.objects.get(pk=act).state

    def test_looking_changes_nothing(self, act):
        before = OutboxEntry.objects.count()
        answer = Client().get(self.link(act))
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
        assert self.state(act) == "pending"
        assert OutboxEntry.objects.count() == before

    @pytest.mark.parametrize(
        ("do", "state"), [("confirm", "counted"), ("disown", "disowned"), ("withdraw", "withdrawn")]
    )
    def test_each_button_does_what_it_says_and_leads_back(self, act, do, state):
        answer = Client(enforce_csrf_checks=True).post(self.link(act), {"do": do})
        assert (answer.status_code, answer["Location"]) == (303, self.link(act))
        assert self.state(act) == state
        assert Client().get(self.link(act)).status_code == 200

    def test_the_number_moves_by_one_and_back(self, act, world):
        page = pages.address_of(world, "en")
        Client().post(self.link(act), {"do": "confirm"})
        assert ">786<" in Client().get(page).content.decode()
        Client().post(self.link(act), {"do": "withdraw"})
        assert ">785<" in Client().get(page).content.decode()

    def test_a_changed_link_is_nobodys(self, act):
        assert Client().get(self.link(act)[:-2] + "x/").status_code == 404
        assert Client().post(self.link(act), {"do": "anything"}).status_code == 404


def test_the_short_address_in_mails_leads_to_the_actions_page(world):
    answer = Client().get(f"/xx/fr/act/{world.action.ref}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/xx/fr/")
    assert Client().get(answer["Location"]).status_code == 200
    assert Client().get("/xx/fr/act/0000000000/").status_code == 404
    assert Client().post(f"/xx/fr/act/{world.action.ref}/").status_code == 405


def test_the_thanks_offer_one_open_action_for_each_other_person_staffs_choice_first(world):
    dated = pages.an_action(pages.a_case(world.section, "rosa"), deadline=date(2099, 1, 1))
    chosen = pages.an_action(pages.a_case(world.section, "karim"))
    pages.an_action(chosen.case)
    world.action.next_action = chosen
    world.action.save()
    closed = pages.an_action(pages.a_case(world.section, "lin"))
    closed.status = "closed"
    closed.save()
    place = Place(world.section, "fr", "/xx/fr/")
    found = onward_from(public_action(world.action.pk, "fr", at=making.AT), place, at=making.AT)
    assert [one.ref for one in found] == [chosen.ref, dated.ref]
    assert all(one.here and one.href.startswith("/xx/fr/") and one.named for one in found)


def test_the_thanks_ask_the_database_as_often_for_three_people_as_for_one(world, django_assert_num_queries):
    place = Place(world.section, "en", "/xx/en/")
    pages.an_action(pages.a_case(world.section, "rosa"))
    action = public_action(world.action.pk, "en", at=making.AT)
    with CaptureQueriesContext(connection) as one:
        assert len(onward_from(action, place, at=making.AT)) == 1
    for key in ("karim", "lin"):
        pages.an_action(pages.a_case(world.section, key))
    with django_assert_num_queries(len(one)):
        assert len(onward_from(action, place, at=making.AT)) == 3


CHECKED = re.compile(r"<input[^>]*\bchecked\b", re.IGNORECASE)


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_no_box_is_ticked_beforehand_on_any_public_form(world, language):
    acts.new_section_key(world.section, acts.AT)
    act = acts.an_act(world.action)
    token = tokens.sign_for_now(world.action.ref, purpose="thanks", key=settings.SECRET_KEY)
    own = tokens.sign(act, purpose="act", key=settings.SECRET_KEY)
    seen = ""
    for path in (
        pages.address_of(world, language),
        pages.address_of(world, language, case_only=True),
        f"/xx/{language}/",
        f"/xx/{language}/act/{world.action.ref}/thanks/{token}/",
        f"/xx/{language}/confirm/{own}/",
    ):
        seen += Client().get(path).content.decode()
    assert 'type="checkbox"' in seen
    assert not CHECKED.search(seen)
