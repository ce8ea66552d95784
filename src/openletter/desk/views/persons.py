"""What we hold on a person: found by the address they name, handed to them, and erased when they ask."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from openletter.actions import search
from openletter.actions.operations.requests import STANDING, withdraw_for
from openletter.desk import subject
from openletter.desk.forms.acts import PersonForm, WhyForm
from openletter.desk.person_lines import readable
from openletter.desk.views.acts import UNKEPT, ActsPage, row_of
from openletter.kernel import audit, clock, tokens
from openletter.sections.access import Right, sections_for
from openletter.supporters import sign_ups
from openletter.supporters.queries import person_of_address

PURPOSE = "what we hold"
WHILE = timedelta(hours=1)
COUNTED = (("acts", "rows"), ("known_to", "known"), ("signed_up", "signed_up"))


class FindPerson(ActsPage):
    """A form for an address; the answer lists the acts taken with it, and opens none."""

    rights = (Right.OPEN_ACTS,)
    template_name = "desk/acts_person.html"
    page_title = _("What we hold on a person")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look for the person, and write down that somebody did and why."""
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422, headers=UNKEPT)
        person = person_of_address(form.cleaned_data["email"])
        held = self.held(person)
        note(request, "person.search", form.reason(), {name: len(held[of]) for name, of in COUNTED})
        token = tokens.sign_for_now(person.hex(), purpose=PURPOSE, key=settings.SECRET_KEY)
        # Asked anew with each step: an answer to one reason is none to the next.
        context = self.get_context_data(form=WhyForm(), found=held, token=token)
        return self.render_to_response(context, headers=UNKEPT)

    def held(self, person: bytes) -> dict[str, Any]:
        """What is found of a person in the sections in which the reader may open acts."""
        own = self.own("section_id")
        acts = search.of_person(person, within=own)
        known = subject.supporters_of(person, within=own)
        named = search.Countries(own, search.Wanted())
        standing = sum(act.state in STANDING for act in acts)
        signed_up = sign_ups.of_person(person, within=own)
        rows = [row_of(act, named) for act in acts]
        return {"rows": rows, "known": known, "standing": standing, "signed_up": signed_up}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, empty at first."""
        form = kwargs.pop("form", None) or PersonForm()
        return super().get_context_data(form=form, media=form.media, **kwargs)


class PersonDeed(FindPerson):
    """One thing done with all that is held on a person; whom it is about stands signed in the form, for an hour."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, with a reason of its own."""
        try:
            token = request.POST.get("person", "")
            hexed = tokens.read_recent(token, purpose=PURPOSE, key=settings.SECRET_KEY, within=WHILE)
        except tokens.BadToken:
            messages.error(request, gettext("An hour has passed since you looked. Look for the person once more."))
            return redirect("desk_acts_person")
        person, form = bytes.fromhex(hexed), WhyForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=form, found=self.held(person), token=token)
            return self.render_to_response(context, status=422, headers=UNKEPT)
        return self.perform(person, form.reason())

    def perform(self, person: bytes, reason: str) -> HttpResponse:
        """The deed."""
        raise NotImplementedError


class HandOut(PersonDeed):
    """All of it, to be handed to the person: as a file, or as a page to print."""

    def perform(self, person: bytes, reason: str) -> HttpResponse:
        """Open what is sealed and give it out once."""
        try:
            held = subject.gathered(
                person, within=self.own("section_id"),
                by=self.request.user.actor, purpose=reason, at=clock.now(),
            )  # fmt: skip
        except subject.CannotOpen:
            messages.error(self.request, gettext("A key is not on this machine: part of it cannot be opened here."))
            return redirect("desk_acts_person")
        note(self.request, "person.hand_out", reason, {"acts": len(held["acts"])})
        if "page" in self.request.POST:
            context = super().get_context_data(lines=list(readable(held)))
            return self.render_to_response(context, headers=UNKEPT)
        name = f"what-we-hold-{clock.today().isoformat()}.json"
        headers = {**UNKEPT, "Content-Disposition": f'attachment; filename="{name}"'}
        body = json.dumps(held, ensure_ascii=False, indent=1)
        return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


class TakeBack(PersonDeed):
    """Everything the person did is taken back, and what they typed is erased, at once."""

    def perform(self, person: bytes, reason: str) -> HttpResponse:
        """Withdraw each act that stands, and end each sign-up for news."""
        request = self.request
        own, at = self.own("section_id"), clock.now()
        acts = search.of_person(person, within=own)
        with transaction.atomic():
            ended = sum(sign_ups.end(row.pk, at=at) for row in sign_ups.of_person(person, within=own))
            done = withdraw_for(
                act_ids=[act.pk for act in acts], actor=request.user.actor, at=at, reason=reason
            )  # fmt: skip
            note(request, "person.erase", reason, {"acts": done, "signed_up": ended})
        # Translators: %(number)s acts and sign-ups of one person were taken back.
        text = gettext("Taken back and erased: %(number)s. Mails that still wait for this person do not leave.")
        messages.success(request, text % {"number": done + ended})
        return redirect("desk_acts_person")


def note(request: Any, verb: str, reason: str, found: dict[str, int]) -> None:
    """An entry in the audit that names who looked and why, and nobody who was looked for."""
    sections = list(sections_for(request.user, Right.OPEN_ACTS).values_list("key", flat=True)[:2])
    audit.record(
        actor=request.user.actor, verb=verb, subject=request.user, at=clock.now(), reason=reason, after=found,
        section=sections[0] if len(sections) == 1 else "",
    )  # fmt: skip


urls: list[URLPattern] = [
    path("acts/person/", FindPerson.as_view(), name="desk_acts_person"),
    path("acts/person/hand-out/", HandOut.as_view(), name="desk_acts_person_hand_out"),
    path("acts/person/take-back/", TakeBack.as_view(), name="desk_acts_person_take_back"),
]
