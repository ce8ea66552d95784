"""No file says where packages come from or which machine it was written on: both differ for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.checks.tree import Tree

# Written in parts, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join((r"pypi\." + "org", r"python" + "hosted", r"registry\." + "npmjs", r"--index" + "-url"))
)
MACHINE = re.compile(r"(?<![\w.*-])/(" + "home|root|work|Users" + r")/\w")
LOCKS = ("uv.lock", "poetry.lock", "Pipfile.lock")


def findings(tree: Tree) -> Iterator[str]:
    """Package registries, lock files that name them, and absolute paths of somebody's machine."""
    for name in tree.names:
        if name.rpartition("/")[2] in LOCKS:
            yield f"{name}: packages are locked in requirements/, by hash and without addresses"
        for number, line in enumerate(tree.text(name).splitlines(), 1):
            if REGISTRIES.search(line):
                yield f"{name}:{number}: names a package registry; the machine says where packages come from"
            if MACHINE.search(line):
                yield f"{name}:{number}: a path of one machine; say it relative to the project"
