"""A name says what is inside. These say only that nobody knew where to put it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.checks.tree import Tree

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "core", "services", "stuff", "base"}
# Whole words: MASTODON is none of them.
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + "X:)")


def findings(tree: Tree) -> Iterator[str]:
    """Files and folders with empty names, and work left for later."""
    for name in tree.names:
        folders, _, file = name.rpartition("/")
        for part in [*folders.split("/"), *([file] if file.endswith(".py") else [])]:
            if part.removesuffix(".py") in EMPTY_NAMES:
                yield f"{name}: `{part}` says nothing; name it after what it holds"
                break
    for name in tree.ending(".py", ".html", ".css", ".js"):
        for number, line in enumerate(tree.text(name).splitlines(), 1):
            if UNFINISHED.search(line):
                yield f"{name}:{number}: finish it or delete it; nothing is left for later in the tree"
    yield from _undocumented(tree)


def _undocumented(tree: Tree) -> Iterator[str]:
    for name in tree.ending(".py", under="src/"):
        text = tree.text(name)
        if "/migrations/" not in name and text.strip() and not ast.get_docstring(ast.parse(text)):
            yield f"{name}: begin with one sentence on what this module is for"
