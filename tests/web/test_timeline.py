"""One chronology in words and as a picture: each thing once, silences said honestly, spans from first to last day."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from tests.world import pages

from openletter.cases.models import Case, Development, Proceeding
from openletter.cases.queries import public_case
from openletter.kernel import words
from openletter.web.context.of_drawing import drawing_of
from openletter.web.context.of_timeline import chronology

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def case():
    """A public case without a past: each test writes its own."""
    made = pages.a_case(pages.a_section())
    made.sentences.all().delete()
    made.developments.all().delete()
    return made


def happens(case: Case, on: str, kind: str, standing: str = "fact") -> Development:
    row = Development.objects.create(case=case, on=on, kind=kind, standing=standing, visibility="public")
    words.write(row, {language: {"note": f"{kind} {on}"} for language in ("en", "fr", "ar")})
    return row


def told(case: Case, language: str = "en"):
    with override(language):
        return chronology(public_case(case.pk, language, on=TODAY), language, TODAY)


def drawing(case: Case, language: str = "en"):
    with override(language):
        return drawing_of(public_case(case.pk, language, on=TODAY), language, TODAY)


def test_what_a_court_did_stands_with_what_happened_that_day_and_alone_where_nothing_did(case):
    happens(case, "2018-06-27", "sentencing")
    Proceeding.objects.create(case=case, visibility="public", stage="sentencing", result="convicted", on="2018-06-27")
    Proceeding.objects.create(case=case, visibility="public", stage="appeal", result="sentence_upheld", on="2019-04-05")
    moments = told(case)
    assert [moment.kind for moment in moments] == ["Sentencing", "Court appeal"]
    assert [(line.what, line.result) for line in moments[0].court] == [("", "Convicted")]
    assert moments[1].legal
    assert moments[1].note is None


def test_a_silence_is_said_only_from_a_year_on_and_only_between_what_is_surely_apart(case):
    happens(case, "2015-01-01", "arrest")
    happens(case, "2015-12-31", "transfer")
    happens(case, "2017-02-28", "hearing")
    happens(case, "2018~", "released")
    assert [moment.silence for moment in told(case)] == ["", "Nothing is recorded here for about 14 months", "", ""]


def test_a_stretch_says_how_long_it_lasted_or_that_no_end_is_recorded(case):
    happens(case, "2014-01-05", "arrest")
    happens(case, "2015-08~", "hunger_strike_start")
    happens(case, "2015-11~", "hunger_strike_suspended")
    moments = told(case)
    assert [moment.lasts for moment in moments] == [
        "No end of it is recorded", "Refused food until about November 2015", ""
    ]  # fmt: skip
    assert [moment.held for moment in moments] == [True, True, True]
    assert [moment.fasting for moment in moments] == [False, True, False]
    assert [moment.unsure for moment in moments] == [False, True, True]
    happens(case, "2019-07", "released")
    assert told(case)[0].lasts == "Held until July 2019"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_picture_is_well_formed_says_a_sentence_and_leads_to_the_list(case, language):
    happens(case, "2014-01-05", "arrest")
    happens(case, "2014-01-07~", "torture_reported", "allegation")
    happens(case, "2015-08~", "hunger_strike_start")
    found = drawing(case, language)
    anchors = {f"#{moment.anchor}" for moment in told(case, language)}
    for svg in (found.wide, found.narrow):
        root = ElementTree.fromstring(svg)  # noqa: S314 - our own
        image, pointed_at = root.findall("g")
        assert image.get("role") == "img"
        assert "2014" in (image.get("aria-label") or "")
        assert not list(image.iter("a")), "an image holds no links"
        assert pointed_at.get("aria-hidden") == "true"
        assert {link.get("href") for link in root.iter("a")} == anchors
        assert all(link.get("tabindex") == "-1" for link in root.iter("a"))
        assert "style" not in svg
    ids = re.findall(r' id="([^"]+)"', found.wide + found.narrow)
    assert len(ids) == len(set(ids))
    assert {key.shape for key in found.keys} == {"fact", "alleged", "unsure", "open"}


def test_time_runs_to_the_left_where_one_reads_so(case):
    happens(case, "2014-01-05", "arrest")
    happens(case, "2019-01-05", "released")
    pattern = r'href="#([^"]+)".*?class="hit" cx="([\d.]+)"'
    english, arabic = (
        {key: float(at) for key, at in re.findall(pattern, drawing(case, language).wide)} for language in ("en", "ar")
    )
    arrest, release = (f"d-{row.uid}" for row in case.developments.order_by("on"))
    assert english[arrest] < english[release]
    assert {key: round(608 - at, 1) for key, at in arabic.items()} == english


def test_one_dated_entry_is_told_and_not_drawn(case):
    happens(case, "2014-01-05", "arrest")
    assert drawing(case) is None
