"""Envelopes and labels: every line of an address within its place, whatever it holds."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from tests.actions.papers.reading import AMINA, AT, MINISTER, inked, place_of, read, texts

from openletter.actions.papers import (
    Addressee,
    EnvelopeFormat,
    EnvelopePaper,
    Format,
    LabelPaper,
    country_line,
    draw_envelopes,
    draw_labels,
    envelope_of,
    format_of,
)  # fmt: skip
from openletter.actions.papers.addresses import delivered

TWELVE = replace(MINISTER, holder="Holder " * 17, lines=tuple(f"Line {n} of an address" for n in range(1, 11)))


@pytest.mark.parametrize("format_", EnvelopeFormat)
@pytest.mark.parametrize("to", [MINISTER, TWELVE], ids=["short", "twelve"])
def test_an_address_stands_below_the_stamp_and_above_the_bars_of_the_sorting_machine(format_, to):
    paper = draw_envelopes([EnvelopePaper(format_, "CA", "en", AMINA, to)], title="Envelope", at=AT)
    with pdfium.PdfDocument(paper) as document:
        size = tuple(round(side / 72 * 25.4) for side in document[0].get_size())
    assert size == tuple(round(side) for side in format_.size)
    high = format_.size[1]
    first, last = place_of(paper, to.holder[:6] or to.office), place_of(paper, "MOROCCO")
    assert first[3] < 1 - 36 / high
    assert last[1] > 14 / high
    assert last[0] > 0.44
    ((_left, _top, right, _bottom),) = inked(paper)
    assert right < 0.99


def test_two_offices_are_two_envelopes():
    papers = [EnvelopePaper(EnvelopeFormat.DL, "CA", "fr", AMINA, to) for to in (MINISTER, TWELVE)]
    first, second = texts(draw_envelopes(papers, title="Enveloppes", at=AT))
    assert "MAROC" in first
    assert "Line 9 of an address" in second


@pytest.mark.parametrize(("format_", "places"), [(Format.A4, 14), (Format.LETTER, 10)])
def test_a_sheet_of_labels_is_full_and_none_runs_over(format_, places):
    paper = draw_labels(LabelPaper(format_, "CA", "en", (TWELVE, MINISTER)), title="Labels", at=AT)
    assert read(paper).count("MOROCCO") == places
    ((left, top, right, bottom),) = inked(paper)
    assert 0.02 < left < right < 0.98
    assert 0.02 < top < bottom < 0.98


def test_the_country_is_in_capitals_for_the_post_it_leaves_from():
    assert country_line("MA", sender_country="CA", language="fr") == "MAROC"
    assert country_line("MA", sender_country="CA", language="en") == "MOROCCO"
    assert country_line("MA", sender_country="DZ", language="ar") == "المغرب – MAROC"
    assert country_line("US", sender_country="EG", language="ar").endswith("UNITED STATES")


def test_within_a_country_its_name_is_left_out():
    assert MINISTER.block(sender_country="MA", language="fr")[-1] == "10020 RABAT"


@pytest.mark.parametrize(
    ("lines", "country", "printed"),
    [
        (("1 Example Row", "London", "sw1a 2aa"), "GB", ("1 Example Row", "LONDON", "SW1A 2AA")),
        (("Example Road", "Nairobi"), "KE", ("Example Road", "NAIROBI")),
        (("10 rue de l’Exemple", "75001 Paris"), "FR", ("10 rue de l’Exemple", "75001 PARIS")),
        (("Örnek 1", "İstanbul"), "TR", ("Örnek 1", "İstanbul")),
        ((), "MA", ()),
        (("Somewhere",), "XX", ("Somewhere",)),
    ],
)
def test_towns_are_in_capitals_where_their_country_asks_for_it(lines, country, printed):
    assert delivered(lines, country) == printed


def test_an_office_that_begins_its_own_address_is_named_once():
    to = Addressee("", "Ministry of Justice", ("Ministry of Justice", "Rabat"), "MA")
    assert to.block(sender_country="CA", language="en") == ("Ministry of Justice", "RABAT", "MOROCCO")


def test_paper_and_envelopes_are_those_of_the_country():
    assert (format_of("US"), envelope_of("US")) == (Format.LETTER, EnvelopeFormat.NUMBER_10)
    assert (format_of("DZ"), envelope_of("DZ")) == (Format.A4, EnvelopeFormat.DL)
