"""A page must reach a cheap telephone on a slow line: its whole weight, packed as it travels, has a ceiling."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from tests.world import pages

pytestmark = pytest.mark.django_db
ALWAYS = (
    "css/site.css",
    "js/count.js",
    "js/form.js",
    "js/send.js",
    "img/stamp.svg",
)
LATIN = (
    "fonts/letter-latin.woff2",
    "fonts/print-latin.woff2",
    "fonts/letter-arabic.woff2",
)  # the name in its own script
ARABIC = (*LATIN, "fonts/print-arabic.woff2")


def packed(name: str) -> int:
    found = Path(finders.find(f"openletter/{name}"))
    return found.stat().st_size if found.suffix == ".woff2" else len(gzip.compress(found.read_bytes()))


@pytest.mark.parametrize(("language", "fonts", "most"), [("fr", LATIN, 60_000), ("ar", ARABIC, 110_000)])
def test_an_action_page_without_a_photo_stays_under_its_ceiling(world, language, fonts, most):
    html = Client().get(pages.address_of(world, language)).content
    weight = len(gzip.compress(html)) + sum(packed(name) for name in (*ALWAYS, *fonts))
    assert weight < most
