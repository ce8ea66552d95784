"""What holds of every figure, whatever the record: found by search, not by example."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from openletter.cases.clock import Figure, FigureName, Happened, Sentence, State, read
from openletter.cases.rules import DevelopmentKind
from openletter.kernel.edtf import parse

BRIEF = settings(max_examples=40, deadline=None)
FIRST, LAST = date(2000, 1, 1), date(2012, 12, 31)
DAYS = st.dates(min_value=FIRST, max_value=LAST)
COARSE = ("{:%Y-%m-%d}", "{:%Y-%m-%d}~", "{:%Y-%m}", "{:%Y-%m}~", "{:%Y}", "{:%Y}%")
# Pairs of writings, the second of which holds every day of the first.
WIDER = st.sampled_from([(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (2, 3), (2, 4), (2, 5), (4, 5)])
ANY, NONE = st.integers(0, 5), st.just(0)  # how coarsely a date is written
LENGTHS = st.sampled_from(["P90D", "P18M", "P2Y", "P20Y", None])


def written(day: date, coarseness: int) -> str:
    return COARSE[coarseness].format(day)


@st.composite
def records(draw: st.DrawFn, coarseness: st.SearchStrategy[int] = ANY) -> tuple[Happened, ...]:
    size = draw(st.integers(1, 7))
    return tuple(
        Happened(
            uid=f"d{index}",
            kind=draw(st.sampled_from(DevelopmentKind)),
            when=parse(written(draw(DAYS), draw(coarseness))),
            stated_days=draw(st.none() | st.integers(0, 400)),
        )
        for index in range(size)
    )


@st.composite
def terms(draw: st.DrawFn, coarseness: st.SearchStrategy[int] = ANY) -> tuple[Sentence, ...]:
    def maybe() -> str | None:
        return written(draw(DAYS), draw(coarseness)) if draw(st.booleans()) else None

    imposed, counted = maybe(), maybe()
    return (Sentence("s", parse(imposed) if imposed else None, parse(counted) if counted else None, draw(LENGTHS)),)


def by_name(figures: tuple[Figure, ...]) -> dict[FigureName, Figure]:
    return {each.name: each for each in figures}


@BRIEF
@given(records(), terms(), DAYS, st.none() | DAYS, st.none() | DAYS)
def test_every_figure_is_ordered_never_negative_and_names_its_sources(
    record: tuple[Happened, ...],
    sentences: tuple[Sentence, ...],
    as_of: date,
    opened: date | None,
    deadline: date | None,
) -> None:
    known = {each.uid for each in record} | {"s", "case"}
    figures = read(record, sentences, as_of, opened, deadline)
    assert len(by_name(figures)) == len(figures)
    for each in figures:
        assert 0 <= each.low <= each.high
        assert each.sources
        assert set(each.sources) <= known
        assert len(set(each.sources)) == len(each.sources)


@BRIEF
@given(records(NONE), terms(NONE), DAYS)
def test_certain_dates_give_one_number(
    record: tuple[Happened, ...], sentences: tuple[Sentence, ...], as_of: date
) -> None:
    certain = [each for each in sentences if each.counted_from]
    kinds = [each.kind for each in record]
    missing = DevelopmentKind.RE_ARREST in kinds or kinds.count(DevelopmentKind.HUNGER_STRIKE_START) > 1
    if not missing:  # the end of what began again may not be recorded, and then nobody knows its day
        for each in read(record, certain, as_of):
            assert each.low == each.high, each


@BRIEF
@given(records(), DAYS, st.integers(0, 2_000))
def test_detention_and_age_only_grow_with_the_day(record: tuple[Happened, ...], as_of: date, later: int) -> None:
    earlier = by_name(read(record, (), as_of, opened_on=FIRST))
    afterwards = by_name(read(record, (), as_of + timedelta(days=later), opened_on=FIRST))
    for name in (FigureName.DETENTION, FigureName.CASE_AGE):
        if name in earlier:
            assert earlier[name].low <= afterwards[name].low
            assert earlier[name].high <= afterwards[name].high


@BRIEF
@given(DAYS, st.integers(0, 5), st.integers(0, 5), LENGTHS, st.integers(0, 3_000), st.integers(0, 2_000))
def test_a_term_is_never_served_less_on_a_later_day(
    begun: date, start: int, counted: int, length: str | None, day: int, later: int
) -> None:
    record = (Happened("a", "arrest", parse(written(begun, start))),)
    sentence = (Sentence("s", None, parse(written(begun, counted)), length),)
    as_of = begun + timedelta(days=day)
    first, second = (by_name(read(record, sentence, each)) for each in (as_of, as_of + timedelta(days=later)))
    if served := first.get(FigureName.SENTENCE_SERVED):
        assert served.low <= second[FigureName.SENTENCE_SERVED].low
        assert served.high <= second[FigureName.SENTENCE_SERVED].high
    if (left := second.get(FigureName.SENTENCE_REMAINING)) and FigureName.SENTENCE_REMAINING in first:
        assert left.high <= first[FigureName.SENTENCE_REMAINING].high


@BRIEF
@given(
    DAYS,
    st.integers(0, 2_000),
    WIDER,
    WIDER,
    LENGTHS,
    st.sampled_from(["detention", "strike"]),
)
def test_doubt_only_widens(
    begun: date,
    lasted: int,
    start: tuple[int, int],
    end: tuple[int, int],
    length: str | None,
    story: str,
) -> None:
    """The exact story and a coarser telling of it: every figure said of both is wider in the coarser one."""
    kinds = ("arrest", "released") if story == "detention" else ("hunger_strike_start", "hunger_strike_end")
    over = begun + timedelta(days=lasted)
    as_of = over + timedelta(days=900)

    def told(begin: int, finish: int) -> dict[FigureName, Figure]:
        record = (
            Happened("a", kinds[0], parse(written(begun, begin))),
            Happened("b", kinds[1], parse(written(over, finish))),
        )
        return by_name(read(record, (Sentence("s", None, parse(written(begun, begin)), length),), as_of))

    finer, coarser = told(start[0], end[0]), told(start[1], end[1])
    for name in finer.keys() & coarser.keys():
        assert coarser[name].low <= finer[name].low <= finer[name].high <= coarser[name].high
    assert finer.keys() >= coarser.keys()


@BRIEF
@given(records(NONE), DAYS, st.integers(-300, 300))
def test_moving_every_date_by_whole_weeks_moves_no_count_of_days(
    record: tuple[Happened, ...], as_of: date, weeks: int
) -> None:
    """Terms are left out: they are measured in the months and years of the calendar."""
    by = timedelta(weeks=weeks)
    moved = tuple(
        Happened(each.uid, each.kind, parse((each.when.earliest + by).isoformat()), each.stated_days) for each in record
    )
    assert read(moved, (), as_of + by, FIRST + by, LAST + by) == read(record, (), as_of, FIRST, LAST)


@BRIEF
@given(records(), terms(), DAYS)
def test_what_is_said_does_not_depend_on_the_order_of_the_record(
    record: tuple[Happened, ...], sentences: tuple[Sentence, ...], as_of: date
) -> None:
    distinct = {(each.when, each.kind): each for each in record}
    same_days = len({each.when.sort_keys for each in distinct.values()}) < len(distinct)
    if not same_days:  # equal dates keep the order in which they were entered
        one = tuple(distinct.values())
        assert read(one, sentences, as_of) == read(one[::-1], sentences, as_of)


@BRIEF
@given(DAYS, st.integers(0, 800), st.integers(0, 400))
def test_a_stated_number_wins_over_the_dates(begun: date, lasted: int, stated: int) -> None:
    over = begun + timedelta(days=lasted)
    record = (
        Happened("a", "hunger_strike_start", parse(begun.isoformat())),
        Happened("b", "hunger_strike_suspended", parse(over.isoformat()), stated),
    )
    found = by_name(read(record, (), over))[FigureName.HUNGER_STRIKE]
    assert (found.low, found.high, found.stated, found.state) == (stated, stated, True, State.SUSPENDED)
