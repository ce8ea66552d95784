"""A case that somebody may not read is named to them nowhere at the desk, and what of it is not public stays inside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk import world as making
from tests.desk.world import AT, World

from openletter.actions.models import Action, ActionWords
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.sections.rules import Role

AsRole = Callable[..., Client]
NAME, UNNAMED = "Nasser Zefzafi", "A case that is not public yet"


@pytest.mark.parametrize("role", [Role.GROUP_ORGANISER, Role.PARTNER_READER])
def test_who_sees_actions_alone_reads_no_name_before_the_case_is_public(
    desk: World, as_role: AsRole, role: str
) -> None:
    wordless = making.action(desk.case)
    ActionWords.objects.filter(fact=wordless).delete()
    client, listed = as_role(role, desk.own), reverse("actions:index")
    pages = [
        listed,
        *(reverse("actions:inspect", args=[action.pk]) for action in (desk.action, wordless)),
        reverse("desk_figures") + f"?case={desk.case.pk}",
        reverse("desk_figures") + f"?action={wordless.pk}",
    ]
    for page in pages:
        html = client.get(page).content.decode()
        assert (NAME in html, UNNAMED in html) == (False, True), page
    found = f"{listed}?q=Zefzafi"
    assert "Free him" not in client.get(found).content.decode(), "nor does a search tell it"
    assert "Free him" in client.get(f"{listed}?q=Free").content.decode()
    Case.objects.filter(pk=desk.case.pk).update(released_at=AT)
    for page in (*pages, found):
        assert NAME in client.get(page).content.decode(), page


def test_who_sees_cases_reads_and_finds_their_names(desk: World, as_role: AsRole) -> None:
    client, listed = as_role(Role.EDITOR, desk.own), reverse("actions:index")
    html = client.get(f"{listed}?q=Zefzafi").content.decode()
    assert ("Free him" in html, NAME in html) == (True, True)
    page = client.get(reverse("actions:inspect", args=[desk.action.pk])).content.decode()
    assert f'href="{reverse("cases:inspect", args=[desk.case.pk])}"' in page


@pytest.mark.parametrize(("status", "told"), [
    (ActionStatus.DRAFT, False), (ActionStatus.SCHEDULED, False), (ActionStatus.SUSPENDED, False),
    (ActionStatus.LIVE, True), (ActionStatus.CLOSED, True),
])  # fmt: skip
def test_a_cases_page_lists_of_other_sections_what_is_public(
    desk: World, as_role: AsRole, status: str, told: bool
) -> None:
    theirs = making.action(desk.case, status, "Their call", section=desk.other)
    page = as_role(Role.EDITOR, desk.own).get(reverse("cases:inspect", args=[desk.case.pk])).content.decode()
    assert ("Their call" in page, "Free him" in page) == (told, True)
    assert reverse("actions:inspect", args=[theirs.pk]) not in page, "its page is not theirs"
    assert Action.objects.filter(case=desk.case).count() == 2
