"""The living page shows every part of the public pages, to staff alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.desk import world as desk
from tests.world import pages

import openletter.web
from openletter.sections.rules import RESERVED, Role
from openletter.web.context.of_look import swatches

pytestmark = pytest.mark.django_db
PARTS = Path(openletter.web.__file__).parent / "templates" / "web" / "parts"


@pytest.fixture
def staff():
    section = pages.a_section()
    client = Client()
    client.force_login(desk.person("Edith", Role.EDITOR, section))
    return client


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_part_of_the_public_pages_is_shown(staff, language):
    answer = staff.get(f"/look/?section=xx&language={language}")
    assert answer.status_code == 200
    shown = {template.name for template in answer.templates}
    assert {f"web/parts/{part.name}" for part in PARTS.iterdir()} - shown == set()
    html = answer.content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert "style=" not in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert answer["Cache-Control"] == "no-store"


def test_others_find_nothing_there(staff):
    assert Client().get("/look/").status_code == 404
    assert "look" in RESERVED


def test_nothing_written_is_shown_in_a_colour_that_some_cannot_read():
    for dark in (False, True):
        measured = {swatch.name: swatch for swatch in swatches("#ffdd00", dark=dark)}
        assert all(measured[name].enough for name in ("ink", "ink-soft", "accent", "fault"))
