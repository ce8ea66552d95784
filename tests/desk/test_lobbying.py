"""Representatives and contacts with them at the desk: brought in after a look, entered, read, released."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.desk import world
from tests.desk.forms import filled, open_form
from tests.desk.world import AT, World, person

from openletter.deliveries.lobbying.access import Told
from openletter.deliveries.lobbying.models import LobbyContact
from openletter.deliveries.lobbying.operations import tell
from openletter.kernel import words
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry
from openletter.supporters.operations import new_section_key
from openletter.targets.representatives.files import HERE, example
from openletter.targets.representatives.importing import bring_in
from openletter.targets.representatives.models import Representative
from openletter.targets.representatives.tables import read_table

SignIn = Callable[..., Client]
IMPORT = "/desk/representatives/import/"


def file(body: bytes, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def british() -> bytes:
    return (HERE / "gb.csv").read_bytes()


def a_contact(desk: World, **more: object) -> LobbyContact:
    fields = {
        "section": desk.own,
        "case": desk.case,
        "did": "wrote_to_ambassador",
        "told_at": AT,
        "by_name": "Group 48",
    }
    row = LobbyContact.objects.create(**(fields | more))
    words.write(row, {"en": {"text": "Their member of Congress wrote to the ambassador."}})
    return row


def test_a_file_is_looked_at_first_and_imported_afterwards(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    seen = client.post(IMPORT, {"file": file(british())})
    assert seen.status_code == 200
    assert "gb-commons-example" in seen.content.decode()
    assert not Representative.objects.exists()
    done = client.post(IMPORT, filled(seen.content.decode()) | {"apply": "yes"})
    assert done.status_code == 302
    assert Representative.objects.count() == 20
    entry = AuditEntry.objects.get(verb="representatives.import")
    assert (entry.actor, entry.after["new"]) == ("Ada", 20)


def test_who_would_be_retired_is_named_before(desk: World, as_role: SignIn) -> None:
    bring_in(example("GB", on=AT.date()), actor=SYSTEM, at=AT)
    fewer = b"\n".join(line for line in british().splitlines() if b"Ravensholme" not in line)
    page = as_role("editor", desk.own).post(IMPORT, {"file": file(fewer)}).content.decode()
    assert "Robert Hexworth" in page
    assert "Grace Okonjo-Lyle" not in page


def test_faults_are_shown_by_row_and_column_and_nothing_is_imported(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    bad = british().replace(b"eleanor.ashgrove@example.org", b"eleanor")
    page = client.post(IMPORT, {"file": file(bad)}).content.decode()
    assert "<td>2</td>" in page
    assert "email" in page
    assert "apply" not in page
    assert client.post(IMPORT, {}).status_code == 422
    assert client.post(IMPORT, {"packed": "not what we made", "apply": "yes"}).status_code == 422
    assert not Representative.objects.exists()


def test_a_popolo_file_is_told_its_country(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    body = (HERE / "ca.json").read_bytes()
    assert "Say which country" in client.post(IMPORT, {"file": file(body, "ca.json")}).content.decode()
    seen = client.post(IMPORT, {"file": file(body, "ca.json"), "country": "CA", "source": "A list"}).content.decode()
    assert client.post(IMPORT, filled(seen) | {"apply": "yes"}).status_code == 302
    assert Representative.objects.filter(source="A list", legislature__chamber="lower").count() == 21


def test_what_is_exported_reads_back_the_same(desk: World, as_role: SignIn) -> None:
    for country in ("DZ", "US"):
        bring_in(example(country, on=AT.date()), actor=SYSTEM, at=AT)
    answer = as_role("editor", desk.own).get(reverse("desk_representatives_export"))
    read = read_table(answer.content)
    assert read.faults == ()
    kept = dict(Representative.objects.values_list("key", "digest"))
    assert {key: member.digest for (_house, key), member in read.members.items()} == kept
    assert ",+1" not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "found"), [("ferdjiwi", 1), ("نادية", 1), ("bejaia", 2), ("Béjaïa", 2), ("وهران", 2), ("nobody", 0)]
)
def test_the_list_is_searched_in_any_spelling(desk: World, as_role: SignIn, typed: str, found: int) -> None:
    bring_in(example("DZ", on=AT.date()), actor=SYSTEM, at=AT)
    page = as_role("editor", desk.own).get(reverse("representatives:index"), {"q": typed}).content.decode()
    assert page.count("/representatives/inspect/") == found


def test_an_objection_is_upheld_and_lifted_with_reasons(desk: World, as_role: SignIn) -> None:
    bring_in(example("GB", on=AT.date()), actor=SYSTEM, at=AT)
    row, client = Representative.objects.earliest("pk"), as_role("editor", desk.own)
    url = reverse("desk_representative_objection", args=[row.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Their letter"}).status_code == 302
    row.refresh_from_db()
    assert row.objected_on is not None
    assert "shown nowhere" in client.get(reverse("representatives:inspect", args=[row.pk])).content.decode()
    client.post(url, {"reason": "Withdrawn"})
    row.refresh_from_db()
    assert row.objected_on is None
    assert AuditEntry.objects.filter(verb="representative.objection").count() == 2


def test_an_editor_enters_a_contact_and_an_approver_releases_it(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("lobby-contacts:add")
    form = filled(client.get(url).content.decode())
    form |= {
        "section": desk.own.pk, "case": desk.case.pk, "official": "member of Congress", "by": "group",
        "by_name": "Group 48", "way": "meeting", "on": "2010-11", "did": "wrote_to_ambassador",
        "words-TOTAL_FORMS": "1", "words-0-locale": world.locale("en").pk, "words-0-id": "", "words-0-ORDER": "1",
        "words-0-text": "She wrote to the ambassador.",
    }  # fmt: skip
    answer = client.post(url, form)
    row = LobbyContact.objects.get()
    assert answer.headers["Location"] == reverse("lobby-contacts:inspect", args=[row.pk])
    assert (row.state, row.by_name) == ("kept", "Group 48")
    release = reverse("desk_lobby_release", args=[row.pk])
    assert client.get(release).status_code == 404  # an editor may not
    approver = as_role("approver", desk.own, name="Bea")
    assert approver.post(release, open_form(approver, release) | {"reason": "The group agreed"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "released"
    assert approver.post(reverse("desk_lobby_back", args=[row.pk]), {"reason": "They asked"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "kept"


def test_a_contact_written_on_after_the_look_is_looked_at_anew(desk: World) -> None:
    row = a_contact(desk, state="kept")
    ada, bea = Client(), Client()
    ada.force_login(person("Ada", "editor", desk.own))
    bea.force_login(person("Bea", "approver", desk.own))
    edit, release = (reverse(name, args=[row.pk]) for name in ("lobby-contacts:edit", "desk_lobby_release"))
    looked = open_form(bea, release)
    assert ada.post(edit, open_form(ada, edit) | {"words-0-text": "She met somebody at home."}).status_code == 302
    for sent in (looked, {}):
        answer = bea.post(release, sent | {"reason": "The group agreed"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "This has changed since you opened the page." in page
        assert "She met somebody at home." in page
        assert "The group agreed" in page
        row.refresh_from_db()
        assert row.state == "kept"
    assert bea.post(release, filled(page)).status_code == 302
    row.refresh_from_db()
    assert row.state == "released"


def test_what_is_changed_after_its_release_is_read_nowhere_until_it_is_released_again(
    desk: World, as_role: SignIn
) -> None:
    row = a_contact(desk, state="released", released_at=AT)
    client, url = as_role("editor", desk.own), reverse("lobby-contacts:edit", args=[row.pk])
    form = filled(client.get(url).content.decode())
    assert client.post(url, form).status_code == 302
    row.refresh_from_db()
    assert row.state == "released"
    assert client.post(url, form | {"words-0-text": "She was paid to be silent."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.released_at) == ("kept", None)
    assert AuditEntry.objects.filter(verb="lobby.kept").count() == 1


def test_what_was_told_is_opened_with_a_reason_and_never_in_a_list(desk: World, as_role: SignIn) -> None:
    new_section_key(desk.own, AT)
    uid = tell(
        action=desk.action, section=desk.own, representative=None, did="answered_politely",
        told=Told("Thank you for your letter"), language="en", at=AT,
    )  # fmt: skip
    row = LobbyContact.objects.get(uid=uid)
    client = as_role("editor", desk.own)
    for url in (reverse("lobby-contacts:index"), reverse("lobby-contacts:inspect", args=[row.pk])):
        assert "Thank you for your letter" not in client.get(url).content.decode()
    url = reverse("desk_lobby_read", args=[row.pk])
    assert "Thank you for your letter" not in client.get(url).content.decode()
    read = client.post(url, {"reason": "To answer them"})
    assert "Thank you for your letter" in read.content.decode()
    assert "no-store" in read["Cache-Control"]
    assert AuditEntry.objects.get(verb="opened").reason == "To answer them"


@pytest.mark.parametrize("role", ["admin", "editor", "approver", "moderator"])
def test_contacts_of_another_section_do_not_exist(desk: World, as_role: SignIn, role: str) -> None:
    row = a_contact(desk, section=desk.other, case=desk.foreign_case)
    client = as_role(role, desk.own)
    names = (
        "lobby-contacts:inspect",
        "lobby-contacts:edit",
        "desk_lobby_release",
        "desk_lobby_back",
        "desk_lobby_read",
    )
    for name in names:
        url = reverse(name, args=[row.pk])
        assert client.get(url).status_code in (302, 404)
        assert client.post(url, {"reason": "x"}).status_code in (302, 404)
    row.refresh_from_db()
    assert row.state == "received"
    assert "Group 48" not in client.get(reverse("lobby-contacts:index")).content.decode()
