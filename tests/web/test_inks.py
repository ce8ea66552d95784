"""A section chooses a colour; readers can always read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import making

from openletter.web.inks import BAR, DARK_PAPER, LIGHT_PAPER, contrast, legible, stylesheet

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS)
def test_every_colour_becomes_readable_on_both_papers(colour):
    assert contrast(legible(colour, LIGHT_PAPER), LIGHT_PAPER) >= BAR
    assert contrast(legible(colour, DARK_PAPER), DARK_PAPER) >= BAR


def test_a_readable_colour_stays_as_it_is():
    assert legible("#1c3f73", LIGHT_PAPER) == "#1c3f73"
    assert contrast("#000000", "#ffffff") == 21


@pytest.mark.django_db
def test_the_address_of_an_ink_holds_its_colours(client):
    making.section(accent="#1c3f73", accent_dark="#abc6f4")
    answer = client.get("/ink/1c3f73-abc6f4.css")
    assert answer.content.decode() == stylesheet("#1c3f73", "#abc6f4")
    assert "immutable" in answer["Cache-Control"]
    assert client.get("/ink/red-blue.css").status_code == 404
    assert client.get("/ink/1c3f73-abc6f5.css").status_code == 404  # nobody's: there would be no end of them
