"""Contributors at the desk: kept section by section; what somebody takes back is gone from the site at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.rows import FACTORIES, Place
from tests.desk.world import AT, World, person

from openletter.accounts.models import User
from openletter.kernel.models import AuditEntry, ChangeMark
from openletter.sections.models import Contributor
from openletter.web.models import StoryCredit, StoryPage

pytestmark = pytest.mark.django_db
LIST = "contributors:index"


def _sent(desk: World, **more: str) -> dict[str, str]:
    return {
        "section": str(desk.own.pk), "kind": "group", "name": "  Group   48 ", "link": "https://group48.example/",
        "agreed_on": "2026-01-01", "taken_back_on": "", **more,
    }  # fmt: skip


def _story(desk: World, credited: Contributor) -> StoryPage:
    place = Place(desk.own, desk.case, desk.action, User())
    story = StoryPage.objects.get(pk=FACTORIES["story"](place)["pk"])
    StoryCredit.objects.create(story=story, contributor=credited, role="thanks")
    story.save_revision()
    return story


def test_an_editor_keeps_the_contributors_of_the_own_section(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "editor", desk.own))
    foreign = Contributor.objects.create(section=desk.other, kind="group", name="Theirs")
    for wrong in ({"section": str(desk.other.pk)}, {"link": "http://x.example/"}, {"agreed_on": "2999-01-01"}):
        client.post(reverse("contributors:add"), _sent(desk, **wrong))
        assert not Contributor.objects.filter(section=desk.own).exists(), wrong
    client.post(reverse("contributors:add"), _sent(desk))
    made = Contributor.objects.get(section=desk.own)
    assert made.name == "Group 48"
    page = client.get(reverse(LIST)).content.decode()
    assert "Group 48" in page
    assert "Theirs" not in page
    assert client.get(reverse("contributors:edit", args=[foreign.pk])).status_code == 404
    assert AuditEntry.objects.get(verb="contributor_created").section == desk.own.key


def test_what_is_taken_back_renews_the_public_pages(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "editor", desk.own))
    group = Contributor.objects.create(section=desk.own, kind="group", name="Group 48", agreed_on=AT.date())
    story = _story(desk, group)
    assert b"Group 48" in Client().get(story.get_url_parts()[2]).content
    before = ChangeMark.objects.filter(name="pages").values_list("version", flat=True).first() or 0
    url = reverse("contributors:edit", args=[group.pk])
    client.post(url, _sent(desk, agreed_on=AT.date().isoformat(), taken_back_on=AT.date().isoformat()))
    assert ChangeMark.objects.get(name="pages").version > before
    assert b"Group 48" not in Client().get(story.get_url_parts()[2]).content
    entry = AuditEntry.objects.get(verb="contributor_edited")
    assert entry.actor == "Ada"


def test_no_form_offers_the_contributors_of_another_section(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "editor", desk.own))
    Contributor.objects.create(section=desk.own, kind="group", name="Group 48")
    Contributor.objects.create(section=desk.other, kind="group", name="Theirs")
    for address in ("cases:add", "actions:add"):
        for section, own in ((desk.own.pk, True), (desk.other.pk, False), ("9" * 5000, True)):
            page = client.post(reverse(address), {"section": section}).content.decode()
            assert ("Group 48" in page, "Theirs" in page) == (own, False), (address, str(section)[:9])


def test_the_editor_of_a_story_offers_the_own_contributors_alone(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "editor", desk.own))
    own = Contributor.objects.create(section=desk.own, kind="group", name="Group 48")
    theirs = Contributor.objects.create(section=desk.other, kind="group", name="Theirs")
    story = _story(desk, own)
    url = f"/desk/pages/{story.pk}/edit/"
    page = client.get(url).content.decode()
    assert "Group 48 (Local group; has not agreed to be named yet)" in page
    assert "Theirs" not in page
    line = StoryCredit.objects.get()
    client.post(url, {
        "title": "A story", "slug": story.slug, "lead": "x", "kind": "article", "on": "2026-01-01", "body-count": "0",
        "cases-TOTAL_FORMS": "0", "cases-INITIAL_FORMS": "0", "credits-TOTAL_FORMS": "1", "credits-INITIAL_FORMS": "1",
        "credits-0-id": str(line.pk), "credits-0-contributor": str(theirs.pk), "credits-0-role": "photo",
    })  # fmt: skip
    assert [row.contributor for row in story.get_latest_revision_as_object().credits.all()] == [own]
