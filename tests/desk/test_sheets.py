"""Importing an urgent action at the desk: everything is looked at, nothing typed is lost, nothing is made unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.actions.urgent.making import published, urgent
from tests.actions.urgent.sheets import FRENCH, THIRD
from tests.actions.urgent.test_interchange import FULL
from tests.desk.forms import filled
from tests.desk.world import World, consent
from tests.world import making

from openletter.actions.models import Action, UrgentSheet
from openletter.actions.sheets import sheet_of
from openletter.actions.urgent.interchange import to_json
from openletter.kernel.models import AuditEntry
from openletter.targets.models import ContactPoint, Office

SignIn = Callable[..., Client]
IMPORT = "desk_sheet_import"


def review(client: Client, **source: object) -> dict[str, object]:
    """The review form of a source, as a browser would send it back."""
    answer = client.post(reverse(IMPORT), source)
    assert answer.status_code == 200, answer.content.decode()[:3000]
    return filled(answer.content.decode())


def test_the_text_of_a_sheet_becomes_a_draft_once_looked_at(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    before = Action.objects.count()
    form = review(client, text=THIRD)
    assert Action.objects.count() == before, "nothing is made before it was looked at"
    assert (form["ua_number"], form["ua_sequence"]) == ("UA 912/16", "3")
    answer = client.post(
        reverse(IMPORT), form | {"section": desk.own.pk, "case": desk.case.pk, "ask-in-en": "Write to them."}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    action = Action.objects.latest("pk")
    assert (action.kind, action.status, str(action.deadline)) == ("urgent_action", "draft", "2017-08-09")
    assert action.demands.count() == 3
    assert [row.role for row in action.targets.order_by("order")] == ["target", "target", "copy"]
    made = action.targets.order_by("order").first().office
    assert made.in_language("en").name == "Attorney General"
    assert set(made.contact_points.values_list("health", flat=True)) == {"unverified"}
    assert AuditEntry.objects.filter(verb="action.import_sheet", section="ca").exists()


def test_what_was_not_found_is_said_and_what_was_typed_stays(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    page = client.post(reverse(IMPORT), {"text": FRENCH}).content.decode()
    assert "Not found in the source." in page
    form = filled(page) | {
        "section": desk.own.pk,
        "case": "",
        "ua_number": "UA sixty",
        "summary-in-fr": "Mes propres mots.",
    }
    answer = client.post(reverse(IMPORT), form)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a number like UA 60/16." in html
    assert "Mes propres mots." in html
    assert "UA sixty" in html
    assert "INSTITUTEUR" in filled(html)["source"]
    assert not UrgentSheet.objects.exists()


def test_a_file_of_another_installation_comes_through_whole(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    file = SimpleUploadedFile("ua.json", to_json(FULL).encode(), "application/json")
    form = review(client, file=file) | {"section": desk.own.pk, "case": desk.case.pk, "office-1-territory": "DO"}
    assert client.post(reverse(IMPORT), form).status_code == 302
    action = Action.objects.latest("pk")
    unchecked = sheet_of(action.pk, on=making.AT.date())
    assert unchecked
    assert unchecked.targets[0].ways == ()  # whoever brought them in is the only one who saw them
    ContactPoint.objects.update(seen_by=0)
    sheet = sheet_of(action.pk, on=making.AT.date())
    assert sheet
    for same in (
        "ua_number",
        "ua_sequence",
        "index_number",
        "issued_on",
        "appeal_deadline",
        "words",
        "demands",
        "letters",
        "preferred_languages",
        "diplomatic_copies",
        "mention_organisation",
        "previous",
    ):
        assert getattr(sheet, same) == getattr(FULL, same), same
    assert sheet.targets[0].words == FULL.targets[0].words
    assert sheet.targets[0].ways == FULL.targets[0].ways
    assert sheet.targets[0].key == "attorney-general"


def test_an_office_we_know_is_found_and_not_made_again(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    file = SimpleUploadedFile("ua.json", to_json(FULL).encode())
    form = review(client, file=file) | {"section": desk.own.pk, "case": desk.case.pk, "office-1-territory": "DO"}
    client.post(reverse(IMPORT), form)
    offices = Office.objects.count()
    changed = to_json(FULL).replace('"ua_sequence": 2', '"ua_sequence": 3')
    form = review(client, text=changed) | {"section": desk.own.pk, "case": desk.case.pk}
    assert client.post(reverse(IMPORT), form).status_code == 302
    assert Office.objects.count() == offices


def test_a_place_that_is_taken_is_refused_with_everything_kept(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    for status in (302, 422):
        form = review(client, text=to_json(FULL)) | {
            "section": desk.own.pk,
            "case": desk.case.pk,
            "office-1-territory": "DO",
        }
        answer = client.post(reverse(IMPORT), form)
        assert answer.status_code == status
    assert "stands here already" in answer.content.decode()
    assert UrgentSheet.objects.count() == 1


@pytest.mark.parametrize("source", [{}, {"text": "{not json"}, {"text": '{"format": "other"}'}])
def test_no_source_and_no_sheet_are_refused_beside_the_field(
    desk: World, as_role: SignIn, source: dict[str, str]
) -> None:
    answer = as_role("editor", desk.own).post(reverse(IMPORT), source)
    assert answer.status_code == 422
    assert "desk-warning" in answer.content.decode()


def test_only_who_drafts_actions_imports(desk: World, as_role: SignIn) -> None:
    client = as_role("moderator", desk.own)
    assert client.get(reverse(IMPORT)).status_code == 404


def test_nobody_drafts_for_a_section_that_is_not_theirs(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    form = review(client, text=THIRD) | {"section": desk.other.pk, "case": desk.case.pk}
    assert client.post(reverse(IMPORT), form).status_code == 422
    assert not UrgentSheet.objects.exists()


def test_the_next_of_a_series_is_drafted_with_one_button(desk: World, as_role: SignIn) -> None:
    consent(desk.case)
    first = published(urgent(desk.case))
    client = as_role("editor", desk.own)
    assert reverse("desk_action_next", args=[first.pk]) in client.get(
        reverse("actions:inspect", args=[first.pk])
    ).content.decode()  # fmt: skip
    answer = client.post(reverse("desk_action_next", args=[first.pk]), follow=True)
    draft = Action.objects.latest("pk")
    assert answer.status_code == 200
    assert (draft.status, draft.sheets.get().ua_sequence) == ("draft", 2)
    assert client.post(reverse("desk_action_next", args=[first.pk])).status_code == 422


def test_the_sheet_is_edited_with_its_action(desk: World, as_role: SignIn) -> None:
    action = urgent(desk.case)
    client = as_role("editor", desk.own)
    url = reverse("actions:edit", args=[action.pk])
    form = filled(client.get(url).content.decode())
    assert form["sheets-0-ua_number"] == "UA 912/26"
    answer = client.post(url, form | {"sheets-0-index_number": "MDE 99/0042/2026"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert action.sheets.get().index_number == "MDE 99/0042/2026"
    urgent(desk.case, 2)
    form = filled(client.get(url).content.decode())
    assert client.post(url, form | {"sheets-0-ua_sequence": "2"}).status_code != 302
