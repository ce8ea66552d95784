"""Run every lesson and print what was found."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import tools.checks
from tools.checks.tree import Tree


def main() -> int:
    """0 when nothing was found."""
    tree = Tree.tracked()
    found: list[str] = []
    for module in pkgutil.iter_modules(tools.checks.__path__):
        if module.name not in ("__main__", "tree"):
            lesson = import_module(f"tools.checks.{module.name}")
            found += [f"{module.name}: {line}" for line in lesson.findings(tree)]
    print("\n".join(found) if found else "nothing found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
