"""The translator's page, the queue, files out and back, and machine drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk.forms import filled
from tests.desk.world import AT, World, action, locale, person

from openletter.accounts.models import User
from openletter.actions.models import Action, ActionWords, Demand, DemandWords
from openletter.actions.rules import ActionStatus
from openletter.desk.today import groups_of
from openletter.kernel import clock
from openletter.translations.models import GlossaryTerm, Rendering
from openletter.translations.queries import translation_state
from openletter.translations.reckoning import reckon, sheet_of
from openletter.translations.rules import TranslationState as State
from openletter.translations.texts import found

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
SAID = {
    "title": "أطلقوا سراحه",
    "ask": "اطلبوا الإفراج عنه.",
    "text": "أفرجوا عنه.",
    "subject": "الإفراج",
    "body": "أطلب الإفراج عنه.",
}


@pytest.fixture
def live(desk: World) -> Action:
    """The own section's petition, live, with Arabic still to come."""
    locale("ar")
    desk.own.languages = ["en", "fr", "ar"]
    desk.own.save()
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    return desk.action


def another(desk: World, title: str = "Free him") -> Action:
    """One more live petition, without Arabic."""
    desk.own.languages = ["en", "fr"]
    made = action(desk.case, status=ActionStatus.LIVE, title=title, section=desk.own)
    desk.own.languages = ["en", "fr", "ar"]
    return made


def address(of: Action, name: str = "desk_words", language: str = "ar") -> str:
    return reverse(name, args=["action", of.pk, language])


def boxes(client: Client, of: Action) -> dict[str, Any]:
    return filled(client.get(address(of)).content.decode())


def keys(form: dict[str, Any]) -> dict[str, str]:
    """The box of each field."""
    return {name.rsplit("-", 1)[1]: name for name in form if "-" in name and "." not in name}


def said(form: dict[str, Any]) -> dict[str, str]:
    return {name: SAID[field] for field, name in keys(form).items() if field in SAID}


def test_a_translator_writes_another_approves_and_readers_see_it(desk: World, live: Action, as_role: SignIn) -> None:
    client = as_role("translator", desk.own, "Tra")
    form = boxes(client, live)
    answer = client.post(address(live), form | said(form) | {"do": "submit"})
    assert answer.headers["Location"] == reverse("desk_translations")
    assert "ar" not in live.languages()
    assert "somebody else reads and approves it" in client.get(address(live)).content.decode()
    client = as_role("approver", desk.own, "App")
    page = client.get(address(live)).content.decode()
    assert "readonly" in page
    assert "Save the draft" not in page
    client.post(address(live), boxes(client, live) | {keys(form)["title"]: "غير ذلك", "do": "approve"})
    assert translation_state(live, "ar") == State.APPROVED
    assert found("action", live.pk).in_language("ar").title == SAID["title"], "an approver reads and does not type"


@pytest.mark.parametrize("role", ["approver", "editor"])
def test_a_translation_written_on_after_the_look_is_looked_at_anew(desk: World, live: Action, role: str) -> None:
    tra, bea = Client(), Client()
    tra.force_login(person("Tra", "translator", desk.own))
    bea.force_login(person("Bea", role, desk.own))
    form = boxes(tra, live)
    tra.post(address(live), form | said(form) | {"do": "submit"})
    looked = boxes(bea, live)
    tra.post(address(live), boxes(tra, live) | {keys(form)["title"]: "اسم الشاهدة ياسمين", "do": "save"})
    for sent in (looked, {}):
        answer = bea.post(address(live), sent | {"do": "approve"})
        assert answer.status_code == 422
        assert "This has changed since you opened the page." in answer.content.decode()
        assert "اسم الشاهدة ياسمين" in answer.content.decode()
        assert (translation_state(live, "ar"), "ar" in found("action", live.pk).languages()) == (State.IN_REVIEW, False)
    assert bea.post(address(live), filled(answer.content.decode()) | {"do": "approve"}).status_code == 302
    assert found("action", live.pk).in_language("ar").title == "اسم الشاهدة ياسمين"


def test_whoever_wrote_part_of_it_does_not_approve_it_even_if_another_wrote_last(
    desk: World, live: Action, as_role: SignIn
) -> None:
    first = person("Ada", "admin", desk.own)
    client = as_role("admin", desk.own, "Bea")
    client.force_login(first)
    form = boxes(client, live)
    client.post(address(live), form | said(form))
    client.force_login(person("Cy", "admin", desk.own))
    form = boxes(client, live)
    client.post(address(live), form | {keys(form)["title"]: "الحرية له", "do": "submit"})
    client.force_login(first)
    assert client.post(address(live), boxes(client, live) | {"do": "approve"}).status_code == 422
    assert translation_state(live, "ar") == State.IN_REVIEW
    client.force_login(person("Dee", "admin", desk.own))
    client.post(address(live), boxes(client, live) | {"do": "approve"})
    assert translation_state(live, "ar") == State.APPROVED


def test_a_translation_that_leads_to_somebody_is_not_approved_and_says_where_to_answer(
    desk: World, live: Action, as_role: SignIn
) -> None:
    client = as_role("translator", desk.own, "Tra")
    form = boxes(client, live)
    told = said(form) | {keys(form)["body"]: "اتصلوا برقم +212 600 000 000"}
    client.post(address(live), form | told | {"do": "submit"})
    client = as_role("approver", desk.own, "App")
    answer = client.post(address(live), boxes(client, live) | {"do": "approve"})
    assert (answer.status_code, "600 000 000" in answer.content.decode()) == (422, True)
    assert reverse("desk_case_answer", args=[desk.case.pk]) not in answer.content.decode(), (
        "who approves does not answer"
    )
    editor = as_role("editor", desk.own, "Edi")
    page = editor.post(address(live), boxes(editor, live) | {"do": "approve"}).content.decode()
    link = page.split(f'href="{reverse("desk_case_answer", args=[desk.case.pk])}')[1].split('"')[0]
    asked = reverse("desk_case_answer", args=[desk.case.pk]) + link.replace("&amp;", "&")
    answers = filled(editor.get(asked).content.decode()) | {"reason": "The ministry's own number."}
    assert editor.post(asked, answers).status_code == 302
    client = as_role("approver", desk.own, "Bea")
    assert client.post(address(live), boxes(client, live) | {"do": "approve"}).status_code == 302
    assert translation_state(live, "ar") == State.APPROVED


def test_what_was_sent_back_says_why(desk: World, live: Action, as_role: SignIn) -> None:
    client = as_role("translator", desk.own, "Tra")
    form = boxes(client, live)
    client.post(address(live), form | said(form) | {"do": "submit"})
    as_role("approver", desk.own, "App").post(address(live), {"do": "send_back", "remark": "Too harsh."})
    assert translation_state(live, "ar") == State.IN_TRANSLATION
    assert "Too harsh." in as_role("translator", desk.own, "Tri").get(address(live)).content.decode()


def test_who_may_only_read_cannot_send_to_review(desk: World, live: Action, as_role: SignIn) -> None:
    as_role("approver", desk.own).post(address(live), {"do": "submit"})
    assert translation_state(live, "ar") == State.MISSING


def test_two_at_the_same_text_see_both(desk: World, live: Action, as_role: SignIn) -> None:
    tra = as_role("translator", desk.own, "Tra")
    form = boxes(tra, live)
    title, ask = keys(form)["title"], keys(form)["ask"]
    tra.post(address(live), form | {title: "الأول"})
    tri = as_role("translator", desk.own, "Tri")
    answer = tri.post(address(live), form | {title: "الثاني", ask: "سؤال"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "الأول" in page
    assert "الثاني" in page
    again = filled(page)
    assert again[ask].strip() == "سؤال", "what only one of them wrote is kept"
    assert tri.post(address(live), again).status_code == 302
    assert boxes(tri, live)[title].strip() == "الثاني"


def test_a_page_left_open_does_not_undo_what_somebody_else_wrote(desk: World, live: Action, as_role: SignIn) -> None:
    tra = as_role("translator", desk.own, "Tra")
    form = boxes(tra, live)
    title, ask = keys(form)["title"], keys(form)["ask"]
    tra.post(address(live), form | {title: "الأول"})
    assert as_role("translator", desk.own, "Tri").post(address(live), form | {ask: "سؤال"}).status_code == 302
    assert boxes(tra, live)[title].strip() == "الأول"


def test_a_lost_number_is_said_beside_its_field_and_nothing_typed_is_lost(
    desk: World, live: Action, as_role: SignIn
) -> None:
    ActionWords.objects.filter(fact=live, locale__language_code="en").update(ask="He got 20 years, see MDE 13/12/2026.")
    client = as_role("translator", desk.own)
    form = boxes(client, live)
    answer = client.post(address(live), form | {keys(form)["ask"]: "حكم عليه بعشرين سنة."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Missing from your text: 20 · MDE 13/12/2026" in page
    assert "حكم عليه بعشرين سنة." in page
    assert "حكم عليه بعشرين سنة." in client.get(address(live)).content.decode()


def test_typing_is_kept_by_itself(desk: World, live: Action, as_role: SignIn) -> None:
    client = as_role("translator", desk.own)
    form = boxes(client, live)
    title = keys(form)["title"]
    answer = client.post(address(live), form | {title: "أطلقوا"}, headers={"X-Requested-With": "autosave"}).json()
    assert "4 texts are left" in answer["said"]
    assert form[f"{title}.was"] != answer["was"][title]
    assert client.post(address(live), form | {title: "أطلقوه", f"{title}.was": answer["was"][title]}).status_code == 302


def test_a_page_that_keeps_by_itself_does_not_write_older_words_back(desk: World, live: Action) -> None:
    tra, tri = Client(), Client()
    tra.force_login(person("Tra", "translator", desk.own))
    tri.force_login(person("Tri", "translator", desk.own))
    page = boxes(tra, live)
    title, ask = keys(page)["title"], keys(page)["ask"]
    tra.post(address(live), page | {title: "أطلقوا"})
    mine = boxes(tra, live)
    tri.post(address(live), boxes(tri, live) | {title: "الحرية له"})
    for typed in ("اطلبوا", "اطلبوا الإفراج"):
        sent = mine | {ask: typed}
        answer = tra.post(address(live), sent, headers={"X-Requested-With": "autosave"}).json()
        mine = sent | {f"{key}.was": was for key, was in answer["was"].items()}
    now = boxes(tra, live)
    assert (now[title].strip(), now[ask].strip()) == ("الحرية له", "اطلبوا الإفراج")


def test_what_changed_in_the_source_stands_beside_the_old_words(desk: World, live: Action, as_role: SignIn) -> None:
    words = ActionWords.objects.filter(fact=live, locale__language_code="en")
    reckon("action", live.pk, at=AT)
    words.update(ask="Ask for her release.")
    reckon("action", live.pk, at=AT)
    client = as_role("translator", desk.own)
    page = client.get(address(live, language="fr")).content.decode()
    assert "<del>his</del><ins>her</ins>" in page
    user = person("Zoe", "translator", desk.own)
    groups = {shown.name: shown.group for shown in groups_of(user, AT.date())}
    assert [line.title for line in groups["stale-translations"].lines] == ["Free him"]


def test_agreed_words_and_what_was_said_before_are_offered(desk: World, live: Action, as_role: SignIn) -> None:
    GlossaryTerm.objects.create(source_language="en", term="release", language="ar", ours="الإفراج")
    client = as_role("translator", desk.own)
    form = boxes(client, live)
    client.post(address(live), form | said(form))
    other = another(desk, "Free her")
    page = client.get(address(other)).content.decode()
    assert "We say:" in page
    assert SAID["body"] in page
    assert "of 100 alike" in page


def test_a_file_goes_out_and_comes_back_after_a_look(desk: World, live: Action, as_role: SignIn) -> None:
    client = as_role("translator", desk.own)
    po = polib.pofile(client.get(address(live, "desk_words_file")).content.decode())
    assert {entry.msgid for entry in po} >= {"Free him", "Release him."}
    for entry in po:
        entry.msgstr = {"Free him": "أطلقوا سراحه", "Release him.": "أفرجوا عنه."}.get(entry.msgid, "")
    po[1].msgid, po[1].msgstr = "Something older", "قديم"
    file = SimpleUploadedFile("words.po", str(po).encode())
    review = client.post(address(live, "desk_words_import"), {"file": file}).content.decode()
    assert "2 texts would change" in review
    assert "The source has changed since this file was made." in review
    assert translation_state(live, "ar") == State.MISSING
    assert client.post(address(live, "desk_words_import"), filled(review)).status_code == 302
    assert boxes(client, live)[keys(boxes(client, live))["title"]].strip() == "أطلقوا سراحه"
    assert "ar" not in live.languages()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no such thing", "not a PO file"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "a"\nmsgstr "b"\n', "This file is in"),
        (b'msgid ""\nmsgstr "X-Openletter-Thing: case 1\\n"\n\nmsgid "a"\nmsgstr "b"\n', "another case or action"),
    ],
)
def test_a_wrong_file_says_why(desk: World, live: Action, as_role: SignIn, data: bytes, why: str) -> None:
    file = SimpleUploadedFile("x.po", data)
    answer = as_role("translator", desk.own).post(address(live, "desk_words_import"), {"file": file})
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_machine_drafts_and_a_person_keeps(desk: World, live: Action, as_role: SignIn, settings: Any) -> None:
    client = as_role("translator", desk.own)
    assert "Draft the rest" not in client.get(address(live)).content.decode(), "off by default"
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    client.post(address(live), {"do": "machine"})
    assert translation_state(live, "ar") == State.MACHINE_DRAFT
    form = boxes(client, live)
    assert form[keys(form)["title"]].strip() == "him Free"
    assert client.post(address(live), form | {"do": "submit"}).status_code == 422, "nobody has read them"
    read = {f"{name}.right": "on" for name in keys(form).values()}
    assert client.post(address(live), form | read | {"do": "submit"}).status_code == 302
    assert translation_state(live, "ar") == State.IN_REVIEW


def test_an_editor_asks_for_a_case_and_its_actions(desk: World, live: Action, as_role: SignIn) -> None:
    tra = person("Tra", "translator", desk.own)
    url = reverse("desk_translation_ask", args=["case", desk.case.pk])
    client = as_role("editor", desk.own, "Edi")
    form = filled(client.get(url).content.decode())
    assert client.post(url, form | {"translator": tra.pk, "due": "2026-12-01", "languages": ["ar"]}).status_code == 302
    mine = Rendering.objects.filter(translator=tra)
    assert {(row.kind, row.language) for row in mine} == {("case", "ar"), ("action", "ar")}
    groups = {shown.name: shown.group for shown in groups_of(tra, clock.today())}
    assert len(groups["translations-for-me"].lines) == 2
    foreign = person("Fre", "translator", desk.other)
    assert client.post(url, form | {"translator": foreign.pk, "languages": ["ar"]}).status_code == 422


def test_the_queue_costs_the_same_for_one_and_for_three(desk: World, live: Action, as_role: SignIn) -> None:
    client, counts = as_role("translator", desk.own), []
    for more in (0, 2):
        for _each in range(more):
            another(desk)
        for row in Action.objects.filter(section=desk.own):
            reckon("action", row.pk, at=AT)
        client.get(reverse("desk_translations"))
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("desk_translations")).content.decode()
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert page.count("Free him") == 3
    assert "Libérez" not in page
    assert "3 translations" not in client.get(reverse("desk_translations") + "?language=fr").content.decode()


def test_the_translators_page_costs_the_same_for_one_demand_and_for_three(
    desk: World, live: Action, as_role: SignIn
) -> None:
    client, counts = as_role("translator", desk.own), []
    for n in (1, 3):
        while live.demands.count() < n:
            demand = Demand.objects.create(action=live)
            DemandWords.objects.create(fact=demand, locale=locale("en"), text="Investigate.")
        client.get(address(live))
        with CaptureQueriesContext(connection) as seen:
            client.get(address(live))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_nobody_writes_in_another_section(desk: World, as_role: SignIn) -> None:
    client = as_role("translator", desk.own)
    assert client.post(reverse("desk_words", args=["action", desk.foreign_action.pk, "ar"]), {}).status_code == 404
    sheet = sheet_of("action", found("action", desk.foreign_action.pk), "ar", at=AT)
    assert sheet.rendering.pk is None


def test_the_library_offers_no_second_way_to_a_translation(desk: World) -> None:
    root = User.objects.create_superuser("root@example.org", "a long enough word")
    assert root.has_perm("wagtailcore.change_page")
    assert not root.has_perm("wagtail_localize.submit_translation")
