"""The guide says what the screen says: a name in bold in docs/campaign stands in the product's own English strings.

Bold that ends a sentence or opens one ("**Ask first.**", "**In short:**") is emphasis and not looked at. Names that the
desk takes from Wagtail are looked for in its strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

from tools.checks.tree import Tree

GUIDE = ("docs/campaign/", "docs/operate/data-protection.md")
SOURCE = "src/openletter/"
BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
FENCE = re.compile(r"^```.*?^```", re.S | re.M)
QUOTED = re.compile(r'(?="([^"\n]{2,200})")')  # quotes may pair either way: both are looked at
BLOCK = re.compile(r"{% blocktranslate[^%]*%}(.*?){%", re.S)
VARIABLE = re.compile(r"{{.*?}}")
PLACE = re.compile(r"%\(\w+\)[sd]")
WORD = re.compile(r"[A-Z][a-z]{2,}")  # what is left of a sentence without its places must still say something
SENTENCE = (".", ":", "?", ",")
BETWEEN = re.compile(r"\s*→\s*")


def findings(tree: Tree) -> Iterator[str]:
    """Bold names of the guide that no screen says."""
    names = {
        (page, " ".join(name.split()))
        for page in tree.ending(".md")
        if page.startswith(GUIDE)
        for bold in BOLD.findall(FENCE.sub("", tree.text(page)))
        if not bold.strip().endswith(SENTENCE)
        for name in BETWEEN.split(bold)
    }
    if not names:
        return
    said = Said(tree)
    for page, name in sorted(names):
        if name not in said:
            yield f"{page}: no screen says “{name}”; bold is for names on the screen, exactly as they stand there"


class Said:
    """The English strings of the product: those collected for translators, and those written since."""

    def __init__(self, tree: Tree) -> None:
        ours = [polib.pofile(tree.text(name)) for name in tree.ending(".po", under=SOURCE)]
        entries = [entry for file in (*ours, *_of_wagtail()) for entry in file]
        collected = {text for entry in entries for text in (entry.msgid, entry.msgid_plural)}
        texts = {_one_line(text) for text in (*collected, *_written(tree)) if text}
        self.exact = {_from_its_beginning(text) for text in texts}
        self.open = [_pattern(text) for text in texts if PLACE.search(text) and WORD.search(PLACE.sub("", text))]

    def __contains__(self, name: str) -> bool:
        return _from_its_beginning(name) in self.exact or any(pattern.fullmatch(name) for pattern in self.open)


def _written(tree: Tree) -> Iterator[str]:
    """Strings in the source, marked or not: translators collect them later than guides are written."""
    for name in tree.ending(".py", ".html", under=SOURCE):
        text = tree.text(name)
        yield from QUOTED.findall(text)
        if name.endswith(".html"):
            yield from (VARIABLE.sub("%(one)s", body) for body in BLOCK.findall(text))


def _of_wagtail() -> Iterator[polib.POFile]:
    found = find_spec("wagtail")
    if found is not None and found.origin:
        files = (Path(found.origin).parent / "admin" / "locale" / "fr").rglob("django.po")
        yield from (polib.pofile(str(file)) for file in files)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _from_its_beginning(text: str) -> str:
    return text[:1].upper() + text[1:]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(r".+".join(re.escape(part) for part in PLACE.split(text)))
