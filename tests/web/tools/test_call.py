"""A call to an office: numbers, hours and words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.web.tools.making import kind, matter, text, way
from tests.world import pages

from openletter.actions.kinds.phone_call import lacks
from openletter.targets.models import Office
from openletter.web.tools import call

pytestmark = pytest.mark.django_db
HOURS = "Mo-Fr 09:00-12:00, 14:00-16:00"
CLOSED = "At 13:00 there, the office is closed. It opens on November 23, 2026 at 09:00."


@pytest.fixture
def calling(world):
    kind(world, "phone_call")
    way(world, "phone", "+1 202-555-0142")
    Office.objects.update(office_hours=HOURS, timezone="Africa/Casablanca")
    return world


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (datetime(2026, 11, 21, 12, tzinfo=UTC), CLOSED),
        (datetime(2026, 11, 20, 9, 30, tzinfo=UTC), "At 10:30 there, the office is open, until 12:00."),
        (datetime(2026, 11, 20, 11, 30, tzinfo=UTC), "At 12:30 there, the office is closed. It opens at 14:00."),
    ],
)
def test_the_office_is_open_by_its_own_clock(calling, at, sentence):
    (office,) = call.build(matter(calling, at=at)).offices
    assert office.standing == sentence
    assert [(line.shown, line.link) for line in office.lines] == [("+1 202-555-0142", "tel:+12025550142")]


def test_the_browser_is_told_the_hours_to_come_in_a_time_it_can_reckon_with(calling):
    (office,) = call.build(matter(calling)).offices
    assert office.spans.split(" ")[:2] == ["2026-11-23T08:00Z/2026-11-23T11:00Z", "2026-11-23T13:00Z/2026-11-23T15:00Z"]


def test_where_the_callers_are_the_hour_is_another(calling):
    calling.section.territory = "GB"
    (office,) = call.build(matter(calling)).offices
    assert office.here == "Where you are, that is 23 November 2026 at 08:00."


def test_hours_that_nobody_wrote_down_are_called_usual_ones(calling):
    Office.objects.update(office_hours="", timezone="")
    (office,) = call.build(matter(calling)).offices
    assert "usual ones" in office.doubts[0]


def test_a_number_in_poor_health_is_not_offered(world):
    kind(world, "phone_call")
    way(world, "phone", "+1 202-555-0142", health="retired")
    view = call.build(matter(world))
    assert (view.offices, view.silent) == ((), ("Minister",))
    assert len(lacks(world.action)) == 1


def test_what_to_say_stands_in_the_readers_language_and_in_the_offices(calling):
    Office.objects.update(preferred_languages=["ar", "fr"])
    text(calling, "أتصل بكم", language="ar")
    view = call.build(matter(calling))
    assert [script.language for script in view.scripts] == ["en", "ar"]
    assert lacks(calling.action) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_has_the_number_as_a_link(calling, client, language):
    html = client.get(pages.address_of(calling, language)).content.decode()
    assert 'href="tel:+12025550142"' in html
    assert html.count("data-act ") == 1
