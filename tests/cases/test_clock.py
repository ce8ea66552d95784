"""The case clock on the published cases of the demo world, with numbers counted by hand."""

from datetime import date

import pytest

from openletter.cases.clock import CASE_FILE, Figure, FigureName, Happened, Sentence, State, read
from openletter.cases.rules import DevelopmentKind
from openletter.kernel.edtf import parse


def fact(uid: str, kind: str, when: str, stated_days: int | None = None) -> Happened:
    return Happened(uid, DevelopmentKind(kind), parse(when), stated_days)


def figure(figures: tuple[Figure, ...], name: FigureName) -> Figure | None:
    return next((each for each in figures if each.name is name), None)


def bounds(figures: tuple[Figure, ...], name: FigureName) -> tuple[int, int, State] | None:
    found = figure(figures, name)
    return (found.low, found.high, found.state) if found else None


MKHAITIR = (
    fact("post", "other", "2013-12"),
    fact("arrest", "arrest", "2014-01-05"),
    fact("verdict", "verdict", "2015-01"),
    fact("appeal", "appeal_decided", "2017-11-09"),
    fact("official", "official_statement", "2018-05"),
    fact("free", "released", "2019~"),
)
MKHAITIR_SENTENCES = (
    Sentence("death", parse("2015-01"), None, None),
    Sentence("two-years", parse("2017-11-09"), parse("2014-01-05"), "P2Y"),
)
AARRASS = (
    fact("return", "forced_return", "2010~"),
    fact("torture", "torture_reported", "2010~"),
    fact("reopened", "investigation_opened", "2014-05"),
    fact("examined", "medical_examination", "2014~"),
    fact("strike", "hunger_strike_start", "2015-08~"),
    fact("suspended", "hunger_strike_suspended", "2015-11~", stated_days=72),
)
ZEFZAFI = (
    fact("protests", "other", "2016-10"),
    fact("arrest", "arrest", "2017-05-29"),
    fact("sentenced", "sentencing", "2018-06-27"),
    fact("moved", "transfer", "2018-08-31"),
)
EL_KHIARI = (
    fact("jailed", "detained", "2009-06"),
    fact("council", "official_statement", "2011-03-03"),
    fact("pardon", "pardoned", "2011-04~"),
)
SAHRAWI = (fact("arrests", "arrest", "2009-10"), fact("last-three", "released", "2011-04~"))


class TestMkhaitir:
    """Two years counted from 5 January 2014 ran out on 5 January 2016; he was still held in May 2018."""

    def test_he_is_held_beyond_the_end_of_his_sentence(self) -> None:
        # 5 January 2016 to 31 May 2018: 361 + 365 (2017) + 151 days of 2018
        found = figure(read(MKHAITIR, MKHAITIR_SENTENCES, date(2018, 5, 31)), FigureName.BEYOND_SENTENCE)
        assert found
        assert (found.low, found.high, found.state) == (877, 877, State.RUNNING)
        assert found.sources == ("arrest", "two-years", "appeal", "official")

    def test_his_days_in_detention_are_exact_while_he_is_held(self) -> None:
        # 5 January 2014 to 5 January 2016 is 730 days, and 877 more
        figures = read(MKHAITIR, MKHAITIR_SENTENCES, date(2018, 5, 31))
        assert bounds(figures, FigureName.DETENTION) == (1607, 1607, State.RUNNING)

    def test_the_two_years_are_served_in_full_and_nothing_remains(self) -> None:
        figures = read(MKHAITIR, MKHAITIR_SENTENCES, date(2018, 5, 31))
        assert bounds(figures, FigureName.SENTENCE_SERVED) == (100, 100, State.ENDED)
        assert figure(figures, FigureName.SENTENCE_REMAINING) is None

    def test_nothing_is_counted_of_the_death_sentence(self) -> None:
        names = [each.name for each in read(MKHAITIR, MKHAITIR_SENTENCES, date(2016, 3, 1))]
        assert names == [FigureName.DETENTION]

    def test_his_release_about_2019_ends_the_count_in_a_range(self) -> None:
        # about 2019 may be 2 July 2018 (178 days after 5 January) to 1 July 2020 (178 days after 5 January)
        figures = read(MKHAITIR, MKHAITIR_SENTENCES, date(2026, 11, 21))
        expected = (731 + 178, 731 + 365 + 365 + 178, State.ENDED)
        assert bounds(figures, FigureName.BEYOND_SENTENCE) == expected

    def test_in_the_margin_before_the_written_year_the_state_is_unclear(self) -> None:
        figures = read(MKHAITIR, MKHAITIR_SENTENCES, date(2018, 9, 1))
        found = figure(figures, FigureName.DETENTION)
        assert found
        assert (found.state, found.sources) == (State.UNCLEAR, ("arrest", "free"))

    def test_a_file_that_fell_silent_before_the_end_accuses_nobody(self) -> None:
        sentence = Sentence("two-years", parse("2015-01"), parse("2014-01-05"), "P2Y")
        figures = read(MKHAITIR[:3], (sentence,), date(2018, 5, 31))
        assert figure(figures, FigureName.BEYOND_SENTENCE) is None


class TestAarrass:
    def test_the_strike_is_suspended_after_the_72_days_the_source_states(self) -> None:
        found = figure(read(AARRASS, (), date(2015, 11, 9)), FigureName.HUNGER_STRIKE)
        assert found
        assert (found.low, found.high, found.state, found.stated) == (72, 72, State.SUSPENDED, True)
        assert found.sources == ("strike", "suspended")

    def test_without_the_stated_number_the_dates_allow_a_range_that_holds_it(self) -> None:
        # from 15 September to 17 October at least; from 17 July to 9 November at most
        unstated = (*AARRASS[:-1], fact("suspended", "hunger_strike_suspended", "2015-11~"))
        figures = read(unstated, (), date(2015, 11, 9))
        assert bounds(figures, FigureName.HUNGER_STRIKE) == (32, 115, State.SUSPENDED)

    def test_while_it_runs_it_is_counted_from_its_beginning(self) -> None:
        # as of 1 October: from 15 September at least, from 17 July at most
        figures = read(AARRASS, (), date(2015, 10, 1))
        assert bounds(figures, FigureName.HUNGER_STRIKE) == (16, 76, State.RUNNING)

    def test_a_strike_nobody_reported_on_for_months_is_not_said_to_go_on(self) -> None:
        assert figure(read(AARRASS[:5], (), date(2016, 1, 13)), FigureName.HUNGER_STRIKE)
        assert figure(read(AARRASS[:5], (), date(2016, 1, 14)), FigureName.HUNGER_STRIKE) is None

    def test_a_later_end_of_the_suspended_strike_ends_it_and_leaves_its_days(self) -> None:
        ended = (*AARRASS, fact("end", "hunger_strike_end", "2016-02-01"))
        figures = read(ended, (), date(2016, 3, 1))
        assert bounds(figures, FigureName.HUNGER_STRIKE) == (72, 72, State.ENDED)

    def test_a_strike_begun_again_is_counted_anew(self) -> None:
        again = (*AARRASS, fact("again", "hunger_strike_start", "2016-02-01"))
        figures = read(again, (), date(2016, 2, 11))
        assert bounds(figures, FigureName.HUNGER_STRIKE) == (10, 10, State.RUNNING)

    def test_the_investigation_has_stood_still_since_its_last_step(self) -> None:
        # not before it was reopened in May 2014, not after about 2014 (2 July 2015)
        found = figure(read(AARRASS, (), date(2015, 11, 9)), FigureName.INVESTIGATION_STILL)
        assert found
        assert (found.low, found.high) == (130, 557)
        assert set(found.sources) == {"reopened", "examined"}

    def test_a_closed_investigation_does_not_stand_still(self) -> None:
        closed = (*AARRASS, fact("closed", "investigation_closed", "2016-01-01"))
        assert figure(read(closed, (), date(2016, 2, 1)), FigureName.INVESTIGATION_STILL) is None
        reopened = (*closed, fact("third", "investigation_opened", "2016-03-01"))
        figures = read(reopened, (), date(2016, 3, 11))
        assert bounds(figures, FigureName.INVESTIGATION_STILL) == (10, 10, State.RUNNING)

    def test_detention_and_sentence_are_not_guessed_without_their_beginning(self) -> None:
        names = {each.name for each in read(AARRASS, (Sentence("s", None, None, "P12Y"),), date(2015, 11, 9))}
        assert names == {FigureName.HUNGER_STRIKE, FigureName.INVESTIGATION_STILL}


class TestZefzafi:
    SENTENCE = Sentence("twenty", parse("2018-06-27"), None, "P20Y")

    def test_his_days_in_detention(self) -> None:
        # 29 May 2017 to 29 May 2026 is 9 * 365 + 2 leap days; then 176 days to 21 November
        figures = read(ZEFZAFI, (self.SENTENCE,), date(2026, 11, 21))
        assert bounds(figures, FigureName.DETENTION) == (3463, 3463, State.RUNNING)

    def test_his_twenty_years_run_from_arrest_or_judgment(self) -> None:
        # 3069 or 3463 of 7305 days; out on 29 May 2037 or 27 June 2038
        figures = read(ZEFZAFI, (self.SENTENCE,), date(2026, 11, 21))
        assert bounds(figures, FigureName.SENTENCE_SERVED) == (41, 47, State.RUNNING)
        assert bounds(figures, FigureName.SENTENCE_REMAINING) == (3842, 4236, State.RUNNING)

    def test_where_the_first_day_is_given_the_figures_are_exact(self) -> None:
        counted = Sentence("twenty", parse("2018-06-27"), parse("2017-05-29"), "P20Y")
        figures = read(ZEFZAFI, (counted,), date(2026, 11, 21))
        assert bounds(figures, FigureName.SENTENCE_SERVED) == (47, 47, State.RUNNING)
        assert bounds(figures, FigureName.SENTENCE_REMAINING) == (3842, 3842, State.RUNNING)

    def test_before_the_judgment_no_sentence_is_said(self) -> None:
        figures = read(ZEFZAFI, (self.SENTENCE,), date(2018, 6, 26))
        assert [each.name for each in figures] == [FigureName.DETENTION]

    def test_a_quashed_sentence_is_not_counted(self) -> None:
        quashed = (*ZEFZAFI, fact("quashed", "quashed", "2020-01-10"))
        names = [each.name for each in read(quashed, (self.SENTENCE,), date(2020, 1, 10))]
        assert names == [FigureName.DETENTION]


def test_el_khiari_was_held_until_his_pardon_about_april_2011() -> None:
    # 30 June 2009 to 17 March 2011; 1 June 2009 to 15 May 2011. Three years from June to December 2009.
    figures = read(EL_KHIARI, (Sentence("three", parse("2009"), None, "P3Y"),), date(2011, 6, 1))
    assert bounds(figures, FigureName.DETENTION) == (625, 713, State.ENDED)
    assert bounds(figures, FigureName.SENTENCE_SERVED) == (40, 65, State.ENDED)
    assert figure(figures, FigureName.BEYOND_SENTENCE) is None
    assert figure(figures, FigureName.SENTENCE_REMAINING) is None


def test_the_sahrawi_activists_were_held_about_18_months() -> None:
    figures = read(SAHRAWI, (), date(2026, 11, 21))
    assert bounds(figures, FigureName.DETENTION) == (502, 591, State.ENDED)


def test_drareni_is_held_since_some_day_in_march_2020() -> None:
    sentence = Sentence("two", None, None, "P2Y")
    figures = read(
        (fact("jailed", "detained", "2020-03"),), (sentence,), date(2020, 11, 21), deadline=date(2020, 12, 31)
    )
    assert bounds(figures, FigureName.DETENTION) == (235, 265, State.RUNNING)
    assert bounds(figures, FigureName.DEADLINE) == (40, 40, State.RUNNING)
    assert len(figures) == 2


def test_stretches_of_detention_add_up() -> None:
    record = (
        fact("first", "arrest", "2020-01-01"),
        fact("same", "administrative_detention", "2020-01-05"),
        fact("out", "released", "2020-01-11"),
        fact("second", "re_arrest", "2020-02-01"),
    )
    found = figure(read(record, (), date(2020, 2, 6)), FigureName.DETENTION)
    assert found
    assert (found.low, found.high, found.sources) == (15, 15, ("first", "out", "second"))


def test_a_new_arrest_without_a_recorded_release_leaves_the_days_between_open() -> None:
    record = (fact("first", "arrest", "2020-01-01"), fact("second", "re_arrest", "2020-02-01"))
    figures = read(record, (), date(2020, 2, 11))
    assert bounds(figures, FigureName.DETENTION) == (10, 41, State.RUNNING)
    between = figure(read(record, (), date(2020, 1, 21)), FigureName.DETENTION)
    assert between
    assert (between.low, between.high, between.state) == (0, 20, State.UNCLEAR)
    assert between.sources == ("first", "second")


def test_the_release_that_follows_a_pardon_is_what_ends_detention() -> None:
    record = (
        fact("arrest", "arrest", "2020-01-01"),
        fact("pardon", "pardoned", "2020-02-01"),
        fact("out", "released", "2020-02-11"),
    )
    found = figure(read(record, (), date(2020, 6, 1)), FigureName.DETENTION)
    assert found
    assert (found.low, found.sources) == (41, ("arrest", "out"))


@pytest.mark.parametrize("kind", ["killed", "executed", "death", "exile", "released", "pardoned"])
def test_what_ends_detention(kind: str) -> None:
    record = (fact("arrest", "arrest", "2020-01-01"), fact("end", kind, "2020-01-31"))
    figures = read(record, (), date(2021, 1, 1))
    assert bounds(figures, FigureName.DETENTION) == (30, 30, State.ENDED)


def test_a_release_and_a_new_arrest_in_the_term_leave_its_count_to_a_court() -> None:
    record = (
        fact("arrest", "arrest", "2020-01-01"),
        fact("out", "released", "2020-06-01"),
        fact("again", "re_arrest", "2020-09-01"),
    )
    sentence = Sentence("s", parse("2020-01-01"), parse("2020-01-01"), "P2Y")
    assert figure(read(record, (sentence,), date(2020, 7, 1)), FigureName.SENTENCE_SERVED)
    names = [each.name for each in read(record, (sentence,), date(2020, 10, 1))]
    assert names == [FigureName.DETENTION]


def test_nothing_is_said_before_anything_happened() -> None:
    assert read(MKHAITIR, MKHAITIR_SENTENCES, date(2013, 1, 1), opened_on=date(2014, 2, 1)) == ()


def test_an_unknown_beginning_gives_no_figure() -> None:
    assert read((fact("held", "detained", "../2014"),), (), date(2015, 1, 1)) == ()


@pytest.mark.parametrize(
    ("as_of", "days", "state"),
    [
        (date(2020, 12, 30), 1, State.RUNNING),
        (date(2020, 12, 31), 0, State.RUNNING),
        (date(2021, 1, 3), 3, State.ENDED),
    ],
)
def test_days_to_and_past_the_deadline(as_of: date, days: int, state: State) -> None:
    found = read((), (), as_of, deadline=date(2020, 12, 31))
    assert [(each.low, each.high, each.state, each.sources) for each in found] == [(days, days, state, (CASE_FILE,))]


def test_figures_come_in_the_order_a_reader_needs() -> None:
    record = (*MKHAITIR, fact("strike", "hunger_strike_start", "2018-05-01"))
    running = read(
        record, MKHAITIR_SENTENCES, date(2018, 5, 31), opened_on=date(2014, 2, 1), deadline=date(2018, 6, 30)
    )
    assert [each.name.value for each in running] == [
        "hunger_strike",
        "detention",
        "beyond_sentence",
        "sentence_served",
        "deadline",
        "case_age",
    ]
    over = (*record, fact("end", "hunger_strike_end", "2018-05-20"))
    assert read(over, MKHAITIR_SENTENCES, date(2018, 5, 31))[-1].name is FigureName.HUNGER_STRIKE


@pytest.mark.parametrize("length", ["", "P", "2Y", "P2", "P-2Y", "P2.5Y", "PT5H", "P2YX", "p2y", "P99999Y"])
def test_a_malformed_length_is_refused_when_the_sentence_is_made(length: str) -> None:
    with pytest.raises(ValueError, match="ISO 8601"):
        Sentence("s", None, None, length)


def test_a_negative_stated_number_is_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        fact("s", "hunger_strike_end", "2020", stated_days=-1)
