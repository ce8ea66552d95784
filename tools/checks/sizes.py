"""What no longer fits one look is split: modules past 400 lines, functions past 50, templates past 160."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.checks.tree import Tree

MODULE, FUNCTION, TEMPLATE = 400, 50, 160  # lines; people pause at 250, 25 and 80


def findings(tree: Tree) -> Iterator[str]:
    """Modules, functions and templates past the size at which they must be split."""
    for name in tree.ending(".py"):
        if "/migrations/" in name:
            continue
        text = tree.text(name)
        lines = text.count("\n")
        if lines > MODULE:
            yield f"{name}: {lines} lines; past {MODULE} a module becomes a package with domain nouns inside"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION:
                    yield f"{name}:{node.lineno}: `{node.name}` has {length} lines; split it at {FUNCTION}"
    for name in tree.ending(".html", under="src/"):
        lines = tree.text(name).count("\n")
        if lines > TEMPLATE:
            yield f"{name}: {lines} lines; past {TEMPLATE} a template is cut into includes"
