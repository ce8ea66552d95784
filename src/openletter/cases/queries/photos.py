"""Photos that may be shown: asked again each time, because consent ends without anybody touching a photo."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from openletter.cases import models
from openletter.cases.queries.consent import consents_of, ledger_lines, may_show
from openletter.cases.queries.shapes import Photo
from openletter.cases.rules import standing_scopes
from openletter.cases.rules.photos import may_print, may_show_photo, may_travel

# The state of an action that was recalled for safety. Actions stand above cases, so it is known here by its word alone.
RECALLED = "suspended"


def photos_of(path: str = "photo") -> Prefetch:
    """The photos of cases, to fetch along with them: without what public nodes cannot read.

    While an action of a case is recalled for safety the case's photo is not there at all: where something went wrong, a
    face is the first thing to take down.
    """
    rows = models.CasePhoto.objects.exclude(case__actions__status=RECALLED)
    return Prefetch(path, rows.defer("rights_note").prefetch_related("words"))


def photo_of(case: models.Case, language: str, *, on: date) -> Photo | None:
    """The case's photo if it may be shown on this day; photo, words and consents prefetched by the caller."""
    row = getattr(case, "photo", None)
    standing = standing_scopes(ledger_lines(case), on=on)
    if row is None or not may_show_photo(standing, row.expires_on, on=on):
        return None
    said = row.in_language(language)
    if said is None or not row.credit:
        return None
    return Photo(
        uid=row.uid, mark=row.mark, credit=row.credit, alt=said.alt, language=said.language,
        may_travel=may_travel(standing, row.expires_on, on=on),
        may_print=may_print(standing, row.expires_on, on=on),
    )  # fmt: skip


def case_of_photo(uid: UUID) -> models.Case | None:
    """The case that a photo belongs to, with what decides whether it may be shown."""
    parts = ("words", "people", consents_of(), photos_of())
    return models.Case.objects.prefetch_related(*parts).filter(photo__uid=uid).first()


def was_photo(uid: UUID) -> bool:
    """Whether there ever was a photo of this key. Public nodes see no row of one that may not be shown."""
    return models.PhotoKey.objects.filter(uid=uid).exists()


def photo_cut(uid: UUID, width: int, kind: str, *, on: date) -> bytes | None:
    """The pixels of a photo in one size and format; None where case or photo may not be shown on this day."""
    case = case_of_photo(uid)
    if case is None or not may_show(case, on) or photo_of(case, "", on=on) is None:
        return None
    found = models.PhotoCut.objects.filter(photo__uid=uid, width=width, kind=kind).first()
    return bytes(found.body) if found else None
