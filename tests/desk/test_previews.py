"""What is not public yet, looked at from the desk: the true page, standing still, for those who may see the row."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from email.utils import formataddr

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk import world as making
from tests.desk.world import World

from openletter.actions.kinds import all_kinds
from openletter.actions.models import Action, ActionWords, LedgerEntry, TallyDelta
from openletter.cases.models import Update, UpdateWords
from openletter.desk import mails
from openletter.kernel.models import AuditEntry, OutboxEntry
from openletter.sections.rules import Role

AsRole = Callable[..., Client]


def _preview(action: Action, language: str = "en", **query: str) -> str:
    return reverse("desk_action_preview", args=[action.pk, language]) + (
        "?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else ""
    )


_BETWEEN = (("desk_action_preview", ["en"]), ("desk_publish_preview", []))


def _page(action: Action, language: str = "en", leaf: str = "") -> str:
    return reverse("desk_action_preview_shown", args=[action.pk, language]) + leaf


def test_a_draft_is_shown_as_its_page_will_be(desk: World, as_role: AsRole) -> None:
    client = as_role(Role.TRANSLATOR, desk.own)
    body = client.get(_page(desk.action)).content.decode()
    assert "Nasser Zefzafi" in body
    assert "Release him." in body
    assert "Preview, not public." in body
    assert 'lang="fr"' in client.get(_page(desk.action, "fr")).content.decode()


def test_from_a_draft_one_goes_back_to_the_steps(desk: World, as_role: AsRole) -> None:
    client = as_role(Role.EDITOR, desk.own)
    preview, steps = (reverse(name, args=[desk.action.pk, *more]) for name, more in _BETWEEN)
    assert f'href="{steps}"' in client.get(preview).content.decode()
    desk.action.status = "live"
    desk.action.save()
    assert f'href="{steps}"' not in client.get(preview).content.decode()


def test_nothing_on_the_page_can_act(desk: World, as_role: AsRole) -> None:
    answer = as_role(Role.EDITOR, desk.own).get(_page(desk.action))
    body = answer.content.decode()
    forms = re.findall(r"<form\b[^>]*>", body)
    assert forms
    assert all("inert" in form and "action" not in form and "method" not in form for form in forms)
    assert body.count("this form is switched off") == len(forms)
    assert "<script" not in body
    policy = answer["Content-Security-Policy"]
    assert "form-action 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-forms" not in policy


def test_nobody_keeps_finds_or_frames_it(desk: World, as_role: AsRole) -> None:
    answer = as_role(Role.EDITOR, desk.own).get(_page(desk.action))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_looking_writes_nothing_but_who_looked(desk: World, as_role: AsRole) -> None:
    client = as_role(Role.EDITOR, desk.own)
    watched = (AuditEntry, OutboxEntry, LedgerEntry, TallyDelta)
    before = [model.objects.count() for model in watched]
    for way in ("phone", "desktop", "print", "mail"):
        assert client.get(_preview(desk.action, **{"as": way})).status_code == 200
    client.get(_page(desk.action))
    assert AuditEntry.objects.get().verb == "case.opened", "its case is not out"
    assert [model.objects.count() for model in watched] == [before[0] + 1, *before[1:]]
    desk.action.refresh_from_db()
    assert desk.action.status == "draft"


@pytest.mark.parametrize("name", ["desk_action_preview", "desk_action_preview_shown"])
def test_rows_of_another_section_do_not_exist(desk: World, as_role: AsRole, name: str) -> None:
    client = as_role(Role.ADMIN, desk.own)
    assert client.get(reverse(name, args=[desk.foreign_action.pk, "fr"])).status_code == 404
    assert client.get(reverse(name, args=[desk.action.pk, "xx"])).status_code == 404


def test_without_a_role_there_is_no_preview(desk: World, client: Client) -> None:
    assert client.get(_page(desk.action)).status_code == 302


@pytest.mark.parametrize("kind", [kind.key for kind in all_kinds()])
def test_every_kind_can_be_looked_at_bare_and_begun(desk: World, as_role: AsRole, kind: str) -> None:
    bare = Action.objects.create(case=desk.case, section=desk.own, kind=kind)
    client = as_role(Role.EDITOR, desk.own)
    shown = client.get(_preview(bare))
    assert shown.status_code == 200
    assert "Nothing is written yet" in shown.content.decode()
    ActionWords.objects.create(fact=bare, locale=making.locale("fr"), title="Un titre", ask="Une demande.")
    for way in ("phone", "print", "mail"):
        assert client.get(_preview(bare, **{"as": way})).status_code == 200
    body = client.get(_page(bare)).content.decode()
    assert "Un titre" in body
    assert "The action has no title in English" in client.get(_preview(bare)).content.decode()


def test_a_case_is_shown_before_it_is_public(desk: World, as_role: AsRole) -> None:
    desk.case.status = "intake"
    desk.case.save()
    client = as_role(Role.RESEARCHER, desk.own)
    assert client.get(reverse("desk_case_preview", args=[desk.case.pk, "en"])).status_code == 200
    body = client.get(reverse("desk_case_preview_shown", args=[desk.case.pk, "en"])).content.decode()
    assert "Nasser Zefzafi" in body
    assert "Preview, not public." in body
    above = client.get(_page(desk.action, leaf="case")).content.decode()
    assert "What happened." in above


def test_missing_consent_is_named(desk: World, as_role: AsRole) -> None:
    unasked = making.action(making.case(desk.own, "unasked"))
    body = as_role(Role.EDITOR, desk.own).get(_preview(unasked)).content.decode()
    assert "Consent to:" in body


def test_paper_is_the_page_under_the_rules_for_print(desk: World, as_role: AsRole) -> None:
    client = as_role(Role.EDITOR, desk.own)
    body = client.get(_page(desk.action, leaf="print")).content.decode()
    sheet = re.search(r'<link rel="stylesheet" href="([^"]+/print/site[^"]*\.css)"', body)
    assert sheet
    css = client.get(sheet[1]).content.decode()
    assert "@media print" not in css
    assert "prefers-color-scheme" not in css
    assert client.get(_page(desk.action, leaf="print/../settings.css")).status_code == 404


@pytest.mark.parametrize(("dress", "rule"), [("light", "@media not all"), ("dark", "@media all")])
def test_day_and_night_are_chosen_by_who_looks(desk: World, as_role: AsRole, dress: str, rule: str) -> None:
    client = as_role(Role.EDITOR, desk.own)
    body = client.get(_page(desk.action, leaf=dress)).content.decode()
    assert f'<meta name="color-scheme" content="{dress}">' in body
    for sheet in re.findall(rf'<link rel="stylesheet" href="([^"]+/{dress}/[^"]+\.css)"', body):
        css = client.get(sheet).content.decode()
        assert rule in css
        assert "prefers-color-scheme" not in css


def test_a_letter_s_papers_are_the_true_ones(desk: World, as_role: AsRole) -> None:
    Action.objects.filter(pk=desk.action.pk).update(kind="letter")
    making_an_address(desk)
    client = as_role(Role.EDITOR, desk.own)
    shown = client.get(_preview(desk.action, **{"as": "print"})).content.decode()
    papers = re.findall(r'href="([^"]+/paper/[^"]+\.pdf)"', shown)
    assert papers
    assert client.get(papers[0]).content.startswith(b"%PDF")


def making_an_address(desk: World) -> None:
    """The office of the action can be reached by post and by mail."""
    from openletter.targets.models import ContactPoint

    office = desk.action.targets.get().office
    for kind, value in (("postal", "1 Example Street\nRabat"), ("email", "minister@example.org")):
        ContactPoint.objects.create(office=office, kind=kind, value=value)


def test_the_mails_stand_as_text_and_html(desk: World, as_role: AsRole, settings: object) -> None:
    body = as_role(Role.EDITOR, desk.own).get(_preview(desk.action, **{"as": "mail"})).content.decode()
    assert "Please confirm that this was you" in body
    assert "desk-mail-text" in body
    (drawn,) = re.findall(r'srcdoc="([^"]*)"', body)
    assert html.unescape(drawn).rstrip().endswith("</html>"), "the whole mail stands in its frame"


def test_a_sender_is_read_as_mail_programs_show_it() -> None:
    name = "رسائل من أجل الحقوق"
    assert mails.as_read(formataddr((name, "ca@example.org"))) == f"{name} <ca@example.org>"


def test_the_letter_to_the_office_is_shown(desk: World, as_role: AsRole) -> None:
    Action.objects.filter(pk=desk.action.pk).update(kind="email_to_target")
    making_an_address(desk)
    body = as_role(Role.EDITOR, desk.own).get(_preview(desk.action, **{"as": "mail"})).content.decode()
    assert "minister@example.org" in body
    assert "I ask you to release him." in body


def test_the_mail_of_an_update_is_shown(desk: World, as_role: AsRole) -> None:
    for tell, title in ((True, "Moved to Tangier"), (False, "A quiet note")):
        update = Update.objects.create(case=desk.case, on=making.AT.date(), tell_participants=tell)
        UpdateWords.objects.create(fact=update, locale=making.locale("en"), title=title, body="<p>He was moved.</p>")
    body = as_role(Role.EDITOR, desk.own).get(_preview(desk.action, **{"as": "mail"})).content.decode()
    assert "There is news of someone you acted for" in body
    assert "those who acted are not told of this update" in body


def test_arabic_runs_from_the_right(desk: World, as_role: AsRole) -> None:
    client = as_role(Role.ADMIN, None)
    body = client.get(_page(desk.foreign_action, "ar")).content.decode()
    assert '<html lang="ar" dir="rtl">' in body
