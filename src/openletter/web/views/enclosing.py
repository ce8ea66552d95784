"""Where a form's picture is taken out and kept. Only the front asks, before the form is decided upon."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt

from openletter.actions.enclosures import operations as enclosures
from openletter.actions.intake.checking import ENCLOSURE, PICTURE, PICTURE_FAULT
from openletter.actions.intake.form import MOST_FIELDS
from openletter.actions.intake.proof import FORM_LIVES, FormTokens
from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.actions.queries import door_of
from openletter.actions.rules import Door
from openletter.cases.queries import may_show
from openletter.kernel import clock
from openletter.kernel.drawings import NotTaken
from openletter.sections.models import Section
from openletter.solidarity.queries import guidance_of
from openletter.web import asking
from openletter.web.front.enclosing import MARK

TOO_MANY = "too_many_pictures"


class InMemory(MemoryFileUploadHandler):
    """Nothing anybody sends lies on a disk unsealed, however large it is; the front has limited it already."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Take part in every request."""
        self.activated = True


@csrf_exempt  # nobody is signed in, and the form carries its own mark of time
def take_in(request: HttpRequest, ref: str) -> HttpResponse:
    """The form's fields as JSON, its picture kept or refused."""
    if MARK not in request.META.get("asgi.scope", {}):
        return HttpResponseNotAllowed([])
    request.upload_handlers = [InMemory(request)]
    try:
        typed = {name: str(value) for name, value in request.POST.items()}
        upload = request.FILES.get(PICTURE)
    except (MultiPartParserError, RequestDataTooBig, TooManyFieldsSent, UnicodeDecodeError):
        return HttpResponse(status=400)
    if len(typed) > MOST_FIELDS:
        return HttpResponse(status=400)
    typed.pop(PICTURE_FAULT, None)
    if upload is not None and upload.size:
        typed |= _kept(request, ref, typed, upload.read())
    return JsonResponse(typed, headers={"Cache-Control": "no-store"})


def _kept(request: HttpRequest, ref: str, typed: dict[str, str], upload: bytes) -> dict[str, str]:
    """The picture's name for the form to carry, its fault, or nothing where the form itself will be refused."""
    at = clock.now()
    action = Action.objects.select_related("case", "section").filter(ref=ref).first()
    if action is None or not _is_taken(action, typed, at):
        return {}
    if not asking.has_room(request, at=at):
        return {PICTURE_FAULT: TOO_MANY}
    section = Section.objects.filter(key=typed.get("section", ""), is_active=True).first() or action.section
    try:
        return {ENCLOSURE: enclosures.take(upload, action=action, section=section, at=at)}
    except NotTaken as refusal:
        return {PICTURE_FAULT: refusal.code}
    except (enclosures.TooManyWait, LookupError):
        return {PICTURE_FAULT: TOO_MANY}


def _is_taken(action: Action, typed: dict[str, str], at: Any) -> bool:
    """Whether the form can be accepted at all: no picture is decoded for one that cannot."""
    age = FormTokens(settings.SECRET_KEY).age(typed.get("started", ""), ref=action.ref, at=at)
    return (
        kind_of(action.kind).encloses
        and door_of(action, at) is Door.OPEN
        and may_show(action.case, at.date())
        and age is not None
        and age <= FORM_LIVES
        and not typed.get("website")
        and guidance_of(action.case_id).takes_pictures
    )
