"""Writing words anew where they differ: what did not change is not touched, what was emptied is gone."""

from __future__ import annotations

from collections.abc import Mapping

from openletter.kernel import words
from openletter.kernel.words import Fact


def rewrite(fact: Fact, by_language: Mapping[str, Mapping[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """The fact says this in these languages; other languages stay. What was and what is, field by field, as changed.

    A language with nothing but empty fields loses its row. Keys are `field.language`, for the audit.
    """
    standing = {row.language: row for row in fact.words.all()}
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for language, fields in by_language.items():
        row = standing.get(language)
        was = {name: getattr(row, name) if row else "" for name in fields}
        if was == dict(fields):
            continue
        changed = [name for name in fields if was[name] != fields[name]]
        before |= {f"{name}.{language}": was[name] for name in changed}
        after |= {f"{name}.{language}": fields[name] for name in changed}
        if any(fields.values()):
            words.write(fact, {language: fields})
        elif row is not None:
            row.delete()
    fact._prefetched_objects_cache = {}
    return before, after
