"""A person is found however the name is written: in any spelling and script, by country, by what is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from tests.web.test_finding import LANGUAGES, NAMES, a_case, ask
from tests.world import pages

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def both(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Two people on one site, who are only looked at."""
    with django_db_blocker.unblock(), transaction.atomic():
        section = pages.a_section()
        a_case(section, "nadir", NAMES["nadir"])
        a_case(section, "rahmi", NAMES["rahmi"], country="NO", en="Held at the harbour")
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zefnadi", "nadir"), ("zafnadi", "nadir"), ("zefn", "nadir"), ("زفنادي", "nadir"), ("الزفنادي", "nadir"),
        ("ZEFNADI idris", "nadir"), ("el khorshi", "rahmi"), ("Khorchi", "rahmi"), ("elkhorshi", "rahmi"),
        ("الخرشي", "rahmi"), ("khôrchi", "rahmi"), ("Norvège", "rahmi"), ("norway", "rahmi"), ("النرويج", "rahmi"),
        ("Maroc", "nadir"), ("Morocco", "nadir"), ("المغرب", "nadir"), ("harbour", "rahmi"),
    ],
)  # fmt: skip
def test_a_person_is_found_however_the_name_is_written(both, text, key):
    for language in LANGUAGES:
        html = ask(f"?q={text}", language)
        assert html.count('<div class="portrait">') == 1
        assert {"nadir": "زفنادي", "rahmi": "الخرشي"}[key] in html
