"""What a running Openletter imports is asked for by name in runtime.in: nothing works only beside the test tools."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tools.checks.tree import Tree

OURS = {"openletter", "demo"}
WISH = re.compile(r"^([A-Za-z0-9._-]+)", re.M)
# Installed by another wish on purpose, and named here so that it is seen.
BROUGHT = {"django_filters": "wagtail", "modelcluster": "wagtail", "dj_database_url": "environs"}


def findings(tree: Tree) -> Iterator[str]:
    """Imports of src/ and demo/ that no line of runtime.in stands for."""
    wishes = {_plain(name) for name in WISH.findall(tree.text("requirements/runtime.in"))}
    owners = packages_distributions()
    for name in tree.ending(".py", under="src/") + tree.ending(".py", under="demo/"):
        for line, module in _imports(tree.text(name)):
            if module in sys.stdlib_module_names or module in OURS:
                continue
            asked = {_plain(owner) for owner in owners.get(module, [module])} | {BROUGHT.get(module, "")}
            if not asked & wishes:
                yield f"{name}:{line}: imports {module}, which requirements/runtime.in does not ask for"


def _imports(text: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.split(".")[0]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
