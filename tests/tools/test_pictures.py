"""The pictures of the documentation are those that the script takes: none is missing, none is left over."""

from __future__ import annotations

import re

from tools.checks.tree import ROOT

from tools import pictures

SHOWN = re.compile(r"pictures/([\w-]+)\.png")


def test_every_picture_is_taken_by_the_script_and_shown_on_a_page() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {name for page in pages for name in SHOWN.findall(page.read_text(encoding="utf-8"))}
    taken = pictures.names()
    assert shown - taken == set(), "nobody takes these: add them to tools/desk_pictures.py"
    assert taken - shown == set(), "no page shows these"
    assert {file.stem for file in pictures.FOLDER.glob("*.png")} == taken


def test_they_weigh_little() -> None:
    assert sum(file.stat().st_size for file in pictures.FOLDER.glob("*.png")) <= pictures.MOST_BYTES
