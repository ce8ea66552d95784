"""The mails that tell a translator what is wanted, and who asked that it is done."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from openletter.translations.models import Rendering, TranslationRequest


def tell(request_id: int) -> None:
    """Mail who was asked, in the language they read the desk in. Nothing of a case is in it but how much there is."""
    request = TranslationRequest.objects.filter(pk=request_id).first()
    rows = Rendering.objects.filter(request=request_id, translator__isnull=False, translator__is_active=True)
    rows = rows.select_related("translator", "translator__wagtail_userprofile")
    by_person: dict[int, list[Rendering]] = {}
    for row in rows:
        by_person.setdefault(row.translator_id or 0, []).append(row)
    for theirs in by_person.values():
        _send(request, theirs[0].translator, theirs)


def tell_done(request_id: int) -> None:
    """Mail who asked that everything asked for is approved. Nothing of a case is in it."""
    request = TranslationRequest.objects.filter(pk=request_id).select_related("asker").first()
    if request is None or request.asker is None or not request.asker.is_active:
        return
    with _in_the_language_of(request.asker):
        rows = list(request.renderings.only("language", "request"))
        said = {
            "request": request,
            "count": len(rows),
            "url": f"{settings.ENV.public_url}/desk/translations/?state=all",
        }
        text = render_to_string("translations/done.txt", said)
        EmailMessage(
            subject=_("What you asked to be translated is approved"), body=text, to=[request.asker.email]
        ).send()


def _send(request: TranslationRequest | None, person: Any, rows: list[Rendering]) -> None:
    with _in_the_language_of(person):
        said = {
            "request": request,
            "count": len(rows),
            "languages": sorted({row.language for row in rows}),
            "url": f"{settings.ENV.public_url}/desk/translations/?mine=on",
        }
        text = render_to_string("translations/asked.txt", said)
        EmailMessage(subject=_("Words to translate are waiting for you"), body=text, to=[person.email]).send()


def _in_the_language_of(person: Any) -> AbstractContextManager[None]:
    """The language in which a person reads the desk."""
    profile = getattr(person, "wagtail_userprofile", None)
    return translation.override((profile.preferred_language if profile else "") or settings.LANGUAGE_CODE)
