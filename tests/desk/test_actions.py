"""The desk's work on an action, its words and its ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import filled, open_form, press, rows
from tests.desk.world import World, locale, office

from openletter.actions.models import Action, LedgerEntry
from openletter.actions.rules import ActionStatus
from openletter.desk.path.changes import since_last_look
from openletter.kernel import audit, clock
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry
from openletter.web.models import ActionPage

SignIn = Callable[..., Client]


def _new_action(client: Client, desk: World) -> dict[str, object]:
    form = open_form(client, reverse("actions:add"))
    form |= {
        "section": desk.own.pk, "case": desk.case.pk, "kind": "petition", "asks": ["town"], "offers": ["news"],
        "deadline": "2098-01-31", "display_threshold": "0", "words-0-locale": locale("fr").pk,
        "words-0-title": "Libérez-le", "words-0-ask": "Demandez sa libération.", "words-0-button": "",
        "words-0-thanks": "",
    }  # fmt: skip
    text = [{"locale": locale("fr").pk, "subject": "Libération", "body": "Je vous demande de le libérer."}]
    form = rows(form, "appeals", {"mention_organisation": "on", "words": text})
    form = rows(form, "demands", {"order": "0", "words": [{"locale": locale("fr").pk, "text": "Le libérer."}]})
    return rows(form, "targets", {"office": office("king").pk, "role": "target", "order": "0"})


def test_an_editor_drafts_an_action_with_its_letter(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    answer = client.post(reverse("actions:add"), _new_action(client, desk))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    action = Action.objects.latest("pk")
    assert action.asks == ["name", "town"], "what the kind needs is kept"
    assert action.offers == ["news"]
    assert action.deadline == date(2098, 1, 31)
    assert action.appeals.get().in_language("fr").subject == "Libération"
    assert AuditEntry.objects.get(verb="action_created").section == "ca"


def test_who_works_for_one_section_is_not_asked_for_it(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    assert open_form(client, reverse("actions:add"))["section"] == str(desk.own.pk)
    read = client.post(reverse("desk_sheet_import"), {"text": "UA: 91/26\n\nURGENT ACTION\nHELD ALONE\n"})
    assert filled(read.content.decode())["section"] == str(desk.own.pk)
    assert open_form(as_role("admin", None, "Boss"), reverse("actions:add"))["section"] == ""


def test_a_post_has_a_text_for_a_network_and_no_subject(desk: World, as_role: SignIn) -> None:
    client, url = as_role("editor", desk.own), reverse("actions:add")
    form = _new_action(client, desk) | {"kind": "social_post", "settings-social_post-networks": ["x"]}
    form |= {"appeals-0-words-0-subject": ""}
    own = {"locale": locale("fr").pk, "subject": "", "body": "Libérez-le."}
    form = rows(form, "appeals", {"use": "x", "mention_organisation": "on", "words": [own]})
    unknown = client.post(url, form | {"appeals-1-use": "pigeon"})
    assert "Select a valid choice. pigeon" in unknown.content.decode()
    assert "Libérez-le." in unknown.content.decode()
    assert client.post(url, form).status_code == 302
    action = Action.objects.latest("pk")
    assert sorted(text.use for text in action.appeals.all()) == ["", "x"]
    page = client.get(reverse("actions:inspect", args=[action.pk])).content.decode()
    assert "X · Français" in page
    words = reverse("desk_words", args=["action", action.pk, "en"])
    typed = open_form(client, words)
    assert not [name for name in typed if name.endswith("-subject")]
    bodies = {name: "Free him." for name in typed if name.endswith("-body")}
    assert client.post(words, typed | bodies).status_code == 302, "no subject is asked of a translator either"


def test_a_letter_has_its_subject_and_no_text_for_networks(desk: World, as_role: SignIn) -> None:
    client, url = as_role("editor", desk.own), reverse("actions:add")
    form = _new_action(client, desk) | {"kind": "letter"}
    assert client.post(url, form | {"appeals-0-words-0-subject": ""}).status_code == 200
    assert "Select a valid choice. x" in client.post(url, form | {"appeals-0-use": "x"}).content.decode()
    assert client.post(url, form).status_code == 302


def test_what_a_kind_lacks_is_said_before_it_is_sent_to_review(desk: World, as_role: SignIn) -> None:
    desk.action.kind = "social_post"
    desk.action.save()
    desk.action.appeals.all().delete()
    client = as_role("editor", desk.own)
    for page in ("actions:inspect", "desk_action_submit"):
        said = client.get(reverse(page, args=[desk.action.pk])).content.decode()
        assert "The action still lacks: a text under “The post”." in said
    Action.objects.filter(pk=desk.action.pk).update(kind="phone_call")
    said = client.get(reverse("desk_action_submit", args=[desk.action.pk])).content.decode()
    assert "None of the offices addressed has a telephone number that works." in said


def test_the_form_says_of_each_kind_what_it_leaves_out(desk: World, as_role: SignIn) -> None:
    html = as_role("editor", desk.own).get(reverse("actions:add")).content.decode()
    shapes = json.loads(unescape(html.split('data-shapes="')[1].split('"')[0]))
    assert shapes["solidarity_message"]["leaves"] == ["demand", "letter", "settings", "sheet", "target", "use"]
    assert {"subject", "sheet", "unconfirmed"} <= set(shapes["social_post"]["leaves"])
    assert "use" not in shapes["social_post"]["leaves"]
    assert "sheet" not in shapes["urgent_action"]["leaves"]
    assert shapes["phone_call"]["text"] == "What to say"


def test_a_public_name_is_not_offered_while_no_page_shows_one(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    before = Action.objects.count()
    assert 'value="public"' not in client.get(reverse("actions:add")).content.decode()
    answer = client.post(reverse("actions:add"), _new_action(client, desk) | {"offers": ["news", "public"]})
    assert answer.status_code != 302
    assert Action.objects.count() == before


def test_an_action_without_a_title_keeps_everything_typed(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    before = Action.objects.count()
    answer = client.post(reverse("actions:add"), _new_action(client, desk) | {"words-0-title": ""})
    html = answer.content.decode()
    assert Action.objects.count() == before
    assert "Je vous demande de le libérer." in html
    assert "Demandez sa libération." in html


def test_from_draft_to_live_with_its_pages(desk: World, client: Client, as_role: SignIn) -> None:
    as_role("editor", desk.own, "Edi")
    client.post(reverse("desk_action_submit", args=[desk.action.pk]), {"later": "on"})  # the case names no concern yet
    as_role("approver", desk.own, "App")
    for step in ("approve", "publish"):
        assert press(client, reverse(f"desk_action_{step}", args=[desk.action.pk]), {}).status_code == 302
    desk.action.refresh_from_db()
    assert desk.action.status == ActionStatus.LIVE
    assert sorted(page.locale.language_code for page in ActionPage.objects.live()) == ["en", "fr"]
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"action.in_review", "action.approved", "action.live", "pages.publish"} <= verbs


def test_publishing_without_consent_leaves_no_half(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.foreign_action.pk).update(status=ActionStatus.APPROVED)
    client = as_role("approver", desk.other)
    answer = press(client, reverse("desk_action_publish", args=[desk.foreign_action.pk]), {})
    assert answer.status_code == 422
    desk.foreign_action.refresh_from_db()
    assert desk.foreign_action.status == ActionStatus.APPROVED
    assert not ActionPage.objects.exists()


@pytest.mark.parametrize("step", ["submit", "approve", "publish", "suspend", "resume", "extend", "close", "pages"])
def test_looking_at_a_button_does_nothing(desk: World, as_role: SignIn, step: str) -> None:
    client = as_role("admin")
    assert client.get(reverse(f"desk_action_{step}", args=[desk.action.pk])).status_code == 200
    desk.action.refresh_from_db()
    assert desk.action.status == ActionStatus.DRAFT
    assert not AuditEntry.objects.exclude(verb="case.opened").exists()


def test_suspending_asks_why_and_is_immediate(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    client = as_role("approver", desk.own)
    url = reverse("desk_action_suspend", args=[desk.action.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "The family asks us to wait."}).status_code == 302
    desk.action.refresh_from_db()
    assert desk.action.status == ActionStatus.SUSPENDED
    assert AuditEntry.objects.get(verb="action.suspended").reason == "The family asks us to wait."
    resume = reverse("desk_action_resume", args=[desk.action.pk])
    assert client.post(resume, {"reason": "Agreed."}).status_code == 422, "not whoever stopped it"
    assert as_role("approver", desk.own, "Bea").post(resume, {"reason": "Agreed."}).status_code == 302


def test_extending_to_an_earlier_day_is_refused(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE, deadline=date(2099, 1, 1))
    client = as_role("approver", desk.own)
    url = reverse("desk_action_extend", args=[desk.action.pk])
    assert client.post(url, {"deadline": "2098-12-31"}).status_code == 422
    assert client.post(url, {"deadline": "2099-02-01"}).status_code == 302


def test_closing_says_why(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    client = as_role("approver", desk.own)
    url = reverse("desk_action_close", args=[desk.action.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "not_effective"}).status_code == 302
    desk.action.refresh_from_db()
    assert desk.action.status == ActionStatus.CLOSED


def test_the_ledger_takes_a_number_with_its_reason(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("desk_action_ledger", args=[desk.action.pk])
    entry = {
        "action": desk.action.pk,
        "source": "paper",
        "quantity": "40",
        "reason": "Stall in May",
        "evidence": "Box 3",
    }
    assert client.post(url, entry | {"reason": ""}).status_code == 422
    assert client.post(url, entry | {"source": "verified_online"}).status_code == 422
    assert not LedgerEntry.objects.exists()
    assert client.post(url, entry).status_code == 302
    assert LedgerEntry.objects.get().actor == "Ada"
    assert AuditEntry.objects.get(verb="ledger.enter").reason == "Stall in May"
    assert "40" in client.get(reverse("actions:inspect", args=[desk.action.pk])).content.decode()


def test_nobody_writes_in_the_ledger_of_another_section(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    entry = {"action": desk.foreign_action.pk, "source": "paper", "quantity": "40", "reason": "x", "evidence": ""}
    assert client.post(reverse("desk_ledger_add"), entry).status_code == 422
    assert not LedgerEntry.objects.exists()


def test_a_translator_adds_a_language_and_leaves_the_facts_alone(desk: World, as_role: SignIn) -> None:
    locale("ar")
    client = as_role("translator", desk.own)
    url = reverse("desk_words", args=["action", desk.action.pk, "ar"])
    form = open_form(client, url)
    title = next(name for name in form if name.startswith("action-") and name.endswith("-title"))
    ask = title.replace("-title", "-ask")
    half = client.post(url, form | {title: "أطلقوا سراحه"})
    assert half.status_code == 302
    assert desk.action.languages() == {"en", "fr"}, "half a text is a draft"
    form = open_form(client, url)
    assert form[title].strip() == "أطلقوا سراحه"
    assert client.post(url, form | {title: "أطلقوا سراحه", ask: "اطلبوا الإفراج عنه."}).status_code == 302
    assert desk.action.in_language("ar").title == "أطلقوا سراحه"
    entry = AuditEntry.objects.filter(verb="words_ar").earliest("at")
    assert entry.after[title] == "أطلقوا سراحه"


def test_approved_words_are_not_changed_without_who_approves(desk: World, client: Client, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    url = reverse("desk_words", args=["action", desk.action.pk, "en"])
    as_role("translator", desk.own, "Tra")
    form = open_form(client, url)
    title = next(name for name in form if name.startswith("action-") and name.endswith("-title"))
    assert client.post(url, form | {title: "Changed by a translator"}).status_code == 302
    assert {row.title for row in desk.action.words.all()} == {"Free him"}
    as_role("editor", desk.own, "Edi")
    edit = reverse("actions:edit", args=[desk.action.pk])
    assert client.post(edit, open_form(client, edit) | {"words-0-title": "Changed"}).status_code == 302
    assert {row.title for row in desk.action.words.all()} == {"Free him"}, "people may be signing it"
    assert "Changed" in client.get(edit).content.decode(), "who goes on finds what waits"


def test_what_changed_since_the_last_look_tells_of_words_and_not_of_the_number(desk: World) -> None:
    for verb, after in (
        ("action.approved", {"status": "approved"}),
        ("ledger.enter", {"quantity": 40}),
        ("action.call", {"title.fr": "Libre"}),
    ):
        audit.record(actor=SYSTEM, verb=verb, subject=desk.action, at=clock.now(), section="ca", after=after)
    since = since_last_look(desk.action)
    assert since is not None
    assert [change.now for change in since.changes] == ["Libre"]
