"""Where two people changed the same lines, somebody decides; the question itself is never handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.checks.tree import Tree

MARK = re.compile(r"^(<{7}|>{7}) ", re.M)


def findings(tree: Tree) -> Iterator[str]:
    """Marks that a merge left behind, in files of any kind."""
    for name in tree.names:
        if found := MARK.search(text := tree.text(name)):
            yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: a merge was left undecided here"
