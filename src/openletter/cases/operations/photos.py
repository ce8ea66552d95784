"""Giving a case its photograph, and taking it away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.cases.models import Case, CasePhoto, CasePhotoWords, PhotoCut, PhotoMaster
from openletter.cases.rules.photos import RATIO, WIDTHS
from openletter.kernel import audit, edtf, marks, pictures, words
from openletter.kernel.audit import Actor
from openletter.kernel.languages import endonym, in_a_row
from openletter.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is known of a photo. `focus` is where the face is, in percent from the left and from the top."""

    credit: str
    focus: tuple[int, int] = (50, 40)
    rights_note: str = ""
    taken_on: str = ""
    expires_on: date | None = None


def put_photo(
    *, case: Case, facts: PhotoFacts, alts: Mapping[str, str], actor: Actor, at: datetime, upload: bytes = b""
) -> CasePhoto:
    """The case has this photo, in place of any other; pages show it as soon as consent to it stands.

    Without an `upload` the picture stays and what is known of it changes. Refuses a photo without credit, without
    alternative text in every language the case is told in, past its last day, or that `kernel.pictures` refuses.
    """
    _check(case, facts, alts, at)
    picture = pictures.cleaned(upload) if upload else b""
    return _put(case, facts, alts, picture, actor, at)


@transaction.atomic
def remove_photo(*, case: Case, actor: Actor, at: datetime) -> None:
    """The case has no photo any longer, nor do we: its pixels are deleted. Refuses where there is none."""
    photo = CasePhoto.objects.filter(case=case).first()
    if photo is None:
        raise Refused(_("This case has no photo."))
    before = audit.snapshot(photo)
    audit.record(actor=actor, verb="case.photo_removed", subject=case, at=at, section=case.section.key, before=before)
    photo.delete()
    marks.bump(marks.PAGES)


@transaction.atomic
def _put(
    case: Case, facts: PhotoFacts, alts: Mapping[str, str], picture: bytes, actor: Actor, at: datetime
) -> CasePhoto:
    photo = CasePhoto.objects.select_for_update().filter(case=case).first() or CasePhoto(case=case)
    before, focus = audit.snapshot(photo), (photo.focus_x, photo.focus_y)
    whole = picture or _master(photo)
    photo.focus_x, photo.focus_y = facts.focus
    photo.credit, photo.rights_note = facts.credit.strip(), facts.rights_note.strip()
    photo.taken_on, photo.expires_on = facts.taken_on, facts.expires_on
    photo.mark = hashlib.sha256(whole + repr(facts.focus).encode()).hexdigest()[:16]
    photo.save()
    CasePhotoWords.objects.filter(fact=photo).exclude(locale__language_code__in=alts).delete()
    words.write(photo, {language: {"alt": alt.strip()} for language, alt in alts.items()})
    if picture or focus != facts.focus:
        _cut(photo, whole)
    photo = CasePhoto.objects.get(pk=photo.pk)
    audit.record(
        actor=actor, verb="case.photo", subject=case, at=at, section=case.section.key,
        before=before, after=audit.snapshot(photo),
    )  # fmt: skip
    marks.bump(marks.PAGES)
    return photo


def _master(photo: CasePhoto) -> bytes:
    found = PhotoMaster.objects.filter(photo=photo).first() if photo.pk else None
    if found is None:
        raise Refused(_("Choose the photo itself: a JPEG, PNG, WebP, AVIF or HEIC file."))
    return bytes(found.body)


def _cut(photo: CasePhoto, whole: bytes) -> None:
    """Every size and format, made once; those of an earlier picture are gone."""
    PhotoMaster.objects.update_or_create(photo=photo, defaults={"body": whole})
    PhotoCut.objects.filter(photo=photo).delete()
    made = pictures.cuts(whole, widths=WIDTHS, ratio=RATIO, focus=(photo.focus_x, photo.focus_y))
    PhotoCut.objects.bulk_create(
        PhotoCut(photo=photo, width=cut.width, height=cut.height, kind=cut.kind, body=cut.body) for cut in made
    )


def _check(case: Case, facts: PhotoFacts, alts: Mapping[str, str], at: datetime) -> None:
    if not facts.credit.strip():
        raise Refused(_("Say who took the photo. No photo is shown without its credit."))
    missing = sorted(code for code in case.languages() if not alts.get(code, "").strip())
    if missing or not alts:
        raise Refused(
            # Translators: %(languages)s is a list of languages by their own names, such as "Français, العربية".
            _("Describe the photo in every language the case is told in. Still missing: %(languages)s.")
            % {"languages": in_a_row(map(endonym, missing))}
        )
    if any(not 0 <= percent <= 100 for percent in facts.focus):
        raise Refused(_("The focal point lies between 0 and 100 percent."))
    if facts.expires_on is not None and facts.expires_on < at.date():
        raise Refused(_("The last day it may be shown is past. Leave it empty, or remove the photo."))
    if facts.taken_on:
        try:
            edtf.parse(facts.taken_on)
        except edtf.MalformedDate as error:
            raise Refused(str(error)) from error
