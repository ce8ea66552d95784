"""Finding and writing to one's own representative, without scripts, in three languages; nothing typed is kept."""

import email
import html
import io
import re
from collections.abc import Iterator
from email import policy

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from pytest_django.plugin import DjangoDbBlocker
from tests.world import pages
from tests.world.making import AT

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.kernel.audit import SYSTEM
from openletter.targets.representatives.files import example
from openletter.targets.representatives.importing import bring_in
from openletter.targets.representatives.models import Representative

KIND = "lobby_own_government"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[pages.World]:
    """A section in Canada whose action asks people to write to their representatives; Algeria's are known too."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = pages.a_world()
        Action.objects.filter(pk=world.action.pk).update(kind=KIND)
        for country in ("CA", "DZ"):
            bring_in(example(country, on=AT.date()), actor=SYSTEM, at=AT)
        yield world
        transaction.set_rollback(True)


def leaf(world: pages.World, rest: str, language: str = "en") -> str:
    return f"/{world.section.key}/{language}/act/{world.action.ref}/representatives/{rest}"


def text(body: bytes) -> str:
    return html.unescape(body.decode())


def one_of(key: str) -> Representative:
    return Representative.objects.get(key=key)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_action_page_leads_to_every_area_by_plain_links(world: pages.World, client: Client, language: str) -> None:
    page = text(client.get(pages.address_of(world, language)).content)
    links = re.findall(r'href="([^"]+representatives/area-\d+)"', page)
    assert len(links) == Representative.objects.filter(legislature__country="CA").count()
    assert client.get(links[0]).status_code == 200
    assert 'method="post"' in page
    assert leaf(world, "find", language) in page
    assert leaf(world, "country-DZ", language) in page


@pytest.mark.parametrize(
    ("language", "country", "typed", "found"),
    [
        ("en", "CA", "orca", "Jennifer Kwan-Tolliver"),
        ("fr", "CA", "detroit des orques", "Jennifer Kwan-Tolliver"),
        ("ar", "DZ", "وهران", "كمال وهريزي"),
        ("ar", "DZ", "oran", "كمال وهريزي"),
    ],
)
def test_what_is_typed_finds_who_sits_there_and_stands_in_no_address(
    world: pages.World, client: Client, language: str, country: str, typed: str, found: str
) -> None:
    answer = client.post(leaf(world, "find", language), {"q": typed, "country": country})
    assert answer.status_code == 200
    assert found in text(answer.content)
    assert answer["Cache-Control"] == "no-store"
    assert client.get(leaf(world, "find", language), {"q": typed}).status_code == 405


def test_several_areas_are_offered_and_none_is_explained(world: pages.World, client: Client) -> None:
    several = text(client.post(leaf(world, "find"), {"q": "cedar"}).content)
    assert "Cedar Heights" in several
    assert "Cedar Inlet" in several
    assert "Orca Sound" not in several
    assert "Nothing fits" in text(client.post(leaf(world, "find"), {"q": "<script>atlantis"}).content)


def test_the_page_of_one_says_the_role_alone_and_takes_the_report(world: pages.World, client: Client) -> None:
    row = one_of("person/ca-example-16")
    page = text(client.get(leaf(world, row.ref, "fr")).content)
    assert "Chambre des communes (exemple)" in page
    assert "Baie-de-l’Acadie" in page
    assert 'value="Réjeanne Thibodelle (Baie-de-l’Acadie)"' in page
    assert f'action="/act/{world.action.ref}"' in page
    assert "Release her (fr)" in page


def test_everything_made_for_an_office_is_made_for_them(world: pages.World, client: Client) -> None:
    row = one_of("person/ca-example-16")
    page = text(client.get(leaf(world, row.ref)).content)
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert page.count("<h1") == 1
    assert "mailto:rejeanne.thibodelle" in page
    assert leaf(world, f"{row.ref}-own_mail-preview") in page
    assert leaf(world, f"{row.ref}-letter-paper") in page
    draft = client.post(
        leaf(world, f"{row.ref}-own_mail-draft"),
        {"language": "en", "subject": "A question", "letter": "Would you write?", "to": row.ref},
    )
    assert draft["Content-Type"] == "message/rfc822"
    assert b"To: rejeanne.thibodelle@example.org" in draft.content
    assert "Dear Réjeanne Thibodelle," in email.message_from_bytes(draft.content, policy=policy.default).get_content()
    paper = client.get(leaf(world, f"{row.ref}-letter-letter-en-a4.pdf"))
    assert paper.content.startswith(b"%PDF")
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
    assert "Réjeanne Thibodelle" in said
    assert "OTTAWA" in said


@pytest.mark.parametrize(
    "rest", ["", "area-999999", "country-MA", "country-ca", "zzzzzzzzzz", "nothing", "zzzzzzzzzz-letter-a4.pdf"]
)
def test_addresses_of_nobody_are_not_found(world: pages.World, client: Client, rest: str) -> None:
    assert client.get(leaf(world, rest)).status_code == 404


def test_tools_that_were_not_offered_for_somebody_do_not_answer(world: pages.World, client: Client) -> None:
    row = one_of("person/ca-example-16")
    assert client.get(leaf(world, f"{row.ref}-social-x")).status_code == 404
    row.contact_points.all().delete()
    assert client.post(leaf(world, f"{row.ref}-own_mail-preview")).status_code == 404


def test_who_objected_or_left_has_no_page(world: pages.World, client: Client) -> None:
    row = one_of("person/ca-example-16")
    for name in ("objected_on", "retired_on"):
        Representative.objects.filter(pk=row.pk).update(objected_on=None, retired_on=None)
        assert client.get(leaf(world, row.ref)).status_code == 200
        Representative.objects.filter(pk=row.pk).update(**{name: AT.date()})
        assert client.get(leaf(world, row.ref)).status_code == 404


def test_finding_costs_the_same_however_many_areas_there_are(world: pages.World, client: Client) -> None:
    client.get(leaf(world, "areas"))
    with CaptureQueriesContext(connection) as many:
        client.get(leaf(world, "areas"))
    Representative.objects.exclude(key__in=["person/ca-example-01", "dz-example-01"]).update(retired_on=AT.date())
    with CaptureQueriesContext(connection) as few:
        client.get(leaf(world, "areas"))
    assert len(many) == len(few)


def test_a_page_without_any_data_still_offers_the_letter(world: pages.World, client: Client) -> None:
    Representative.objects.update(retired_on=AT.date())
    page = text(client.get(pages.address_of(world, "en")).content)
    assert "Canada: we have no list of representatives yet" in page
    assert "I write to you." in page


def test_one_person_counts_once_and_the_definition_says_so() -> None:
    kind = kind_of(KIND)
    assert "counts once" in str(kind.definition)
    assert kind.evidence_at_first == "self_reported"
    assert kind.required == ()
