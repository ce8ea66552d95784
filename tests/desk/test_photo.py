"""The photo of a case at the desk: put there, changed, looked at and taken away, and always told in the audit."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.desk.forms import filled
from tests.desk.world import World
from tests.world.photographs import with_secrets

from openletter.cases.models import CasePhoto
from openletter.kernel.models import AuditEntry

SignIn = Callable[..., Client]
SAID = {"credit": "Salma Example", "alt_en": "A man in a square", "alt_fr": "Un homme sur une place"}


def file(body: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("DSC_0001 Nasser at home.jpg", with_secrets() if body is None else body, "image/jpeg")


def sent(client: Client, url: str, **more: object) -> dict[str, object]:
    """The form as the page gives it, filled in."""
    return filled(client.get(url).content.decode()) | SAID | more


def addresses(desk: World) -> tuple[str, str, str]:
    names = ("desk_case_photo", "desk_case_photo_whole", "desk_case_photo_remove")
    photo, whole, remove = (reverse(name, args=[desk.case.pk]) for name in names)
    return photo, whole, remove


def test_an_editor_gives_a_case_its_photo_changes_it_and_takes_it_away(desk: World, as_role: SignIn) -> None:
    client, (url, whole, remove) = as_role("editor", desk.own), addresses(desk)
    case = reverse("cases:inspect", args=[desk.case.pk])
    assert "No photo" in client.get(case).content.decode()
    assert client.post(url, sent(client, url, upload=file(), focus_x="20")).headers["Location"] == case
    photo = CasePhoto.objects.get(case=desk.case)
    assert (photo.credit, photo.focus_x, photo.focus_y) == ("Salma Example", 20, 40)
    assert "nobody has consented" in client.get(case).content.decode()
    answer = client.get(whole)
    assert "no-store" in answer["Cache-Control"]
    with Image.open(io.BytesIO(answer.content)) as image:
        assert not image.getexif()

    assert client.post(url, sent(client, url, credit="Karim Example")).status_code == 302
    assert CasePhoto.objects.get().credit == "Karim Example"
    assert client.post(remove).headers["Location"] == case
    assert not CasePhoto.objects.exists()
    assert client.get(whole).status_code == 404
    told = AuditEntry.objects.order_by("pk").values_list("verb", "actor", "section")
    assert [*told] == [("case.photo", "Ada", "ca")] * 2 + [("case.photo_removed", "Ada", "ca")]
    assert not [entry for entry in AuditEntry.objects.all() if "DSC_0001" in str((entry.before, entry.after))]


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"upload": file(b"%PDF-1.7")}, "not a photo"),
        ({"credit": ""}, "who took the photo"),
        ({"alt_fr": ""}, "Français"),
        ({"focus_x": "140"}, "100"),
        ({"taken_on": "one day"}, "one day"),
    ],
)
def test_what_is_refused_keeps_everything_typed(
    desk: World, as_role: SignIn, more: dict[str, object], word: str
) -> None:
    client, (url, _whole, _remove) = as_role("editor", desk.own), addresses(desk)
    answer = client.post(url, sent(client, url, **({"upload": file()} | more)))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert word in html
    assert "A man in a square" in html
    assert not CasePhoto.objects.exists()


def test_nobody_of_another_section_sees_the_whole_photo(desk: World, as_role: SignIn) -> None:
    client, (url, whole, _remove) = as_role("editor", desk.own), addresses(desk)
    client.post(url, sent(client, url, upload=file()))
    other = as_role("editor", desk.other, name="Bo")
    assert other.get(whole).status_code == 404
    assert Client().get(whole).status_code == 302
