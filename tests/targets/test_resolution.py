"""The right address: by country, day and health."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openletter.kernel import words
from openletter.targets.models import Accreditation, ContactPoint, Office, OfficeHolder, PostRoute
from openletter.targets.resolution import Postal, Resolution, resolve
from openletter.targets.resolution.channels import Point, lines_of, ways_of
from openletter.targets.resolution.embassies import Post, embassy_for
from openletter.targets.resolution.holders import Term, holder_on
from openletter.targets.resolution.routes import Route, route_for
from openletter.targets.rules import USABLE, ContactHealth, ContactKind, NoticeCode

DAY = date(2016, 3, 1)
A, B = "A. First", "B. Second"


@pytest.mark.parametrize(
    ("terms", "named"),
    [
        ([], ""),
        ([(A, "", "")], A),
        ([(A, "2010", "")], A),
        ([(A, "2010", "2016-02-29")], ""),
        ([(A, "2010", "2016-03-01")], A),
        ([(A, "2010", ""), (B, "2015", "")], B),  # nobody wrote down that the first one left
        ([(A, "2010", "2016-03-01"), (B, "2016-03-01", "")], B),  # handed over on the day
        ([(A, "2010", "2016"), (B, "2016", "")], ""),  # handed over some day that year
        ([(A, "2010", ""), (B, "2016-03", "")], ""),  # the second began this month, or will
        ([(A, "2010", ""), (B, "2016-02~", "")], ""),  # "about February" may be today
        ([(A, "2010", ""), (B, "2015-02~", "")], B),
        ([(A, "2014", ""), (B, "2014", "")], ""),  # two that began last
        ([(A, "2014", ""), (A, "2014", "")], A),  # the same one written down twice
        ([(A, "2017", "")], ""),  # not yet
        ([(A, "2011/2018", "")], ""),  # began somewhere in these years
        ([(A, "2010", "2016?")], ""),
    ],
)
def test_the_holder_of_the_day_is_named_only_when_certain(terms: list[tuple[str, str, str]], named: str) -> None:
    assert holder_on([Term(*term) for term in terms], DAY) == named
    assert holder_on([Term(*term) for term in reversed(terms)], DAY) == named


_YEARS = st.integers(2000, 2030).map(str)


@given(st.lists(st.builds(Term, st.sampled_from("ABC"), _YEARS, st.just("") | _YEARS), max_size=5), st.dates())
def test_who_is_named_held_the_office_that_day_and_nobody_came_after(terms: list[Term], day: date) -> None:
    named = holder_on(terms, day)
    assert not named or any(term.name == named and term.surely_on(day) for term in terms)
    later = [term for term in terms if term.surely_on(day) and term.name != named]
    if named:
        start = max(term.start for term in terms if term.name == named and term.surely_on(day))
        assert all(term.start < start for term in later)


POINTS = st.builds(
    Point,
    st.sampled_from(ContactKind.values),
    st.text("abc", min_size=1),
    st.sampled_from(ContactHealth.values),
    st.integers(0, 2),
)


@given(st.lists(POINTS))
def test_only_usable_ways_are_offered_and_what_is_left_out_is_told(points: list[Point]) -> None:
    ways = ways_of(points, office="x", country="MA")
    usable = {point.value for point in points if point.health in USABLE}
    offered = {*ways.phones, *ways.handles.values(), ways.email, ways.fax, ways.web_form} - {""}
    offered |= set(ways.postal.lines) if ways.postal else set()
    assert offered <= usable
    dead = {notice.channel for notice in ways.notices if notice.channel}
    assert dead == {point.kind for point in points if point.health not in USABLE}
    assert (NoticeCode.NO_CHANNEL in [notice.code for notice in ways.notices]) == (not usable)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("https://ministry.example/write?to=1", "https://ministry.example/write?to=1"),
        ("www.ministry.example", "https://www.ministry.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://ministry.example@evil.example/", ""),
        ("https:evil.example", ""),
    ],
)
def test_a_web_form_leads_to_the_web_and_nowhere_else(typed: str, offered: str) -> None:
    ways = ways_of([Point(ContactKind.WEB_FORM, typed, ContactHealth.OK)], office="x", country="MA")
    assert ways.web_form == offered


def test_the_first_in_order_is_offered_and_of_equals_the_one_known_to_work() -> None:
    ways = ways_of(
        [Point("email", "second", "ok", 1), Point("email", "unsure", "unverified"), Point("email", "sure", "ok"),
         Point("phone", "b", "ok", 1), Point("phone", "a", "ok", 0), Point("x_twitter", "@x", "ok")],
        office="x", country="MA",
    )  # fmt: skip
    assert (ways.email, ways.phones, ways.handles) == ("sure", ("a", "b"), {"x": "@x"})


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("1 Square\nRabat\nMOROCCO", ("1 Square", "Rabat")),
        ("1 Square\n\n Rabat \nMaroc", ("1 Square", "Rabat")),
        ("1 Square\nRabat", ("1 Square", "Rabat")),
        ("Morocco", ("Morocco",)),
    ],
)
def test_the_country_stands_apart_from_the_lines(address: str, lines: tuple[str, ...]) -> None:
    assert lines_of(address, "MA") == lines


ROUTES = (
    Route("CA", "MA", "suspended", date(2016, 1, 1), date(2016, 3, 1)),
    Route("", "MA", "through_embassy", date(2015, 1, 1)),
    Route("", "DZ", "suspended", date(2016, 3, 1)),
)


@pytest.mark.parametrize(
    ("origin", "destination", "day", "state"),
    [
        ("CA", "MA", DAY, "suspended"),
        ("CA", "MA", date(2016, 3, 2), "through_embassy"),
        ("GB", "MA", DAY, "through_embassy"),
        ("GB", "MA", date(2014, 12, 31), None),
        ("MA", "MA", DAY, None),
        ("GB", "DZ", DAY, "suspended"),
        ("GB", "DZ", date(2016, 2, 29), None),
        ("DZ", "DZ", DAY, None),
        ("CA", "MR", DAY, None),
    ],
)
def test_a_route_speaks_of_two_countries_between_two_days(
    origin: str, destination: str, day: date, state: str | None
) -> None:
    found = route_for(ROUTES, origin=origin, destination=destination, on=day)
    assert (found.state if found else None) == state


POSTS = (
    Post("ma-us", "MA", "US", "US"),
    Post("ma-ca", "MA", "CA", "CA", until="2015"),
    Post("ma-gb", "MA", "GB", "GB"),
    Post("ma-gb", "MA", "GB", "IE"),
    Post("ma-fr", "MA", "FR", "GB"),
    Post("dz-gb", "DZ", "GB", "GB"),
)


@pytest.mark.parametrize(
    ("of", "country", "embassy"),
    [("MA", "US", "ma-us"), ("MA", "GB", "ma-gb"), ("MA", "IE", "ma-gb"), ("DZ", "GB", "dz-gb"), ("MA", "CA", ""),
     ("DZ", "US", ""), ("MA", "MA", "")],
)  # fmt: skip
def test_the_embassy_is_the_one_accredited_to_the_country(of: str, country: str, embassy: str) -> None:
    assert embassy_for(POSTS, of=of, in_country=country, on=DAY) == embassy


def an_office(key: str, kind: str = "minister", territory: str = "MA", **more: str) -> Office:
    office = Office.objects.create(key=key, kind=kind, territory=territory, **more)
    texts = {"en": "Your Excellency,", "fr": "Excellence,"}
    words.write(office, {c: {"name": f"{key} {c}", "salutation": s, "closing": "…"} for c, s in texts.items()})
    return office


def reached_by(office: Office, health: str = "ok", **values: str) -> Office:
    for kind, value in values.items():
        ContactPoint.objects.create(office=office, kind=kind, value=value, health=health)
    return office


def an_embassy(seat: str, *also: str, territory: str = "MA") -> Office:
    key = f"embassy-{territory}-{seat}".lower()
    office = reached_by(an_office(key, "ambassador", territory, seat=seat), postal="1 Circle\nTown")
    for country in (seat, *also):
        Accreditation.objects.create(office=office, country=country)
    return office


def asked(*offices: tuple[Office, str], country: str = "GB", on: date = DAY, language: str = "en") -> Resolution:
    return resolve(offices, country=country, on=on, language=language)


@pytest.fixture
def minister(db: None) -> Office:
    return reached_by(an_office("minister"), postal="2 Square\nRabat\nMOROCCO", email="m@example.org")


@pytest.fixture
def any_embassy(db: None) -> Office:
    return an_office("any-embassy", "accredited_embassy")


def test_an_office_is_named_with_its_holder_in_the_best_language(minister: Office) -> None:
    OfficeHolder.objects.create(office=minister, name=A, since="2012")
    [found] = asked((minister, "target"), language="ar").targets
    assert (found.office, found.holder, found.language, found.salutation) == ("minister", A, "en", "Your Excellency,")
    assert found.in_language("fr").name == "minister fr"
    assert found.postal == Postal(("2 Square", "Rabat"), "MA")


def test_the_embassy_of_the_supporters_country_gets_the_copy(minister: Office, any_embassy: Office) -> None:
    an_embassy("US")
    an_embassy("GB", "IE")
    for country, key in {"US": "embassy-ma-us", "GB": "embassy-ma-gb", "IE": "embassy-ma-gb"}.items():
        found = asked((minister, "target"), (any_embassy, "copy"), country=country)
        assert [copy.office for copy in found.copies] == [key]
        assert found.copies[0].postal == Postal(("1 Circle", "Town"), "GB" if country == "IE" else country)


def test_where_no_embassy_is_accredited_that_is_said(minister: Office, any_embassy: Office) -> None:
    found = asked((minister, "target"), (any_embassy, "copy"), country="FR")
    assert found.copies == ()
    assert [(notice.code, notice.country) for notice in found.notices] == [("no_embassy", "MA")]


def test_in_the_country_itself_no_embassy_is_missed(any_embassy: Office) -> None:
    assert asked((any_embassy, "copy"), country="MA").notices == ()


def test_an_embassy_named_and_resolved_is_written_to_once(any_embassy: Office) -> None:
    embassy = an_embassy("GB")
    found = asked((any_embassy, "copy"), (embassy, "target"))
    assert ([each.role for each in found], [each.office for each in found]) == (["target"], [embassy.key])


def test_where_the_post_does_not_go_the_embassy_forwards(minister: Office) -> None:
    an_embassy("GB")
    PostRoute.objects.create(
        from_country="GB", to_country="MA", since=DAY, until=DAY, source="The post office", checked_on=DAY
    )
    [found] = asked((minister, "target")).targets
    assert (found.postal, found.email, found.reached.office) == (None, "m@example.org", "embassy-ma-gb")
    assert [notice.code for notice in found.notices] == ["post_suspended", "send_through_embassy"]
    assert (found.notices[0].until, found.notices[0].source) == (DAY, "The post office")
    [later] = asked((minister, "target"), on=date(2016, 3, 2)).targets
    assert (later.via, later.notices) == (None, ())
    [elsewhere] = asked((minister, "target"), country="US").targets
    assert elsewhere.postal is not None


def test_where_the_post_does_not_go_and_no_embassy_is_there_only_the_first_is_said(minister: Office) -> None:
    PostRoute.objects.create(to_country="MA", since=DAY, source="The post office", checked_on=DAY)
    [found] = asked((minister, "target")).targets
    assert (found.via, [notice.code for notice in found.notices]) == (None, ["post_suspended"])


def test_advice_to_use_the_embassy_keeps_the_address(minister: Office) -> None:
    an_embassy("GB")
    PostRoute.objects.create(
        to_country="MA", state="through_embassy", since=DAY, source="Our researchers", checked_on=DAY
    )
    [found] = asked((minister, "target")).targets
    assert found.postal is not None
    assert found.reached.office == "embassy-ma-gb"


@pytest.mark.parametrize("health", ["bounced", "blocked", "retired"])
def test_an_office_that_no_way_leads_to_is_reached_through_the_embassy(db: None, health: str) -> None:
    an_embassy("GB")
    silent = reached_by(an_office("silent"), health, email="silent@example.org")
    [found] = asked((silent, "target")).targets
    assert (found.email, found.within_reach, found.reached.office) == ("", False, "embassy-ma-gb")
    assert [notice.code for notice in found.notices] == ["address_dead", "no_channel", "send_through_embassy"]


def test_an_embassy_that_the_post_does_not_reach_forwards_only_what_needs_no_post(db: None) -> None:
    ireland = {"from_country": "IE", "since": DAY, "source": "The post office", "checked_on": DAY}
    embassy = an_embassy("GB", "IE")
    PostRoute.objects.create(to_country="GB", **ireland)
    silent = reached_by(an_office("silent"), "bounced", email="silent@example.org")
    assert asked((silent, "target"), country="IE").targets[0].via is None
    reached_by(embassy, email="embassy@example.org")
    [found] = asked((silent, "target"), country="IE").targets
    assert (found.reached.office, found.reached.postal) == (embassy.key, None)
    minister = reached_by(an_office("minister"), postal="2 Square\nRabat")
    PostRoute.objects.create(to_country="MA", **ireland)
    assert asked((minister, "target"), country="IE").targets[0].via is None


def test_an_office_without_words_is_left_out(db: None) -> None:
    assert asked((Office.objects.create(key="mute", kind="other", territory="MA"), "target")).targets == ()


def test_three_offices_take_no_more_queries_than_one(
    minister: Office, any_embassy: Office, django_assert_num_queries
) -> None:
    an_embassy("GB")
    for number in (1, 2):
        reached_by(an_office(f"other-{number}"), email="other@example.org")
    asked(*((row, "target") for row in Office.objects.filter(key="minister")))  # which languages there are is kept
    for keys in (["minister"], ["minister", "any-embassy", "other-1", "other-2"]):
        rows = list(Office.objects.filter(key__in=keys))
        with django_assert_num_queries(9):
            asked(*((row, "target") for row in rows))


def test_a_letter_is_written_in_the_offices_best_language_that_there_is(minister: Office) -> None:
    minister.preferred_languages = ["ar", "fr"]
    [found] = asked((minister, "target")).targets
    assert found.best_language(["en", "fr"], reader="en") == "fr"
    assert found.best_language(["en", "es"], reader="es") == "es"
    assert found.best_language(["en"], reader="es") == "en"
