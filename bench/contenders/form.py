"""What one would write with Django alone: a ModelForm, CSRF, the ORM, one transaction an act; the same work done.

The same hashing, sealing, outbox entry and tally delta; a short middleware; connections are kept open. WSGI in threads.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.contenders.form_settings"

import django

django.setup()

from django import forms
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path

from openletter.actions.intake import connections, known
from openletter.actions.intake.checking import Checked
from openletter.actions.intake.envelopes import Envelopes
from openletter.actions.models import Action, ActionTaken, TallyDelta
from openletter.config.env import env
from openletter.kernel import outbox, tokens
from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey
from openletter.supporters.rules import canonical_email, person_of

envelopes = Envelopes()


def _known() -> known.Known:
    from django.db import connection

    reader = connections.reader(connection.settings_dict)
    try:
        return known.read(reader)
    finally:
        reader.close()


KNOWN = _known()


class ActForm(forms.ModelForm[ActionTaken]):
    """The fields of an act, checked by Django."""

    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=120)
    town = forms.CharField(max_length=80, required=False)
    country = forms.CharField(max_length=2, required=False)

    class Meta:
        model = ActionTaken
        fields = ("language",)


def token(request: HttpRequest) -> HttpResponse:
    """A page with a CSRF token, for the load generator to begin with."""
    return HttpResponse(get_token(request))


def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Take one act."""
    action = Action.objects.select_related("section").filter(ref=ref, status="live").first()
    if action is None:
        raise Http404
    form = ActForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=422)
    store(action, form.cleaned_data)
    thanks = tokens.sign_for_now(ref, purpose="thanks", key=env().secret_key)
    return HttpResponseRedirect(f"/{action.section.key}/fr/act/{ref}/thanks/{thanks}/", status=303)


def store(action: Action, typed: dict[str, Any]) -> None:
    """One transaction: the act, its delta, its outbox entry."""
    at, act_id = datetime.now(UTC), uuid7()
    fields = {"name": typed["name"], "town": typed["town"], "comment": "", "phone": "", "postcode": ""}
    words = Checked(typed["email"], typed["country"], fields, True, False, False, None).sealed_words()
    section = KNOWN.sections[action.section_id]
    key, sealed = envelopes.seal(words, section=section, act=act_id, at=at)
    person = person_of(canonical_email(typed["email"], KNOWN.mailboxes), env().person_key.encode())
    try:
        with transaction.atomic():
            if not key.stored:
                DataKey.objects.get_or_create(
                    id=key.id,
                    defaults={"sealing_key_id": key.sealing_key, "wrapped": key.wrapped, "made_at": key.made_at},
                )
            ActionTaken.objects.create(
                id=act_id,
                action=action,
                section=action.section,
                person=person,
                state="pending",
                channel="web_form",
                evidence="clicked",
                language=typed["language"],
                country=typed["country"],
                taken_at=at,
                to_target=True,
                public=False,
                news=False,
                data_key_id=key.id,
                sealed=sealed,
            )
            TallyDelta.objects.create(action=action, source="unconfirmed", quantity=1, at=at)
            outbox.write("acts_taken", {"taken": [act_id.hex], "repeated": []}, at=at)
        key.stored = True
    except IntegrityError:
        with transaction.atomic():
            outbox.write("acts_taken", {"taken": [], "repeated": [[action.pk, person.hex()]]}, at=at)


urlpatterns = [path("token", token), path("act/<str:ref>", act)]
settings.MIDDLEWARE = settings.SHORT_MIDDLEWARE
application = WSGIHandler()
