"""Style sheets as paper has them, or a screen by day or night, whatever the device that shows the frame is set to."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from django.http import Http404
from django.templatetags.static import static

from openletter.web import inks

_SHEETS = Path(__file__).parent.parent / "static" / "openletter" / "css"
_NAME = re.compile(r"[a-z_]{1,30}")
_INK = re.compile(r"ink-(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})")
_FONT = re.compile(r"""url\("\.\./(?P<rest>[^"]+)"\)""")
_DARK = re.compile(r"@media \(prefers-color-scheme: ?dark\)")


class Dress(StrEnum):
    """What a page is looked at as."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


def dressed(name: str, dress: Dress) -> str:
    """A sheet of the site, or a section's ink, in which this dress alone is in force. Raises Http404."""
    sheet = _DARK.sub("@media all" if dress is Dress.DARK else "@media not all", _read(name))
    sheet = sheet.replace("color-scheme: light dark", f"color-scheme: {'dark' if dress is Dress.DARK else 'light'}")
    if dress is Dress.PRINT:
        sheet = sheet.replace("@media print", "@media all")
    return _FONT.sub(lambda found: f'url("{static("openletter/" + found["rest"])}")', sheet)


def _read(name: str) -> str:
    if ink := _INK.fullmatch(name):
        return inks.stylesheet(f"#{ink['light']}", f"#{ink['dark']}")
    file = _SHEETS / f"{name}.css"
    if _NAME.fullmatch(name) is None or not file.is_file():
        raise Http404
    return file.read_text(encoding="utf-8")
