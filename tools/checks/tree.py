"""The files that belong to the project, read once."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = {".git", ".boot", ".venv", "var", "node_modules", "__pycache__"}


@dataclass(slots=True)
class Tree:
    """A set of files below a root, named by their path with forward slashes."""

    root: Path
    names: list[str]
    _texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def tracked(cls, root: Path = ROOT) -> Tree:
        """What git tracks or would track; outside a git checkout, everything that is not generated."""
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        done = subprocess.run(listing, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            names = [name for name in done.stdout.split("\0") if name and (root / name).is_file()]
        else:
            found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
            names = [path.as_posix() for path in found if not GENERATED.intersection(path.parts)]
        return cls(root, sorted(names))

    def text(self, name: str) -> str:
        """Content of a text file; empty for anything else."""
        if name not in self._texts:
            try:
                self._texts[name] = (self.root / name).read_text("utf-8")
            except (UnicodeDecodeError, FileNotFoundError):
                self._texts[name] = ""
        return self._texts[name]

    def ending(self, *suffixes: str, under: str = "") -> list[str]:
        """Names with one of the endings, below a folder."""
        return [name for name in self.names if name.startswith(under) and name.endswith(suffixes)]
