"""Which languages the installation speaks: the one it is written in, and every one that translators have a file for."""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language, to_language


def spoken(locale: Path, *, source: str) -> list[tuple[str, str]]:
    """Code and name of each language: `source` first, then each folder of `locale` that holds translated words."""
    folders = {file.parents[1].name for file in locale.glob("*/LC_MESSAGES/django.po")}
    return [(code, _name(code)) for code in (source, *sorted(map(to_language, folders)))]


def name_of(language: str) -> str:
    """What the reader's own language calls a language: `French`, `français`, `الفرنسية`."""
    reader = Locale.parse(get_language() or "en", sep="-")
    return Locale.parse(language, sep="-").get_display_name(reader) or language


_name = lazy(name_of, str)
