"""Messages to the person: the rules are written on one screen, audited, and read on the case's page."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from tests.desk.forms import filled
from tests.desk.world import World

from openletter.cases.models import SolidarityGuidance
from openletter.kernel.models import AuditEntry

SignIn = Callable[..., Client]


def test_an_editor_writes_the_rules_and_the_case_shows_them(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url, case = reverse("desk_case_messages", args=[desk.case.pk]), reverse("cases:inspect", args=[desk.case.pk])
    assert "No rules for messages yet." in client.get(case).content.decode()
    form = filled(client.get(url).content.decode())
    assert not SolidarityGuidance.objects.exists()
    form |= {"languages": ["fr", "ar"], "recipient_route": "prison", "available_until": "2027-01-31"}
    assert client.post(url, form).headers["Location"] == case
    row = SolidarityGuidance.objects.get(case=desk.case)
    assert (row.languages, row.recipient_route, row.max_length) == (["fr", "ar"], "prison", 600)
    html = client.get(case).content.decode()
    assert "To the prison" in html
    assert "Français · العربية" in html
    entry = AuditEntry.objects.get(verb="case.guidance")
    assert (entry.actor, entry.section, entry.before) == ("Ada", "ca", {})


def test_a_change_tells_what_was_and_saving_the_same_again_tells_nothing(desk: World, as_role: SignIn) -> None:
    SolidarityGuidance.objects.create(case=desk.case)
    client = as_role("editor", desk.own)
    url = reverse("desk_case_messages", args=[desk.case.pk])
    form = filled(client.get(url).content.decode())
    client.post(url, form)
    assert not AuditEntry.objects.exclude(verb="case.opened").exists()
    client.post(url, form | {"religious_content": "allowed"})
    entry = AuditEntry.objects.exclude(verb="case.opened").get()
    assert (entry.before, entry.after) == ({"religious_content": "never"}, {"religious_content": "allowed"})
    assert SolidarityGuidance.objects.get().religious_content == "allowed"


def test_what_cannot_be_read_is_refused_and_kept(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("desk_case_messages", args=[desk.case.pk])
    form = filled(client.get(url).content.decode()) | {"max_length": "many", "languages": ["xx"]}
    answer = client.post(url, form)
    assert answer.status_code == 422
    assert 'value="many"' in answer.content.decode()
    assert not SolidarityGuidance.objects.exists()
