"""Translations as programs read them (.mo), made from what translators write (.po). No gettext program is needed."""

from __future__ import annotations

import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def stale() -> list[Path]:
    """The .po files whose compiled twin is missing or older."""
    return [po for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) if not _is_fresh(po)]


def _is_fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


def compile_translations() -> int:
    """Compile what is stale and say how many. Unfinished (fuzzy) words are left out: English shows instead."""
    waiting = stale()
    for po in waiting:
        _compile(po)
    return len(waiting)


def _compile(po: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalog = read_po(source, locale=po.parents[1].name)
    # Written aside and moved, so that a process starting now never reads half a file.
    draft = po.with_suffix(f".{os.getpid()}.mo.new")
    with draft.open("wb") as target:
        write_mo(target, catalog, use_fuzzy=False)
    draft.replace(po.with_suffix(".mo"))
