"""Before the first release each slice has one plan of its tables, not the story of how it was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tools.checks.tree import Tree

SCHEMA = re.compile(r"migrations\.(CreateModel|AddField|AlterField|RemoveField|RenameField|DeleteModel|RenameModel)\(")
INITIAL = re.compile(r"/\d{4}_initial\.py$")


def findings(tree: Tree) -> Iterator[str]:
    """Table changes outside the initial migration, and two initial migrations where one would do."""
    initial: Counter[str] = Counter()
    for name in tree.ending(".py", under="src/"):
        if "/migrations/" not in name or name.endswith("__init__.py"):
            continue
        if INITIAL.search(name):
            initial[name.split("/")[2]] += 1
        elif SCHEMA.search(tree.text(name)):
            yield f"{name}: fold it into the slice's 0001_initial (delete both, then makemigrations)"
    for slice_name, count in initial.items():
        if count > 2:
            yield f"{slice_name}: {count} initial migrations; one is enough"
