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
from tests.desk.world import AT, World
from tests.world.photographs import with_secrets

from openletter.cases.models import Case, CasePhoto, PhotoMaster
from openletter.kernel.models import AuditEntry, Proposal

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
    told = AuditEntry.objects.exclude(verb="case.opened").order_by("pk").values_list("verb", "actor", "section")
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


def test_parts_are_hidden_by_four_numbers_and_what_was_there_is_kept_nowhere(desk: World, as_role: SignIn) -> None:
    client, (url, whole, _remove) = as_role("editor", desk.own), addresses(desk)
    client.post(url, sent(client, url, upload=file(_striped())))
    before = _pixels(client.get(whole).content)
    part = {"part1_left": "0", "part1_top": "0", "part1_width": "50", "part1_height": "50"}
    assert client.post(url, sent(client, url, **part)).status_code == 302
    after = _pixels(client.get(whole).content)
    assert _colours(after) < _colours(before)
    assert _near(after.getpixel((380, 380)), before.getpixel((380, 380))), "the rest stays"
    assert PhotoMaster.objects.count() == 1
    assert CasePhoto.objects.get().blurred == [[0, 0, 50, 50]]
    html = client.get(url).content.decode()
    assert "1 part is unrecognisable already" in html
    client.post(url, sent(client, url, credit="Karim Example", faceless="on"))
    photo = CasePhoto.objects.get()
    assert (photo.blurred, photo.faceless) == ([[0, 0, 50, 50]], True), "it stays hidden, whatever else changes"


def test_a_part_begun_needs_all_four_numbers_and_keeps_those_typed(desk: World, as_role: SignIn) -> None:
    client, (url, _whole, _remove) = as_role("editor", desk.own), addresses(desk)
    answer = client.post(url, sent(client, url, upload=file(), part4_left="17"))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "all four numbers" in html
    assert 'value="17"' in html
    assert '<details class="desk-more-parts" open>' in html
    assert client.post(url, sent(client, url, part1_left="500")).status_code == 422


def test_of_a_public_case_parts_are_hidden_in_the_picture_that_waits(desk: World, as_role: SignIn) -> None:
    Case.objects.filter(pk=desk.case.pk).update(released_at=AT)
    client, (url, whole, remove) = as_role("editor", desk.own), addresses(desk)
    client.post(url, sent(client, url, upload=file(_striped())))
    assert client.get(whole).status_code == 404
    picture = reverse("desk_proposal_picture", args=[Proposal.objects.get().pk])
    assert picture in client.get(url).content.decode()
    seen = _pixels(client.get(picture).content)
    part = {"part1_left": "0", "part1_top": "0", "part1_width": "50", "part1_height": "50"}
    client.post(url, sent(client, url, **part))
    hidden = _pixels(client.get(picture).content)
    assert _colours(hidden) < _colours(seen)
    proposal = Proposal.objects.get()
    assert proposal.wanted["blurred"] == [[0, 0, 50, 50]]
    decide = as_role("approver", desk.own, "Bea").get(reverse("desk_proposal", args=[proposal.pk])).content.decode()
    assert picture in decide
    assert "Salma Example" in decide
    client = as_role("editor", desk.own, "Cy")
    assert client.post(remove).status_code in (302, 422)


def _striped() -> bytes:
    """A picture whose left upper corner is full of detail."""
    image = Image.new("RGB", (400, 400), (200, 180, 150))
    for x in range(0, 200, 2):
        image.paste((x, 255 - x, (x * 37) % 256), (x, 0, x + 1, 200))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


def _pixels(body: bytes) -> Image.Image:
    with Image.open(io.BytesIO(body)) as image:
        return image.convert("RGB")


def _colours(image: Image.Image) -> int:
    return len({image.getpixel((x, 20)) for x in range(10, 90)})


def _near(one: object, other: object) -> bool:
    return all(abs(a - b) < 8 for a, b in zip(one, other, strict=True))  # type: ignore[call-overload]
