"""How the clock speaks: one calm sentence a figure, in the reader's language."""

from datetime import date

import pytest
from babel import Locale
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from openletter.cases.clock import Figure, FigureName, Happened, Sentence, State, Unit, read, say
from openletter.cases.clock.spans import span_in_words
from openletter.kernel.edtf import parse

ENGLISH = Locale.parse("en")


def figure(name: FigureName, low: int, high: int, state: State = State.RUNNING, stated: bool = False) -> Figure:
    unit = Unit.PERCENT if name is FigureName.SENTENCE_SERVED else Unit.DAYS
    return Figure(name, low, high, unit, state, ("a", "b"), stated)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1, 1, "1 day"),
        (0, 0, "0 days"),
        (89, 89, "89 days"),
        (90, 90, "about 3 months"),
        (426, 426, "about 14 months"),
        (729, 729, "about 24 months"),
        (730, 730, "about 2 years"),
        (852, 852, "about 2 years and 4 months"),
        (7305, 7305, "about 20 years"),
        (40, 70, "between 40 and 70 days"),
        (0, 70, "up to 70 days"),
        (0, 700, "up to 23 months"),
        (0, 1000, "up to 3 years"),
        (625, 713, "between 20 and 24 months"),
        (20, 100, "between 20 days and 4 months"),
        (700, 800, "between 22 months and 2 years 3 months"),
        (852, 900, "between 2 years 3 months and 2 years 6 months"),
        (909, 1639, "between 2 and 5 years"),
        (100, 1639, "between 3 months and 5 years"),
    ],
)
def test_a_length_of_time_is_said_in_a_humane_unit(low: int, high: int, words: str) -> None:
    with override("en"):
        assert span_in_words(low, high, ENGLISH) == words


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 20_000), st.integers(1, 5_000))
def test_rounding_a_range_never_leaves_out_a_possibility(low: int, spread: int) -> None:
    high = low + spread
    with override("en"):
        words = span_in_words(low, high, ENGLISH)
    assert words.startswith("between ")
    first, last = words.removeprefix("between ").split(" and ")
    unit = last.split()[-1] if len(last.split()) == 2 else ""
    assert _days(first if len(first.split()) > 1 else f"{first} {unit}", up=False) <= low
    assert _days(last, up=True) >= high


def _days(words: str, *, up: bool) -> float:
    parts = words.split()
    units = {"day": 1.0, "month": 30.436875, "year": 365.2425}
    return sum(
        float(count) * units[unit.removesuffix("s")] for count, unit in zip(parts[::2], parts[1::2], strict=True)
    ) + (0.01 if up else -0.01)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (figure(FigureName.DETENTION, 72, 72), "In detention for 72 days."),
        (figure(FigureName.DETENTION, 625, 713, State.ENDED), "Was in detention for between 20 and 24 months."),
        (figure(FigureName.BEYOND_SENTENCE, 852, 852),
         "Held for about 2 years and 4 months beyond the end of the sentence."),
        (figure(FigureName.SENTENCE_SERVED, 41, 47), "Part of the sentence served so far: between 41% and 47%."),
        (figure(FigureName.SENTENCE_SERVED, 47, 47, State.ENDED), "Part of the sentence served: 47%."),
        (figure(FigureName.SENTENCE_SERVED, 100, 100, State.ENDED), "The sentence has been served in full."),
        (figure(FigureName.HUNGER_STRIKE, 72, 72, State.SUSPENDED), "Hunger strike suspended after 72 days."),
        (figure(FigureName.HUNGER_STRIKE, 120, 120, State.ENDED, stated=True), "Hunger strike ended after 120 days."),
        (figure(FigureName.DEADLINE, 0, 0), "Today is the last day to act."),
        (figure(FigureName.DEADLINE, 1, 1), "Time left to act: 1 day."),
        (figure(FigureName.DEADLINE, 3, 3, State.ENDED), "The deadline passed 3 days ago."),
        (figure(FigureName.CASE_AGE, 0, 0), "The case was opened today."),
    ],
)  # fmt: skip
def test_each_figure_is_one_sentence(said: Figure, sentence: str) -> None:
    assert say(said, "en").sentence == sentence


def test_the_working_names_the_days_the_doubt_and_the_sources() -> None:
    words = say(figure(FigureName.DETENTION, 625, 713, State.ENDED), "en")
    assert words.working[1:] == (
        "In days: between 625 and 713 days.",
        "Some days are not known exactly; the range covers every possibility.",
    )
    assert words.sources == ("a", "b")
    assert len(say(figure(FigureName.DETENTION, 72, 72), "en").working) == 1


def test_a_number_the_source_states_is_called_so() -> None:
    words = say(figure(FigureName.HUNGER_STRIKE, 72, 72, State.SUSPENDED, stated=True), "en")
    assert words.working == ("The number of days is the one the source gives.",)


@pytest.mark.parametrize("language", ["en", "en-gb", "fr", "fr-CA", "ar"])
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", FigureName)
def test_every_figure_has_a_whole_sentence_in_every_language(name: FigureName, state: State, language: str) -> None:
    for low, high in ((0, 0), (1, 1), (2, 2), (11, 11), (40, 70), (100, 100), (91, 95)):
        words = say(figure(name, low, high, state), language)
        for line in (words.sentence, *words.working):
            assert line.endswith(".")
            assert "%(" not in line
            assert "!" not in line


def test_a_real_case_is_said_in_numbers_of_the_readers_language() -> None:
    record = (
        Happened("arrest", "arrest", parse("2014-01-05")),
        Happened("word", "official_statement", parse("2018-05")),
    )
    sentence = Sentence("two", parse("2017-11-09"), parse("2014-01-05"), "P2Y")
    figures = read(record, (sentence,), date(2018, 5, 31))
    assert [say(each, "en").sentence for each in figures] == [
        "In detention for about 4 years and 5 months.",
        "Held for about 2 years and 5 months beyond the end of the sentence.",
        "The sentence has been served in full.",
    ]
    assert [len(say(each, "ar").sources) for each in figures] == [1, 3, 2]
