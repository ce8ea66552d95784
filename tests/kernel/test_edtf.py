"""Dates with their doubt: what is read, what is refused, and how it is said."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from openletter.kernel.edtf import MARGIN, MalformedDate, Precision, UncertainDate, in_words, parse

BRIEF = settings(max_examples=60, deadline=None)
READABLE = st.text(alphabet="0123456789X~?%/.-", max_size=24)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31), "year"),
        ("2014-01", date(2014, 1, 1), date(2014, 1, 31), "month"),
        ("2014-01-05", date(2014, 1, 5), date(2014, 1, 5), "day"),
        ("2016-02-XX", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2014-XX-XX", date(2014, 1, 1), date(2014, 12, 31), "year"),
        ("2014-XX", date(2014, 1, 1), date(2014, 12, 31), "year"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "decade"),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31), "century"),
        ("2014-22", date(2014, 6, 1), date(2014, 8, 31), "season"),
        ("2014-24", date(2014, 12, 1), date(2015, 2, 28), "season"),
        ("2014-01/2015-03", date(2014, 1, 1), date(2015, 3, 31), "interval"),
        ("../2014", date.min, date(2014, 12, 31), "interval"),
        ("/2014", date.min, date(2014, 12, 31), "interval"),
        ("2014/..", date(2014, 1, 1), date.max, "interval"),
        (" 2014-01-xx ", date(2014, 1, 1), date(2014, 1, 31), "month"),
    ],
)
def test_the_first_and_last_day_of_what_is_written(text: str, earliest: date, latest: date, precision: str) -> None:
    found = parse(text)
    assert (found.earliest, found.latest, found.precision) == (earliest, latest, precision)
    assert (found.not_before, found.not_after) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "not_before", "not_after"),
    [
        ("2014-01-05~", date(2014, 1, 2), date(2014, 1, 8)),
        ("2011-04~", date(2011, 3, 17), date(2011, 5, 15)),
        ("2019?", date(2018, 7, 2), date(2020, 7, 1)),
        ("2014-22%", date(2014, 4, 17), date(2014, 10, 15)),
        ("2014-01/2015-03~", date(2014, 1, 1), date(2015, 4, 15)),
        ("0001~", date.min, date(2, 7, 2)),
        ("9999?", date(9998, 7, 2), date.max),
    ],
)
def test_doubt_widens_the_bounds_and_leaves_the_sort_keys(text: str, not_before: date, not_after: date) -> None:
    found = parse(text)
    assert (found.not_before, found.not_after) == (not_before, not_after)
    assert found.sort_keys == parse(text.strip("~?%")).sort_keys


def test_marks_are_told_apart() -> None:
    marks = {mark: (parse(f"2014{mark}").approximate, parse(f"2014{mark}").uncertain) for mark in "~?%"}
    assert marks == {"~": (True, False), "?": (False, True), "%": (True, True)}


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "\0", "2014\x00", "about 2014", "2014-13", "2014-00", "2013-02-29", "2014-01-32", "0000",
        "-0100", "XXXX", "1XXX", "X014", "2014-01-1X", "2014-XX-05", "201X-05", "2014-25", "2014-22-01",
        "2015/2014", "2014-02/2014-01", "../..", "/", "2014/2015/2016", "Y20140", "2014-01-05T10:00:00",
        "[2014,2015]", "2014~?", "2004-06~-11", "٢٠١٤", "2014" * 5_000, "9999-24", "2014S2", "5 janvier 2014",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_helpful_word(text: str) -> None:
    with pytest.raises(MalformedDate) as refused:
        parse(text)
    assert isinstance(refused.value, ValueError)
    assert str(refused.value).endswith(".")


@BRIEF
@given(st.one_of(st.text(max_size=60), READABLE))
@example("../2020")
@example("2014-01-1X")
def test_whatever_is_typed_gives_a_date_or_a_malformed_date(text: str) -> None:
    try:
        found = parse(text)
    except MalformedDate:
        return
    assert found.not_before <= found.earliest <= found.latest <= found.not_after
    assert parse(found.text) == found


@BRIEF
@given(DAYS)
def test_each_coarser_writing_contains_the_finer(day: date) -> None:
    iso = day.isoformat()
    finer = [parse(text) for text in (iso, iso[:7], iso[:4], iso[:3] + "X", iso[:2] + "XX")]
    assert finer[0].exact
    for inner, outer in pairwise(finer):
        assert outer.earliest <= inner.earliest <= inner.latest <= outer.latest


@BRIEF
@given(DAYS, st.sampled_from("~?%"), st.sampled_from([4, 7, 10]))
def test_a_mark_adds_its_stated_margin_on_both_sides(day: date, mark: str, length: int) -> None:
    plain, marked = parse(day.isoformat()[:length]), parse(day.isoformat()[:length] + mark)
    margin = MARGIN[plain.precision]
    assert margin > timedelta()
    assert (plain.earliest - marked.not_before, marked.not_after - plain.latest) == (margin, margin)


@BRIEF
@given(DAYS, DAYS)
def test_sort_keys_sort_as_the_days_do(one: date, other: date) -> None:
    left, right = parse(one.isoformat()), parse(other.isoformat())
    assert (left.sort_keys < right.sort_keys) == (one < other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2014-01-05", "January 5, 2014"),
        ("2011-04", "April 2011"),
        ("2011-04~", "about April 2011"),
        ("2011?", "perhaps 2011"),
        ("2011%", "perhaps about 2011"),
        ("2014-22", "summer 2014"),
        ("201X", "the 2010s"),
        ("20XX", "the years 2000 to 2099"),
        ("2014-01/2015~", "from January 2014 to about 2015"),
        ("2014/..", "from 2014 on"),
        ("../2014-03", "up to March 2014"),
    ],
)
def test_dates_are_said_in_english(text: str, words: str) -> None:
    assert in_words(parse(text), "en") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-gb", "5 January 2014"),
        ("fr", "5 janvier 2014"),
        ("fr-CA", "5 janvier 2014"),
        ("ar", "5 يناير 2014"),
    ],
)
def test_the_month_is_named_in_the_readers_language(language: str, words: str) -> None:
    assert in_words(parse("2014-01-05"), language) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2011-04~", "vers avril 2011"),
        ("2017-05-29~", "vers le 29 mai 2017"),
        ("2017-05-29%", "peut-être vers le 29 mai 2017"),
        ("2014-08-01", "1er août 2014"),
        ("2014-08-11", "11 août 2014"),
        ("2017-04/2018-05-03", "avril 2017 – 3 mai 2018"),
    ],
)
def test_dates_are_said_as_french_says_them(text: str, words: str) -> None:
    assert in_words(parse(text), "fr") == words


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("text", ["2014", "2014-01~", "2014-24?", "198X%", "19XX", "2014-01-05/.."])
def test_every_kind_of_date_has_words_without_gaps(text: str, language: str) -> None:
    words = in_words(parse(text), language)
    assert words
    assert "%" not in words


def test_a_value_is_immutable_and_comparable() -> None:
    value = parse("2014")
    assert value == parse("2014")
    assert {value, parse("2014")} == {value}
    assert isinstance(value, UncertainDate)
    assert value.precision is Precision.YEAR
