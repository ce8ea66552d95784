"""Photos of people at risk, from an address of our own that asks for consent each time."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse

from openletter.cases.queries import case_of_photo, photo_cut, was_photo
from openletter.kernel import clock
from openletter.web import answers
from openletter.web.models import CasePage
from openletter.web.telling import picture_of

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


def photo(request: HttpRequest, uid: str, width: str, kind: str) -> HttpResponse:
    """One cut of a photo, as long as a live page shows it: 404 for none, 410 where it may not be shown any longer."""
    key = uuid.UUID(uid)
    case = case_of_photo(key)
    if case is None:
        if was_photo(key):
            return answers.photo_gone()
        raise Http404
    shown = CasePage.objects.live().filter(case=case).exists()
    body = photo_cut(key, int(width), kind, on=clock.today()) if shown else None
    if body is None:
        return answers.photo_gone()
    return answers.photo(body, MEDIA_TYPES[kind])


def of_story(request: HttpRequest, story: str, piece: str) -> HttpResponse:
    """A picture of a story, as long as the story may be told and, where it shows the person, a photo be shown."""
    body = picture_of(int(story), piece, on=clock.today())
    return answers.photo(body, MEDIA_TYPES["webp"]) if body is not None else answers.photo_gone()
