"""The small world of `tests.world.pages`, built once for a file; each test finds it as it was made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from tests.world import pages


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[pages.World]:
    """A section with one case and its live petition, for a whole file and gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield pages.a_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: pages.World, db: None) -> pages.World:
    """The same, read anew: what a test changes, in the database or on a row it holds, ends with the test."""
    return pages.read_anew(built)
