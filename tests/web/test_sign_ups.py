"""News by e-mail from a home: asked for, confirmed from a mail, ended; and nobody learns who gets it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.desk.conftest import as_role  # noqa: F401
from tests.world import pages
from tests.world.acts import AT
from tests.world.pages import World

from openletter.kernel import clock, outbox, tokens
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import DataKey, LimitRule
from openletter.mailings import tasks
from openletter.mailings.models import OutgoingMail
from openletter.supporters import sign_ups
from openletter.supporters.models import ConsentNotice, SignUp
from openletter.supporters.operations import new_section_key
from openletter.supporters.queries import person_of_address
from openletter.web.models import HomePage

pytestmark = pytest.mark.django_db
EMAIL = "rim@people.example"
CONSENT = "I agree that the section writes to me."
PATH = "/xx/en/sign-up/"
WHY = {"why": "question", "words": "She wrote to us on 3 May"}


@pytest.fixture
def notice(world: World) -> ConsentNotice:
    new_section_key(world.section, AT)
    return ConsentNotice.objects.create(
        section=world.section, language="en", version=1, made_at=AT, sign_up=CONSENT, to_target="a", public="b",
        news="c",
    )  # fmt: skip


def asked(notice: ConsentNotice, email: str = EMAIL) -> SignUp:
    sign_ups.ask(notice=notice, email=email, at=AT)
    return SignUp.objects.get(person=person_of_address(email))


def link(row: SignUp) -> str:
    return f"{PATH}{tokens.sign(row.pk, purpose=sign_ups.LINK, key=settings.SECRET_KEY)}/"


def mailed(monkeypatch: pytest.MonkeyPatch, at: Any = AT) -> int:
    monkeypatch.setattr(tasks, "now", lambda: at)
    while outbox.dispatch(at=at):
        pass
    sent: int = tasks.send_answers(at)
    return sent


def test_a_home_offers_it_in_the_sections_own_words_and_not_without_them(notice: ConsentNotice) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    home.body = [("sign_up", {"heading": "Hear who needs you", "text": "Twice a month."})]
    home.save_revision().publish(skip_permission_checks=True)
    html = Client().get("/xx/en/").content.decode()
    assert f'action="{PATH}"' in html
    for said in ("Hear who needs you", "Twice a month.", CONSENT):
        assert said in html
    ConsentNotice.objects.update(sign_up="")
    assert "Hear who needs you" not in Client().get("/xx/en/").content.decode()
    assert Client().get(PATH).status_code == Client().post(PATH, {"email": EMAIL}).status_code == 404


def test_it_is_sealed_confirmed_from_the_mail_and_ended_from_the_same_link(
    notice: ConsentNotice, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    client = Client()
    answer = client.post(PATH, {"email": f" {EMAIL}", "notice": str(notice.pk)})
    assert (answer.status_code, answer["Location"]) == (303, f"{PATH}sent/")
    assert "Look into your mailbox" in client.get(answer["Location"]).content.decode()
    row = SignUp.objects.get()
    assert (row.state, row.notice, row.language) == ("waiting", notice, "en")
    assert b"people" not in bytes(row.sealed or b"")
    assert mailed(monkeypatch, row.asked_at) == 1
    mail = mailoutbox[0]
    assert mail.to == [EMAIL]
    own = re.search(r"https?://[^/]+(/\S+/)", mail.body)[1]  # type: ignore[index]
    assert own == link(row)
    assert own in mail.extra_headers["List-Unsubscribe"]
    assert 'value="confirm"' in client.get(own).content.decode()
    row.refresh_from_db()
    assert row.state == "waiting", "whoever only opens the link, as a mail scanner does, changes nothing"
    assert client.post(own, {"do": "confirm"}).status_code == 303
    assert sign_ups.confirmed_in(notice.section_id) == 1
    assert 'value="confirm"' not in client.get(own).content.decode()
    assert client.post(own, {"List-Unsubscribe": "One-Click"}).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.sealed, bytes(row.person)) == ("ended", None, row.pk.bytes)
    assert not sign_ups.confirm(row.pk, at=AT)
    assert asked(notice).state == "waiting", "who changed their mind asks anew"


def test_known_or_not_the_answer_is_the_same_and_the_mail_says_how_it_stands(
    notice: ConsentNotice, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    row = asked(notice)
    mailed(monkeypatch)
    sign_ups.confirm(row.pk, at=AT)
    answers = [Client().post(PATH, {"email": email}) for email in (EMAIL, "new@people.example")]
    assert len({(a.status_code, a["Location"], a.content) for a in answers}) == 1
    assert SignUp.objects.count() == DataKey.objects.count() == 2
    mailed(monkeypatch, clock.now() + timedelta(minutes=5))
    assert [(m.to[0], m.subject) for m in mailoutbox[1:]] == [
        (EMAIL, "You get our news already"), ("new@people.example", "Please confirm that you wish for our news"),
    ]  # fmt: skip


def test_a_strangers_address_is_not_flooded(notice: ConsentNotice, monkeypatch: pytest.MonkeyPatch) -> None:
    LimitRule.objects.filter(key=LimitRule.Key.MAILS_PER_ADDRESS).update(most=3, seconds=86_400)
    sent = 0
    for minutes in range(0, 60, 3):
        asked(notice)
        sent += mailed(monkeypatch, AT + timedelta(minutes=minutes))
    assert sent == 3
    assert OutgoingMail.objects.filter(state="waiting").count() == 1


@pytest.mark.parametrize("typed", ["", "rim@", "rim people", "a" * 250 + "@people.example"])
def test_a_faulty_address_stands_as_it_was_typed_with_what_is_wrong_beside_it(
    notice: ConsentNotice, typed: str
) -> None:
    answer = Client().post(PATH, {"email": typed})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="email-fault"' in html
    assert f'value="{typed}"' in html
    assert not SignUp.objects.exists()


def test_a_robot_and_too_many_from_one_network_leave_nothing(notice: ConsentNotice) -> None:
    assert Client().post(PATH, {"email": EMAIL, "website": "x"}).status_code == 303
    LimitRule.objects.filter(key=LimitRule.Key.ACTS_PER_NETWORK_WITHOUT_PROOF).update(most=1, seconds=60)
    sender = {"REMOTE_ADDR": "203.0.113.77"}
    answers = [Client().post(PATH, {"email": f"{n}@people.example"}, **sender).status_code for n in range(3)]  # type: ignore[arg-type]
    assert answers[-1] == 422
    assert SignUp.objects.count() == answers.count(303) < 3


def test_unconfirmed_after_seven_days_it_is_deleted_with_its_key(notice: ConsentNotice) -> None:
    kept, _late = asked(notice), asked(notice, "late@people.example")
    sign_ups.confirm(kept.pk, at=AT)
    assert sign_ups.forget_unconfirmed(at=AT + timedelta(days=7)) == 0
    assert sign_ups.forget_unconfirmed(at=AT + timedelta(days=7, seconds=1)) == 1
    assert SignUp.objects.get() == kept
    assert DataKey.objects.get() == kept.data_key
    assert sign_ups.open_sign_up(kept.pk, by=SYSTEM, purpose="x", at=AT).email == EMAIL


def test_a_link_serves_one_sections_sign_up_and_nothing_else(notice: ConsentNotice) -> None:
    row, other = asked(notice), pages.a_section("yy")
    assert Client().get(link(row).replace("/xx/", f"/{other.key}/")).status_code == 404
    forged = tokens.sign(row.pk, purpose="act", key=settings.SECRET_KEY)
    assert Client().post(f"{PATH}{forged}/", {"do": "end"}).status_code == 404
    assert Client().post(link(row), {"do": "nothing"}).status_code == 404


def test_a_person_gets_it_handed_out_and_erased_with_all_the_rest(notice: ConsentNotice, as_role: Any) -> None:  # noqa: F811
    row = asked(notice)
    client = as_role("dpo_auditor", notice.section)

    def post(name: str, **more: str) -> Any:
        page = client.post(reverse("desk_acts_person"), {**WHY, "email": EMAIL}).content.decode()
        token = page.split('name="person" value="')[1].split('"')[0]
        return client.post(reverse(f"desk_acts_person_{name}"), {**WHY, "person": token, **more})

    held = json.loads(post("hand_out", file="1").content)["signed_up"][0]
    assert (held["typed"]["email"], held["wording"]["words"]["news"]) == (EMAIL, CONSENT)
    names = re.findall(r"<li data-depth=[^>]*><span>([^<]+)</span>", post("hand_out", page="1").content.decode())
    assert not [name for name in names if "_" in name or name.islower()]
    post("take_back")
    row.refresh_from_db()
    assert (row.state, row.sealed) == ("ended", None)
    assert "We hold nothing" in client.post(reverse("desk_acts_person"), {**WHY, "email": EMAIL}).content.decode()
