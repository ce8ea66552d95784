"""Where things stand in a picture: inside it, in the order of time, words apart, mirrored where one reads so."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from openletter.kernel.labels import APART, Wish, place
from openletter.web.drawing.chronology import BAR, MARK, arrange
from openletter.web.drawing.scale import Axis, ticks
from openletter.web.drawing.told import Between, Event, Lane, Span, Told

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
WIDTHS = st.sampled_from([288, 608])


@st.composite
def betweens(draw):
    """A day, or days it may have been; an end may be open."""
    low = draw(DAYS)
    high = low + timedelta(days=draw(st.sampled_from([0, 0, 6, 45, 366, 3650])))
    return draw(
        st.sampled_from([Between(low, high), Between(low, low), Between(date.min, high), Between(low, date.max)])
    )


@st.composite
def told(draw):
    """Any chronology."""
    events = tuple(
        Event(
            f"d-{n}",
            draw(betweens()),
            draw(st.text("abcdé ", max_size=30)),
            "t",
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for n in range(draw(st.integers(0, 9)))
    )
    spans = []
    for lane in draw(st.lists(st.sampled_from(Lane), max_size=4)):
        since = draw(betweens())
        until = draw(st.none() | betweens())
        spans.append(Span(lane, since, until, draw(DAYS)))
    captions = {"detention": "In detention", "strike": "Hunger strike", "court": "In court"}
    return Told(tuple(spans), events, captions, lambda day, months: f"{day:%b %Y}" if months else str(day.year))


@given(told(), WIDTHS, st.booleans())
def test_nothing_stands_outside(story, width, mirrored):
    picture = arrange(story, width, rows=2, mirrored=mirrored)
    if picture is None:
        return
    for bar in picture.bars:
        assert 0 <= bar.low <= bar.high <= width
        assert bar.left <= bar.right
        assert 0 <= bar.top <= picture.height - BAR
    for mark in picture.marks:
        assert 0 <= mark.left <= mark.at <= mark.right <= width
        assert MARK <= mark.top < picture.axis
    for tick in picture.ticks:
        assert 0 <= tick.at <= width
    for words in picture.words:
        assert 0 <= words.at <= width
        assert 0 < words.line <= picture.height


@given(told(), WIDTHS)
def test_read_from_right_to_left_it_is_the_same_picture_mirrored(story, width):
    one, other = arrange(story, width, rows=2), arrange(story, width, rows=2, mirrored=True)
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    places = {mark.key: mark.at for mark in one.marks}
    assert all(abs(mark.at - (width - places[mark.key])) < 0.01 for mark in other.marks)
    for bar, turned in zip(one.bars, other.bars, strict=True):
        assert abs(turned.low - (width - bar.high)) < 0.01
        assert abs(turned.high - (width - bar.low)) < 0.01
        assert bar.top == turned.top
    assert [round(width - tick.at, 3) for tick in other.ticks] == [round(tick.at, 3) for tick in one.ticks]


@given(told(), WIDTHS)
def test_later_is_never_drawn_before_earlier_and_no_mark_hides_another(story, width):
    picture = arrange(story, width, rows=2)
    if picture is None:
        return
    days = {event.key: event.when for event in story.events}
    for one in picture.marks:
        for other in picture.marks:
            if days[one.key].low > days[other.key].high:
                assert one.at >= other.at
            if one is not other and one.legal == other.legal and one.top == other.top:
                assert abs(one.at - other.at) > 2 * MARK


@given(
    st.lists(st.builds(Wish, st.text("abcdefgh", min_size=1, max_size=20), st.floats(0, 600), st.integers(0, 2))),
    st.integers(1, 3),
)
def test_labels_never_touch_and_stand_over_what_they_name(wishes, rows):
    labels = place(wishes, left=0, right=600, size=13, rows=rows)
    for one in labels:
        assert 0 <= one.left <= one.at <= one.right <= 600
        for other in labels:
            if one is not other and one.row == other.row:
                assert one.right + APART <= other.left or other.right + APART <= one.left
            if one.row > other.row:
                assert not other.left < one.at < other.right
    if wishes:
        assert labels


@given(DAYS, st.integers(1, 30000), st.floats(20, 120))
def test_ticks_are_first_days_far_enough_apart(first, days, room):
    axis = Axis(first, first + timedelta(days=days), 0, 600)
    found = ticks(axis, room)
    assert all(day.day == 1 for day in found)
    assert list(found) == sorted(found)
    places = [axis.at(day) for day in found]
    if days >= 600:
        assert all(later - earlier > room * 0.98 for earlier, later in pairwise(places))


def test_one_day_alone_is_no_picture():
    event = Event("d-1", Between(date(2020, 1, 1), date(2020, 1, 1)), "Arrest", "t")
    assert arrange(Told((), (event,), {}, lambda day, _months: str(day.year)), 288, rows=1) is None
