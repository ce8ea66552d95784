"""The words of the field that all sections agreed on."""

from __future__ import annotations

from typing import Any

from openletter.translations.models import GlossaryTerm

INTO = ("fr", "ar")


def load(terms: list[dict[str, Any]]) -> None:
    """Each term in each language, once."""
    if GlossaryTerm.objects.exists():
        return
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(term=term["term"], language=code, ours=term[code], note=term.get("note", {}).get(code, ""))
        for term in terms
        for code in INTO
    )
