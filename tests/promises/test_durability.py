"""What was answered as accepted is there exactly once, whatever happens to our processes, and the number agrees."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from bench.faults import Fault, Site, torment
from bench.parts import described
from bench.places import World, restart_postgres, world
from tests.world import databases, postgres
from tests.world.places import ground

pytestmark = pytest.mark.slow
NAME = "durability"


@pytest.fixture
def embedded() -> Iterator[World]:
    """The demo world on SQLite, copied from the template of the tests."""
    on = databases.SQLite()
    on.copy(databases.with_demo_world(on), NAME)
    data = ground() / NAME
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(databases.demo_data(), data)
    yield World(NAME, on.address(NAME), data)
    on.drop(NAME)
    shutil.rmtree(data, ignore_errors=True)


def test_a_killed_web_process_loses_nothing_it_had_confirmed(embedded: World) -> None:
    verdict = torment(embedded, described(embedded), [Site.kill, Site.replace, Site.kill], seconds=6)
    assert verdict.holds, str(verdict)


def test_a_polite_end_answers_every_act_it_has_begun(embedded: World) -> None:
    verdict = torment(embedded, described(embedded), [Site.replace], seconds=3)
    assert verdict.holds, str(verdict)
    assert verdict.found["rows"] == len(verdict.told.accepted), str(verdict)


def _begin_with_the_tables(made: World) -> None:
    """What migrations make, as the suite has it already on the server of the other tests."""
    if said := postgres.tables_of(databases.migrated(databases.PostgreSQL())):
        with psycopg.connect(made.url, autocommit=True) as connection:  # what it sets for itself ends with it
            connection.execute(said)


@pytest.mark.postgres
def test_a_postgresql_that_restarts_or_crashes_loses_and_doubles_nothing() -> None:
    made = world("postgresql", NAME)
    _begin_with_the_tables(made)
    action = described(made, fresh=True)
    faults: list[Fault] = [
        lambda _site: restart_postgres("fast"),
        Site.kill,
        lambda _site: restart_postgres("immediate"),
    ]
    verdict = torment(made, action, faults, seconds=6)
    assert verdict.holds, str(verdict)
    shutil.rmtree(Path(made.data_dir), ignore_errors=True)
