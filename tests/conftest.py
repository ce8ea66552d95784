"""What every test can ask for. The database is a copy of a migrated template; see tests/world/."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker
from tests.world import databases, process
from tests.world.loopback import stay_inside
from tests.world.signed_in import fresh_when_forced

pytest_plugins = ["tests.world.browsing", "tests.world.journeys", "tests.world.shared"]

gc.disable()  # while tests are read: all of it stays
stay_inside()
fresh_when_forced()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first; tests that need PostgreSQL say so when the run is on SQLite."""
    long = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("journey")}
    items.sort(key=lambda item: item.path not in long)  # stable: within both, the order of chance stays
    if isinstance(databases.engine(), databases.PostgreSQL):
        return
    reason = f"needs PostgreSQL: {databases.ENGINE}=postgresql"
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: it is not looked through for rubbish again and again."""
    gc.collect()  # nobody looked since the first was read
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    """How often a network asked is remembered by the process: what other tests asked is not held against this one."""
    if (asking := sys.modules.get("openletter.web.asking")) is not None:
        for windows in (asking._windows, asking._tools):
            windows._counts.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the migrated template, under the name this process's settings point at."""
    on = databases.engine()
    on.copy(databases.migrated(on), process.name())
    # A test that commits gets its database replaced afterwards (below); emptying every table first would be waste.
    TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[method-assign]
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that really commits, the next one finds the template again, data of migrations included."""
    yield
    if _commits(item):
        for connection in connections.all(initialized_only=True):
            connection.close()
        on = databases.engine()
        on.copy(databases.migrated(on), process.name())


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = bool(marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])))
    return asked or "transactional_db" in getattr(item, "fixturenames", ())


def pytest_unconfigure() -> None:
    """The process leaves nothing behind."""
    process.leave()
