"""Sentences that threaten, aim an insult or speak of war: patterns of our own, over text made alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from openletter.actions.wording.folding import bare
from openletter.actions.wording.insults import listed


def found_in(text: str, language: str, sort: str) -> Iterator[re.Match[str]]:
    """What the patterns of a sort find in `text`, which is `bare` already."""
    pattern = _compiled(language, sort)
    return pattern.finditer(text) if pattern else iter(())


@cache
def _compiled(language: str, sort: str) -> re.Pattern[str] | None:
    patterns = getattr(listed(language), sort)
    # The lists are written as people write; they are made alike as the text is.
    return re.compile("|".join(bare_pattern(one) for one in patterns)) if patterns else None


def bare_pattern(pattern: str) -> str:
    r"""A pattern with its letters made alike, its own signs untouched.

    >>> bare_pattern(r"\bأنتم\b")
    '\\bانتم\\b'
    """
    return "".join(part if part.startswith("\\") else bare(part) for part in re.split(r"(\\.)", pattern))
