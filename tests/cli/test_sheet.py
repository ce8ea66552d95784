"""Urgent actions given out and read at the terminal."""

import io
import json

import pytest
from tests.actions.urgent.making import urgent
from tests.actions.urgent.sheets import THIRD
from tests.world import making

from openletter.cli import main

pytestmark = pytest.mark.django_db


def test_an_urgent_action_goes_out_and_reads_back_the_same(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    action = urgent(making.case(making.section()))
    assert main(["sheet", "export", action.ref]) == 0
    given = capsys.readouterr().out
    assert json.loads(given)["ua_number"] == "UA 912/26"
    (tmp_path / "ua.json").write_text(given)
    assert main(["sheet", "read", str(tmp_path / "ua.json")]) == 0
    assert capsys.readouterr().out == given


def test_the_text_of_a_sheet_is_read_and_what_is_missing_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(THIRD))
    assert main(["sheet", "read", "-"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["index_number"] == "AMR 99/6674/2017"
    assert said.err == "ask: missing\nletters: missing\nprevious: missing\n"


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Urgent action"


@pytest.mark.parametrize("words", [["export", "nothere"], ["read", "/nowhere"]])
def test_what_is_not_there_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sheet", *words]) == 1
    assert words[1] in capsys.readouterr().err
