"""A link inside the project leads somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from tools.checks.tree import Tree

LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```.*?^```", re.S | re.M)


def findings(tree: Tree) -> Iterator[str]:
    """Relative links of Markdown files whose end does not exist."""
    for name in tree.ending(".md"):
        for target in LINK.findall(FENCE.sub("", tree.text(name))):
            if "://" in target or target.startswith(("mailto:", "/")):
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            if path not in tree.names and not any(known.startswith(f"{path}/") for known in tree.names):
                yield f"{name}: {target} does not exist"
