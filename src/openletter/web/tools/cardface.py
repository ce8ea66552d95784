"""The face of a postcard: the person's name, and their photo where it may be printed, else the stamp of the name."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _

from openletter.actions.papers import Face
from openletter.cases.queries import Photo, photo_cut, public_case
from openletter.cases.rules.photos import WIDTHS
from openletter.kernel.pdf import Picture, as_print, showable
from openletter.kernel.pdf.letters import faces
from openletter.web.context.of_case import named_of
from openletter.web.inks import LIGHT_PAPER, legible
from openletter.web.portraits import Paint, stamp
from openletter.web.tools import Matter

STAMP_WIDTH = 44.0  # millimetres, as actions/papers/postcard.typ draws it


def face_of(matter: Matter, language: str) -> Face:
    """The face of the card of a case, in the language of whoever receives it."""
    case = public_case(matter.action.case_id, language, on=matter.at.date()) or matter.case
    named, ink = named_of(case), legible(matter.place.section.accent, LIGHT_PAPER)
    photo = _photo(case.photo, matter)
    says = case.photo.alt if photo and case.photo else _("A stamp with the name %(name)s") % {"name": named.main.text}
    return Face(
        title=named.main.text, language=named.main.language, ink=ink,
        stamp=_stamp(showable(named.main.text), named.several, named.pseudonym, ink), stamp_says=says,
        other=named.other.text if named.other else "", other_language=named.other.language if named.other else "",
        line=case.headline, photo=photo,
        # Translators: %(credit)s says who took the photo.
        credit=_("Photo: %(credit)s") % {"credit": case.photo.credit} if photo and case.photo else "",
    )  # fmt: skip


def _photo(photo: Photo | None, matter: Matter) -> Picture | None:
    if photo is None or not photo.may_print:
        return None
    body = photo_cut(photo.uid, max(WIDTHS), "jpg", on=matter.at.date())
    return Picture.of(body) if body else None


@lru_cache(maxsize=32)
def _stamp(name: str, several: bool, pseudonym: bool, ink: str) -> Picture:
    """Drawn once: it takes as long as ten cards."""
    paint = Paint(ink, "#fffdf9", "#d9d0bf", ", ".join(faces("Letter")), ", ".join(faces("Print")))
    drawing = stamp(name, several=several, pseudonym=pseudonym, paint=paint)
    return as_print(Picture.drawn(drawing), width=STAMP_WIDTH)
