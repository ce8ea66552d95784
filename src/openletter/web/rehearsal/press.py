"""A style sheet as paper has it, for a screen: what a printed page looks like, in a frame of the paper's shape."""

from __future__ import annotations

import re
from pathlib import Path

from django.http import Http404
from django.templatetags.static import static

_SHEETS = Path(__file__).parent.parent / "static" / "openletter" / "css"
_NAME = re.compile(r"[a-z_]{1,30}")
_FONT = re.compile(r"""url\("\.\./(?P<rest>[^"]+)"\)""")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\)")


def on_paper(name: str) -> str:
    """The sheet with its rules for print in force and those for dark screens out of it. Raises Http404."""
    file = _SHEETS / f"{name}.css"
    if _NAME.fullmatch(name) is None or not file.is_file():
        raise Http404
    sheet = file.read_text(encoding="utf-8").replace("@media print", "@media all")
    sheet = _DARK.sub("@media not all", sheet)
    return _FONT.sub(lambda found: f'url("{static("openletter/" + found["rest"])}")', sheet)
