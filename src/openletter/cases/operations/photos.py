"""Giving a case its photograph, and taking it away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.cases.models import Case, CasePhoto, CasePhotoWords, PhotoCut, PhotoKey, PhotoMaster
from openletter.cases.operations.consent import ConsentMissing
from openletter.cases.queries.consent import missing_consent
from openletter.cases.rules import ConsentScope
from openletter.cases.rules.photos import RATIO, WIDTHS
from openletter.kernel import audit, edtf, marks, pictures, words
from openletter.kernel.audit import Actor
from openletter.kernel.languages import endonym, in_a_row
from openletter.kernel.models import Proposal
from openletter.kernel.pictures import Part
from openletter.kernel.proposals import discard, propose, waiting_for
from openletter.kernel.refusals import Refused

PHOTO = "case.photo"


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is known of a photo. `focus` is where the face is, in percent from the left and from the top.

    `blurred` are the parts made unrecognisable, in percent: left, top, width, height. `faceless` says that nobody
    can be recognised by a face in it.
    """

    credit: str
    focus: tuple[int, int] = (50, 40)
    rights_note: str = ""
    taken_on: str = ""
    expires_on: date | None = None
    blurred: tuple[Part, ...] = ()
    faceless: bool = False


def put_photo(
    *, case: Case, facts: PhotoFacts, alts: Mapping[str, str], actor: Actor, at: datetime, upload: bytes = b""
) -> CasePhoto | Proposal:
    """The case has this photo, in place of any other; pages show it as soon as consent to it stands.

    Of a public case it waits for a second person first. Without an `upload` the picture stays and what is known of it
    changes; parts are made unrecognisable before anything is kept, so a part that is hidden stays so until the photo is
    taken in anew. Refuses a photo without credit, without alternative text in every language the case is told in, past
    its last day, or that `kernel.pictures` refuses.
    """
    _check(case, facts, alts, at)
    pending = waiting_photo(case)
    hidden = hidden_parts(case, pending)
    _check_parts(facts, hidden, upload)
    new = [part for part in facts.blurred if upload or part not in hidden]
    picture = pictures.cleaned(upload) if upload else b""
    standing = picture or bytes((pending and pending.body) or b"") or _whole_of(case)
    picture = pictures.without(standing, new) if new else picture
    if case.released_at is not None and actor.id is not None:
        return propose(
            kind=PHOTO, subject=case, section=case.section.key, wanted=_wanted(facts, alts), body=picture or None,
            actor=actor, at=at, amends=pending,
        )  # fmt: skip
    return _put(case, facts, alts, picture, actor, at)


def waiting_photo(case: Case) -> Proposal | None:
    """The photo, or the change of it, that waits for a second person."""
    return waiting_for(case, PHOTO).first()


def hidden_parts(case: Case, pending: Proposal | None) -> tuple[Part, ...]:
    """What is unrecognisable already in the picture that is worked on: the one that waits, or else that stands."""
    photo = CasePhoto.objects.filter(case=case).first()
    found = pending.wanted["blurred"] if pending else photo.blurred if photo else []
    return tuple((part[0], part[1], part[2], part[3]) for part in found)


def put_waiting(*, case: Case, proposal: Proposal, actor: Actor, at: datetime) -> CasePhoto:
    """The photo that waited is the case's. Refuses it while nobody has consented to “Photo”."""
    facts, alts = _ready(case, proposal, at)
    return _put(case, facts, alts, bytes(proposal.body or b""), actor, at)


@transaction.atomic
def put_facts(*, case: Case, proposal: Proposal, at: datetime) -> None:
    """What is known of the photo that waits is the case's, without its pixels, which are neither read nor cut.

    For asking what approving it would bring: whoever calls it takes it back. Refuses what approving it refuses.
    """
    facts, alts = _ready(case, proposal, at)
    photo = CasePhoto.objects.filter(case=case).first() or CasePhoto(case=case)
    if not Proposal.objects.filter(pk=proposal.pk, body__isnull=False).exists():
        _require_master(PhotoMaster.objects.filter(photo=photo.pk).exists())
    _say(photo, facts, alts)


def _ready(case: Case, proposal: Proposal, at: datetime) -> tuple[PhotoFacts, dict[str, str]]:
    if missing := missing_consent(case, on=at.date(), also=(ConsentScope.PHOTO,)):
        raise ConsentMissing(missing)
    wanted = dict(proposal.wanted)
    alts = {language: said["alt"] for language, said in wanted.pop("texts").items()}
    focus = (wanted.pop("focus_x"), wanted.pop("focus_y"))
    last = wanted.pop("expires_on")
    blurred = tuple(tuple(part) for part in wanted.pop("blurred"))
    facts = PhotoFacts(focus=focus, expires_on=date.fromisoformat(last) if last else None, blurred=blurred, **wanted)
    return facts, alts


def standing(case: Case) -> dict[str, Any] | None:
    """What is known of the photo that stands, as a proposal has it; None where there is none."""
    row = CasePhoto.objects.filter(case=case).prefetch_related("words").first()
    if row is None:
        return None
    facts = PhotoFacts(
        row.credit, (row.focus_x, row.focus_y), row.rights_note, row.taken_on, row.expires_on,
        hidden_parts(case, None), row.faceless,
    )  # fmt: skip
    return _wanted(facts, {words_of.language: words_of.alt for words_of in row.words.all()})


def _wanted(facts: PhotoFacts, alts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "credit": facts.credit, "focus_x": facts.focus[0], "focus_y": facts.focus[1], "rights_note": facts.rights_note,
        "taken_on": facts.taken_on, "expires_on": facts.expires_on.isoformat() if facts.expires_on else "",
        "blurred": [list(part) for part in facts.blurred], "faceless": facts.faceless,
        "texts": {language: {"alt": alt} for language, alt in alts.items()},
    }  # fmt: skip


def _whole_of(case: Case) -> bytes:
    photo = CasePhoto.objects.filter(case=case).first()
    return _master(photo or CasePhoto(case=case))


def _check_parts(facts: PhotoFacts, hidden: tuple[Part, ...], upload: bytes) -> None:
    if len(facts.blurred) > pictures.MOST_PARTS:
        raise Refused(_("At most %(most)s parts can be made unrecognisable.") % {"most": pictures.MOST_PARTS})
    for left, top, width, height in facts.blurred:
        if not (0 <= left < 100 and 0 <= top < 100 and 1 <= width <= 100 and 1 <= height <= 100):
            raise Refused(
                _("Each part needs four numbers between 0 and 100: from the left, from the top, width, height.")
            )
    if not upload and any(part not in facts.blurred for part in hidden):
        raise Refused(_("What was made unrecognisable is not kept. To show it, take the photo in anew."))


@transaction.atomic
def remove_photo(*, case: Case, actor: Actor, at: datetime) -> None:
    """The case has no photo any longer, nor do we: its pixels are deleted. Refuses where there is none."""
    photo = CasePhoto.objects.filter(case=case).first()
    if photo is None:
        raise Refused(_("This case has no photo."))
    before = audit.snapshot(photo)
    if pending := waiting_photo(case):
        discard(proposal=pending, actor=actor, at=at)
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
    photo.mark = hashlib.sha256(whole + repr(facts.focus).encode()).hexdigest()[:16]
    _say(photo, facts, alts)
    PhotoKey.objects.get_or_create(uid=photo.uid)
    if picture or focus != facts.focus:
        _cut(photo, whole)
    photo = CasePhoto.objects.get(pk=photo.pk)
    audit.record(
        actor=actor, verb="case.photo", subject=case, at=at, section=case.section.key,
        before=before, after=audit.snapshot(photo),
    )  # fmt: skip
    marks.bump(marks.PAGES)
    return photo


def _say(photo: CasePhoto, facts: PhotoFacts, alts: Mapping[str, str]) -> None:
    """What is known of it is kept, and how it is described in each language."""
    photo.focus_x, photo.focus_y = facts.focus
    photo.credit, photo.rights_note = facts.credit.strip(), facts.rights_note.strip()
    photo.taken_on, photo.expires_on = facts.taken_on, facts.expires_on
    photo.blurred, photo.faceless = [list(part) for part in facts.blurred], facts.faceless
    photo.save()
    CasePhotoWords.objects.filter(fact=photo).exclude(locale__language_code__in=alts).delete()
    words.write(photo, {language: {"alt": alt.strip()} for language, alt in alts.items()})


def _master(photo: CasePhoto) -> bytes:
    found = PhotoMaster.objects.filter(photo=photo).first() if photo.pk else None
    _require_master(found is not None)
    return bytes(found.body) if found else b""


def _require_master(there: bool) -> None:
    if not there:
        raise Refused(_("Choose the photo itself: a JPEG, PNG, WebP, AVIF or HEIC file."))


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
