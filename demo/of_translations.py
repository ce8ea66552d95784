"""The words of the field that all sections agreed on, and two stories that wait to be put into Arabic."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from openletter.accounts.models import User
from openletter.translations import operations, pages
from openletter.translations.models import GlossaryTerm, Rendering
from openletter.web.models import StoryPage

INTO = ("fr", "ar")
ASKED = 2
NOTE = "Please keep the names as the families write them."


def load_terms(terms: list[dict[str, Any]]) -> None:
    """Each term in each language, once."""
    if GlossaryTerm.objects.exists():
        return
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(term=term["term"], language=code, ours=term[code], note=term.get("note", {}).get(code, ""))
        for term in terms
        for code in INTO
    )


def ask(at: datetime) -> None:
    """The campaigner asked the translator for stories that are not there in Arabic; nobody is mailed for it."""
    asker = User.objects.get(email="campaigner@example.org")
    told = StoryPage.objects.filter(locale__language_code="ar").values("translation_key")
    rows = StoryPage.objects.filter(locale__language_code="en").exclude(translation_key__in=told).order_by("on")
    things = [pages.found(row.pk) for row in rows]
    wanted = [("page", thing) for thing in things if "ar" in thing.section.languages][:ASKED]
    if not wanted:
        return
    request = operations.ask(
        things=wanted, languages=["ar"], actor=asker.actor, at=at, due=at.date() + timedelta(days=10), note=NOTE
    )
    translator = User.objects.get(email="translator@example.org")
    Rendering.objects.filter(request=request).update(translator=translator)
