"""What is left out on PostgreSQL is there to be left out, and leaves nothing unasked that needs PostgreSQL."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.alike import ALIKE, names
from tools.checks.tree import ROOT

from openletter.sections.rules import Role

MODELS = sorted({file.relative_to(ROOT).parts[2] for file in ROOT.glob("src/openletter/*/models*")})
NOT_THERE = {"journeys", "world"}


def files(name: str) -> set[Path]:
    """The files of tests that a name without `::` leaves out."""
    place = ROOT / name
    return set(place.rglob("test_*.py")) if place.is_dir() else {place}


WHOLE = [name for name in names() if "::" not in name]
OUT = {file for name in WHOLE for file in files(name)}


@pytest.mark.parametrize("name", names())
def test_what_is_left_out_exists(name: str) -> None:
    path, _, test = name.partition("::")
    assert (ROOT / path).exists()
    assert files(path)
    test, _, chosen = test.partition("[")
    assert not test or f"\ndef {test}(" in (ROOT / path).read_text()
    assert not chosen or chosen.partition("-")[0] in Role.values


def test_nothing_is_named_twice() -> None:
    assert len(set(names())) == len(names())
    assert [name for name in names() if any(name.startswith((f"{whole}/", f"{whole}::")) for whole in WHOLE)] == []


def test_what_needs_postgresql_runs_there() -> None:
    needs = re.compile(r"^pytestmark = .*mark\.postgres|^@pytest\.mark\.postgres", re.MULTILINE)
    assert [file for file in OUT if needs.search(file.read_text())] == []
    for name in names():
        path, _, test = name.partition("::")
        assert not test or f"@pytest.mark.postgres\ndef {test.partition('[')[0]}(" not in (ROOT / path).read_text()


@pytest.mark.parametrize("slice_name", MODELS)
def test_every_slice_with_tables_is_tried_on_postgresql(slice_name: str) -> None:
    rows = f"from openletter.{slice_name}.models import"
    asked = {file for file in (ROOT / "tests").rglob("test_*.py") if file not in OUT and rows in file.read_text()}
    assert len([file for file in asked if file.parent.name not in NOT_THERE]) > 1


def test_the_list_stays_the_smaller_part() -> None:
    everything = {file for file in (ROOT / "tests").rglob("test_*.py") if file.parent.name not in NOT_THERE}
    assert all(ALIKE.values())
    assert len(OUT) < len(everything) / 2
