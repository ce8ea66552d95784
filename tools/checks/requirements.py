"""What is asked for is locked, every line with its hash; what is locked was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.checks.tree import Tree

NAME = re.compile(r"^([A-Za-z0-9._-]+)", re.M)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)


def findings(tree: Tree) -> Iterator[str]:
    """Names in *.in without a pin in the *.txt beside it, pins without hashes, and two groups that disagree."""
    pins: dict[str, dict[str, str]] = {}
    for source in tree.ending(".in", under="requirements/"):
        locked = f"{source.removesuffix('.in')}.txt"
        text = tree.text(locked) if locked in tree.names else ""
        pins[locked] = {_plain(name): version for name, version in PIN.findall(text)}
        for name in NAME.findall(tree.text(source)):
            if _plain(name) not in pins[locked]:
                yield f"{source}: {name} is not in {locked}; run `make lock`"
        if text.count("--hash=sha256:") < len(pins[locked]):
            yield f"{locked}: a pin has no hash; run `make lock`"
    runtime, dev = pins.get("requirements/runtime.txt", {}), pins.get("requirements/dev.txt", {})
    for name, version in runtime.items():
        if dev and dev.get(name) != version:
            yield f"requirements/dev.txt: {name} differs from runtime.txt ({version}); run `make lock`"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
