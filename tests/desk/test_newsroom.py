"""Writing for the site: in one's own section's tree and nowhere else; a story is published by somebody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk.forms import filled, open_form
from tests.desk.rows import FACTORIES, Place
from tests.desk.world import AT, World, person
from wagtail.images import get_image_model
from wagtail.models import Page

from openletter.accounts.models import User
from openletter.cases.operations import withdraw_consent
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry
from openletter.web.models import CasePage, HomePage, StandardPage, StoriesPage, StoryPage
from openletter.web.operations import publish_windows

pytestmark = pytest.mark.django_db
NO_FORMSETS = {
    "cases-TOTAL_FORMS": "0", "cases-INITIAL_FORMS": "0", "body-count": "0",
    "credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0",
}  # fmt: skip


def _made(desk: World, kind: str, own: bool = True) -> Any:
    """A page or a story of a section."""
    if own:
        place = Place(desk.own, desk.case, desk.action, User())
    else:
        place = Place(desk.other, desk.foreign_case, desk.foreign_action, User())
    return Page.objects.get(pk=FACTORIES[kind](place)["pk"]).specific


def _editor(desk: World, client: Client, role: str = "editor", name: str = "Ada") -> User:
    user = person(name, role, desk.own)
    client.force_login(user)
    return user


def _story(desk: World, client: Client, *, tells: bool = True, **more: Any) -> StoryPage:
    """A story written in the editor by whoever is signed in."""
    folder = StoriesPage.objects.get(locale__language_code="en", path__startswith=_home(desk).path)
    case = {
        "cases-TOTAL_FORMS": "1", "cases-0-case": str(desk.case.pk), "cases-0-ORDER": "1", "cases-0-id": "",
        **({"cases-0-tells": "on"} if tells else {}),
    }  # fmt: skip
    sent = {
        "title": "He is free", "slug": "free", "lead": "At last.", "kind": "good_news", "on": "2026-11-01",
        **NO_FORMSETS, **case, **more,
    }  # fmt: skip
    answer = client.post(f"/desk/pages/add/web/storypage/{folder.pk}/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    return StoryPage.objects.get(locale__language_code="en", path__startswith=folder.path)


def _home(desk: World, language: str = "en") -> HomePage:
    return HomePage.objects.get(section=desk.own, locale__language_code=language)


def _do(client: Client, story: StoryPage, what: str, **more: str) -> Any:
    page = reverse("desk_story", args=[story.pk])
    return client.post(page, {**open_form(client, page), "do": what, **more})


def test_an_editor_writes_and_publishes_a_page_of_the_own_section(homes: World, client: Client) -> None:
    _editor(homes, client)
    url = f"/desk/pages/add/web/standardpage/{_home(homes).pk}/"
    client.post(url, {"title": "Our groups", "slug": "groups", "lead": "x", "body-count": "0", "action-publish": "1"})
    page = StandardPage.objects.get(slug="groups")
    assert page.live
    assert Client().get("/ca/en/groups/").status_code == 200
    entry = AuditEntry.objects.get(verb="page.create")
    assert (entry.section, entry.subject_id) == ("ca", str(page.pk))


def test_saving_while_writing_is_one_entry_of_the_audit(homes: World, client: Client) -> None:
    _editor(homes, client)
    page = _made(homes, "page")
    for lead in ("a", "b", "c"):
        client.post(f"/desk/pages/{page.pk}/edit/", {"title": "x", "slug": "x", "lead": lead, "body-count": "0"})
    assert AuditEntry.objects.filter(verb="page.edit").count() == 1


def test_an_editor_puts_the_own_home_together(homes: World, client: Client) -> None:
    _editor(homes, client)
    home = _home(homes)
    stream = {f"{name}-count": "0" for name in ("head_links", "foot_links")}
    sent = {
        "title": "Home", "action-publish": "1", **stream, "body-count": "1", "body-0-deleted": "", "body-0-order": "0",
        "body-0-type": "numbers", "body-0-id": "", "body-0-value": "",
    }  # fmt: skip
    assert client.post(f"/desk/pages/{home.pk}/edit/", sent).status_code == 302
    assert [piece.block_type for piece in HomePage.objects.get(pk=home.pk).body] == ["numbers"]
    assert not home.permissions_for_user(person("Bea", "editor", homes.own)).can_delete()


def test_pages_of_cases_are_changed_by_nobody_by_hand(homes: World, client: Client) -> None:
    publish_windows(section=homes.own, subject=homes.case, languages=["en"], actor=SYSTEM, at=AT)
    page = CasePage.objects.get(case=homes.case)
    for user in (_editor(homes, client), person("Sup", is_superuser=True, is_staff=True)):
        may = page.permissions_for_user(user)
        ways = ("edit", "delete", "unpublish", "publish", "move", "copy", "add_subpage", "reorder_children", "lock")
        assert [way for way in ways if getattr(may, f"can_{way}")()] == []
        client.force_login(user)
        for way in ("edit", "delete", "move"):
            assert client.get(f"/desk/pages/{page.pk}/{way}/").headers["Location"] == "/desk/", way
        client.post(f"/desk/pages/{page.pk}/delete/")
        answer = client.get(f"/desk/pages/add/web/casepage/{_home(homes).pk}/")
        assert answer.headers["Location"] == "/desk/"
    assert CasePage.objects.get(pk=page.pk).live


def test_nothing_moves_to_another_site_or_language(homes: World, client: Client) -> None:
    user, page = _editor(homes, client), _made(homes, "page")
    foreign = HomePage.objects.filter(section=homes.other).first()
    assert foreign is not None
    assert client.post(f"/desk/pages/{page.pk}/move/{foreign.pk}/confirm/").status_code == 404
    assert not page.permissions_for_user(user).can_move_to(_home(homes, "fr"))
    with pytest.raises(PermissionDenied):
        _moved(user, page, _home(homes, "fr"))
    assert StandardPage.objects.get(pk=page.pk).path == page.path


def _moved(user: User, page: Any, to: Page) -> None:
    from wagtail.actions.move_page import MovePageAction

    try:
        MovePageAction(page, to, pos="last-child", user=user).execute()
    except Exception as refused:
        raise PermissionDenied from refused


# Wagtail leaves the file it draws into to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_choosers_show_the_own_section_only(homes: World, client: Client) -> None:
    theirs = _made(homes, "page", own=False)
    Page.objects.filter(pk=theirs.pk).update(title="Secret of others")
    ours = _made(homes, "page")
    theirs_picture = get_image_model().objects.get(pk=_picture(homes, own=False))
    mine = get_image_model().objects.get(pk=_picture(homes))
    get_image_model().objects.filter(pk=theirs_picture.pk).update(title="Picture of others")
    _editor(homes, client)
    top = client.get("/desk/choose-page/?page_type=web.StandardPage").content.decode()
    assert "Section FR" not in top
    assert f"/desk/choose-page/{_home(homes).pk}/" in top
    found = client.get("/desk/choose-page/search/?q=Secret").content.decode()
    assert "Secret of others" not in found
    inside = client.get(f"/desk/choose-page/{_home(homes).pk}/").content.decode()
    assert ours.title in inside
    assert client.get(f"/desk/images/chooser/chosen/{theirs_picture.pk}/").status_code == 404
    shown = client.get("/desk/images/chooser/").content.decode()
    assert mine.title in shown
    assert "Picture of others" not in shown


def _picture(desk: World, own: bool = True) -> int:
    section = desk.own if own else desk.other
    return int(FACTORIES["picture"](Place(section, desk.case, desk.action, User()))["pk"])


def test_a_page_names_no_page_picture_or_case_of_another_section(homes: World, client: Client) -> None:
    publish_windows(section=homes.own, subject=homes.case, languages=["en"], actor=SYSTEM, at=AT)
    foreign_page, foreign_picture = _made(homes, "page", own=False), _picture(homes, own=False)
    _editor(homes, client)
    page = _made(homes, "page")
    link = {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "links", "body-0-id": "",
        "body-0-value-count": "1", "body-0-value-0-deleted": "", "body-0-value-0-order": "0", "body-0-value-0-id": "",
        "body-0-value-0-value-text": "x", "body-0-value-0-value-page": str(foreign_page.pk),
        "body-0-value-0-value-place": "", "body-0-value-0-value-url": "",
    }  # fmt: skip
    sent = {"title": "Changed", "slug": "x", "lead": "x"}
    for way in ("edit/", "edit/preview/"):
        answer = client.post(f"/desk/pages/{page.pk}/{way}", {**sent, **link})
        assert answer.headers["Location"] == "/desk/"
        assert foreign_page.title not in answer.content.decode()
    page.refresh_from_db()
    assert page.latest_revision.content["title"] != "Changed"
    folder = StoriesPage.objects.get(path__startswith=_home(homes).path)
    picture = {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "picture", "body-0-id": "",
        "body-0-value-image": str(foreign_picture), "body-0-value-alt": "x", "body-0-value-credit": "x",
    }  # fmt: skip
    case = {"cases-TOTAL_FORMS": "1", "cases-0-case": str(homes.foreign_case.pk), "cases-0-ORDER": "1"}
    sent = {"title": "x", "slug": "x", "lead": "x", "kind": "update", "on": "2026-11-01", **NO_FORMSETS}
    url = f"/desk/pages/add/web/storypage/{folder.pk}/"
    assert client.post(url, {**sent, **picture}).headers["Location"] == "/desk/"
    assert client.post(url, {**sent, **case}).status_code == 200
    assert not StoryPage.objects.filter(path__startswith=folder.path).exists()
    html = client.get(url).content.decode()
    assert "Nasser Zefzafi" in html
    assert "Ali Aarrass" not in html


def test_one_click_opens_the_editor_and_what_is_written_is_a_draft(homes: World, client: Client) -> None:
    _editor(homes, client)
    answer = client.post("/desk/stories/begin/", {"where": f"{homes.own.pk}:fr"})
    assert answer.headers["Location"].startswith("/desk/pages/add/web/storypage/")
    assert client.post("/desk/stories/begin/", {"where": f"{homes.other.pk}:fr"}).status_code == 404
    story = _story(homes, client, **{"action-publish": "1"})
    assert not story.live
    assert reverse("desk_story", args=[story.pk]) in client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    client.post(f"/desk/pages/{story.pk}/edit/", {"title": "x", "action-publish": "1", **NO_FORMSETS})
    story.refresh_from_db()
    assert not story.live


def test_a_story_of_a_person_is_published_by_somebody_who_wrote_none_of_it(homes: World, client: Client) -> None:
    admin = _editor(homes, client, "admin")
    story = _story(homes, client)
    answer = _do(client, story, "publish")
    assert answer.status_code == 422
    assert "you wrote some of it" in answer.content.decode()
    _editor(homes, client, "editor", "Cleo")
    assert "Somebody who approves publishes it" in _do(client, story, "publish").content.decode()
    assert _do(client, story, "ask").status_code == 302
    approver = _editor(homes, client, "approver", "Bea")
    assert story.title in client.get("/desk/").content.decode()
    assert "At last." in client.get(f"/desk/stories/{story.pk}/draft/").content.decode()
    assert _do(client, story, "publish").status_code == 302
    assert "At last." in Client().get("/ca/en/stories/free/").content.decode()
    assert AuditEntry.objects.get(verb="story.publish").actor_id == approver.pk
    assert admin.pk != approver.pk
    assert _do(client, story, "down").status_code == 302
    assert Client().get("/ca/en/stories/free/").status_code in (404, 410)


def _writes_on(client: Client, story: StoryPage, lead: str, **more: str) -> None:
    edit = f"/desk/pages/{story.pk}/edit/"
    answer = client.post(edit, {**open_form(client, edit), "body-count": "0", "lead": lead, **more})
    assert answer.status_code == 302


def _two(desk: World) -> tuple[Client, Client]:
    """Who writes and who approves, each at their own browser."""
    ada, bea = Client(), Client()
    ada.force_login(person("Ada", "editor", desk.own))
    bea.force_login(person("Bea", "approver", desk.own))
    return ada, bea


@pytest.mark.parametrize("into_the_same_version", [False, True])
def test_a_story_written_on_after_the_look_is_looked_at_anew(homes: World, into_the_same_version: bool) -> None:
    ada, bea = _two(homes)
    story = _story(homes, ada)
    page = reverse("desk_story", args=[story.pk])
    looked = open_form(bea, page)
    story.refresh_from_db()
    same = {"overwrite_revision_id": str(story.latest_revision_id)} if into_the_same_version else {}
    _writes_on(ada, story, "Her brother hides nearby.", **same)
    for sent in (looked, {}):
        answer = bea.post(page, {**sent, "do": "publish"})
        assert answer.status_code == 422
        assert "This has changed since you opened the page." in answer.content.decode()
        assert "Her brother hides nearby." in answer.content.decode()
        assert not StoryPage.objects.get(pk=story.pk).live
    assert bea.post(page, filled(answer.content.decode()) | {"do": "publish"}).status_code == 302
    assert StoryPage.objects.get(pk=story.pk).live


def test_what_a_translated_story_takes_from_the_first_one_is_part_of_the_look(homes: World) -> None:
    ada, bea = _two(homes)
    story = _story(homes, ada)
    ada.post(reverse("desk_story_translate", args=[story.pk, "fr"]))
    french = StoryPage.objects.get(locale__language_code="fr")
    page = reverse("desk_story", args=[french.pk])
    looked = open_form(bea, page)
    _writes_on(ada, story, "At last.", kind="update")
    assert bea.post(page, {**looked, "do": "publish"}).status_code == 422
    assert not StoryPage.objects.get(pk=french.pk).live
    assert _do(bea, french, "publish").status_code == 302


def test_a_story_lacking_consent_is_refused_with_what_is_missing(homes: World, client: Client) -> None:
    _editor(homes, client)
    story = _story(homes, client)
    withdraw_consent(
        case=homes.case, scopes=["name"], giver="family", on=AT.date(), evidence="x", actor=SYSTEM, at=AT
    )  # fmt: skip
    _editor(homes, client, "approver", "Bea")
    assert "Still missing" in client.get(f"/desk/stories/{story.pk}/").content.decode()
    assert _do(client, story, "publish").status_code == 422
    assert not StoryPage.objects.get(pk=story.pk).live


def test_what_is_sent_back_says_what_to_change(homes: World, client: Client) -> None:
    ada = _editor(homes, client)
    story = _story(homes, client)
    _do(client, story, "ask")
    _editor(homes, client, "approver", "Bea")
    assert _do(client, story, "return", reason=" ").status_code == 422
    assert _do(client, story, "return", reason="Say who says so.").status_code == 302
    client.force_login(ada)
    assert "Say who says so." in client.get("/desk/").content.decode()
    assert _do(client, story, "return", reason="x").status_code == 403 or not StoryPage.objects.get(pk=story.pk).live


def test_a_story_that_mentions_somebody_or_nobody_is_published_by_its_author(homes: World, client: Client) -> None:
    _editor(homes, client)
    story = _story(homes, client, tells=False)
    assert _do(client, story, "publish").status_code == 302
    StoryPage.objects.get(pk=story.pk).delete()
    story = _story(homes, client, **{"cases-TOTAL_FORMS": "0"})
    assert _do(client, story, "publish").status_code == 422
    assert _do(client, story, "publish", names_nobody="on").status_code == 302


def test_a_story_is_written_in_another_language_and_keeps_its_cases(homes: World, client: Client) -> None:
    _editor(homes, client)
    story = _story(homes, client)
    answer = client.post(reverse("desk_story_translate", args=[story.pk, "fr"]))
    french = StoryPage.objects.get(locale__language_code="fr")
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[french.pk])
    sent = {"title": "Il est libre", "slug": "libre", "lead": "Enfin.", "kind": "article", "on": "2020-01-01"}
    client.post(answer.headers["Location"], {**sent, **NO_FORMSETS})
    assert client.post(reverse("desk_story_translate", args=[story.pk, "de"])).status_code == 302
    _editor(homes, client, "approver", "Bea")
    assert _do(client, french, "publish").status_code == 302
    french.refresh_from_db()
    assert (french.title, french.kind, french.on) == ("Il est libre", "good_news", date(2026, 11, 1))
    assert [(link.case, link.tells) for link in french.cases.all()] == [(homes.case, True)]


def test_lists_cost_the_same_for_one_story_and_three_and_show_no_others(homes: World, client: Client) -> None:
    theirs = _made(homes, "story", own=False)
    Page.objects.filter(pk=theirs.pk).update(draft_title="A story of others")
    _editor(homes, client)
    counted = []
    for number in (1, 3):
        while StoryPage.objects.filter(path__startswith=_home(homes).path).count() < number:
            made = _made(homes, "story")
            made.cases.create(case=homes.case)
        client.get("/desk/stories/")
        with CaptureQueriesContext(connection) as asked:
            html = client.get("/desk/stories/").content.decode()
        counted.append(len(asked))
        assert "A story of others" not in html
    assert counted[0] == counted[1]
    assert client.get(f"/desk/stories/{theirs.pk}/").status_code == 404
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/site/")
    _made(homes, "page")
    with CaptureQueriesContext(connection) as more:
        client.get("/desk/site/")
    assert len(one) == len(more)


def _let_out(desk: World) -> None:
    publish_windows(section=desk.own, subject=desk.case, languages=["en"], actor=SYSTEM, at=AT)


def test_who_names_a_person_at_risk_says_so_and_another_publishes(homes: World, client: Client) -> None:
    _let_out(homes)
    _editor(homes, client)
    story = _story(homes, client, tells=False, lead="Nasser  ZEFZAFI walks free.")
    answer = _do(client, story, "publish", names_nobody="on")
    assert answer.status_code == 422
    assert "Nasser Zefzafi" in answer.content.decode()
    story.refresh_from_db()
    assert not story.live


@pytest.mark.parametrize("words", ["Nasser Zefzafi was beaten.", "NASSER ZÉFZAFI"])
def test_a_page_that_nobody_else_looks_at_names_nobody_at_risk(homes: World, client: Client, words: str) -> None:
    _let_out(homes)
    _editor(homes, client)
    url = f"/desk/pages/add/web/standardpage/{_home(homes).pk}/"
    sent = {"title": "Our groups", "slug": "groups", "lead": words, "body-count": "0", "action-publish": "1"}
    assert "Write a story of the case" in client.post(url, sent).content.decode()
    assert not StandardPage.objects.exists()


def test_a_translation_that_begins_with_somebodys_words_is_not_published_by_them(homes: World, client: Client) -> None:
    _let_out(homes)
    _editor(homes, client, "admin")
    story = _story(homes, client)
    author = client.session["_auth_user_id"]
    _editor(homes, client, "editor", "Cy")
    client.post(reverse("desk_story_translate", args=[story.pk, "fr"]))
    client.force_login(User.objects.get(pk=author))
    french = StoryPage.objects.get(locale__language_code="fr", translation_key=story.translation_key)
    assert _do(client, french, "publish").status_code == 422
