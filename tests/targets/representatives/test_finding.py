"""Finding one's representative by area, name or postcode, however it is spelled."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from openletter.kernel.audit import SYSTEM
from openletter.targets.representatives.files import EXAMPLES, example
from openletter.targets.representatives.importing import bring_in
from openletter.targets.representatives.models import Area, Representative
from openletter.targets.representatives.queries import areas_of, find_areas, representatives_in, serving
from openletter.targets.representatives.rules import language_of, said, salutation

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ON = AT.date()


@pytest.fixture(scope="module")
def four(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The four example legislatures."""
    with django_db_blocker.unblock(), transaction.atomic():
        for country in EXAMPLES:
            bring_in(example(country, on=ON), actor=SYSTEM, at=AT)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("four", "db")
@pytest.mark.parametrize(
    ("country", "typed", "found"),
    [
        ("CA", "riviere blanche", "White River"),
        ("CA", "RIVIÈRE-BLANCHE", "White River"),
        ("CA", "white riv", "White River"),
        ("CA", "thibodelle", "Acadia Bay"),
        ("DZ", "وهران", "Oran"),
        ("DZ", "oran", "Oran"),
        ("DZ", "bejaia", "Béjaïa"),
        ("DZ", "بجايه", "Béjaïa"),
        ("DZ", "بليده", "Blida"),
        ("DZ", "قسنطينه", "Constantine"),
        ("DZ", "temanraset", "Tamanrasset"),
        ("GB", "zz07 4qa", "Kingsheath"),
        ("US", "rose val", "Rose Valley district"),
    ],
)
def test_an_area_is_found_in_any_spelling(country: str, typed: str, found: str) -> None:
    ids = find_areas(typed, country=country, on=ON)
    assert [said(row.names, "") for row in Area.objects.filter(pk__in=ids)] == [found]


@pytest.mark.usefixtures("four", "db")
@pytest.mark.parametrize("typed", ["", " ", "el", "zzzz", "98765432109876", "%", "'; --"])
def test_what_fits_nothing_finds_nothing_and_breaks_nothing(typed: str) -> None:
    assert find_areas(typed, country="DZ", on=ON) == frozenset()


@pytest.mark.usefixtures("four", "db")
def test_the_areas_of_a_country_are_grouped_named_and_sorted_for_their_reader_in_few_queries() -> None:
    with CaptureQueriesContext(connection) as few:
        arabic = areas_of("DZ", language="ar", on=ON)
    assert len(few) <= 3
    assert arabic[0].around is None
    assert all(area.language == "ar" for area in arabic[0].areas)
    french = [group.around.name for group in areas_of("CA", language="fr", on=ON) if group.around]
    assert french == sorted(french, key=lambda name: name.replace("Î", "I"))
    assert "Québec" in french
    with CaptureQueriesContext(connection) as more:
        areas_of("CA", language="fr", on=ON)
    assert len(more) == len(few)


@pytest.mark.usefixtures("four", "db")
def test_a_district_is_served_by_its_own_member_and_by_those_of_its_state() -> None:
    district = Area.objects.get(key="us-oregon-rose-valley-district")
    assert [str(row) for row in representatives_in(district, on=ON)] == [
        "Nora Whitlock", "Calvin Brightwater", "Marlene Ostrander",
    ]  # fmt: skip


@pytest.mark.usefixtures("four", "db")
def test_a_mandate_that_is_over_by_its_own_date_is_over() -> None:
    Representative.objects.filter(key="gb-example-01").update(until="2026-11-20")
    Representative.objects.filter(key="gb-example-02").update(until="2026-11~")
    keys = set(serving(ON).filter(legislature__country="GB").values_list("key", flat=True))
    assert "gb-example-01" not in keys
    assert "gb-example-02" in keys


@pytest.mark.django_db
def test_areas_that_lie_in_a_circle_do_not_turn_for_ever() -> None:
    read = example("GB", on=ON)
    round_about = {key: replace(place, within="gb-england") for key, place in read.places.items()}
    round_about["gb-england"] = replace(round_about["gb-england"], within="gb-kingsheath")
    bring_in(replace(read, places=round_about), actor=SYSTEM, at=AT)
    assert areas_of("GB", language="en", on=ON)
    assert representatives_in(Area.objects.get(key="gb-kingsheath"), on=ON)


def test_a_letter_begins_as_its_chamber_and_language_ask() -> None:
    say = {"chamber": "upper", "name": "Ann Example"}
    assert salutation(country="US", language="en", **say) == "Dear Senator Ann Example,"
    assert salutation(country="GB", language="en", **say) == "Dear Ann Example,"
    assert salutation(country="CA", language="fr", **say) == "Madame la Sénatrice, Monsieur le Sénateur,"
    assert salutation(country="DZ", language="ar", chamber="lower", name="نادية") == "حضرة النائب المحترم نادية،"


def test_a_name_says_in_which_language_it_was_found() -> None:
    names = {"": "Oran", "ar": "وهران"}
    assert (said(names, "ar"), language_of(names, "ar")) == ("وهران", "ar")
    assert (said(names, "fr"), language_of(names, "fr")) == ("Oran", "")
