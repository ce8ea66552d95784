"""A case that says much, in words that can be known again on any screen."""

from __future__ import annotations

import re
from datetime import date

from tests.desk.world import AT, locale

from openletter.cases.models import (
    Case,
    CasePhoto,
    CasePhotoWords,
    CaseWords,
    ConsentRecord,
    Development,
    DevelopmentWords,
    PersonAtRisk,
    PersonWords,
    Update,
    UpdateWords,
)

TOLD = re.compile(r"kept-back-\w+")


def say_much(case: Case) -> None:
    """Something that can be known again in each text of a case but its title, which lists tell."""
    Case.objects.filter(pk=case.pk).update(source="kept-back-source")
    CaseWords.objects.filter(fact=case).update(headline="kept-back-headline", story="<p>kept-back-story</p>")
    en = {"locale": locale("en")}
    happened = Development.objects.create(
        case=case, kind="arrest", on="2020-01-01", visibility="restricted", source_note="kept-back-note"
    )
    DevelopmentWords.objects.create(fact=happened, note="kept-back-development", **en)
    human = PersonAtRisk.objects.create(case=case, visibility="case_team")
    PersonWords.objects.create(fact=human, name="kept-back-name", **en)
    ConsentRecord.objects.create(
        case=case, scope="photo", state="given", giver="family", on=date(2026, 1, 5), evidence="kept-back-evidence",
        recorded_at=AT,
    )  # fmt: skip
    photo = CasePhoto.objects.create(case=case, credit="kept-back-credit", rights_note="kept-back-rights")
    CasePhotoWords.objects.create(fact=photo, alt="kept-back-photo", **en)
    news = Update.objects.create(case=case, on=date(2026, 1, 1))
    UpdateWords.objects.create(fact=news, title="kept-back-update", body="<p>kept-back-text</p>", **en)
