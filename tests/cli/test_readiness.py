"""What was prepared once is not prepared again, and what changed since is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openletter.cli.readiness import files_stand, note_prepared
from openletter.config.env import read


@pytest.mark.parametrize("changed", ["", "static", "packages"])
def test_files_are_collected_again_when_they_or_the_packages_changed(tmp_path: Path, changed: str) -> None:
    settings = read({"OPENLETTER_DATA_DIR": str(tmp_path)})
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    assert not files_stand(settings), "nothing was prepared yet"
    note_prepared(settings)
    note = tmp_path / "prepared.json"
    noted = json.loads(note.read_text())
    note.write_text(json.dumps({name: "other" if name == changed else value for name, value in noted.items()}))
    assert files_stand(settings) is (changed == "")


def test_files_that_were_thrown_away_do_not_stand(tmp_path: Path) -> None:
    settings = read({"OPENLETTER_DATA_DIR": str(tmp_path)})
    note_prepared(settings)
    assert not files_stand(settings)
