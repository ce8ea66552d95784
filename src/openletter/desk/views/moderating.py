"""One message before a moderator: read, judged by one deed, and the next one comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages as notes

from openletter.actions.access import CannotOpen, Erased
from openletter.desk import messages as marked
from openletter.desk import said
from openletter.desk.forms.messages import SecondForm, TranslationForm, WithholdForm
from openletter.desk.guidance import guidance_of as rules_of
from openletter.desk.judging import timeline
from openletter.desk.views.messages import DeskPage, moderated, own
from openletter.kernel import clock, countries
from openletter.kernel.languages import direction, endonym
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may
from openletter.solidarity import access, queries
from openletter.solidarity.models import Decision, SolidarityMessage
from openletter.solidarity.operations import messages as verbs
from openletter.solidarity.rules import UNSENT, WAITING, Asked, MessageState, ObjectionState, Verdict, age_of, is_held

PURPOSE = "moderation"


class Reading(DeskPage):
    """One message before a moderator."""

    template_name = "desk/message.html"
    page_title = _("A message")
    bound: forms.Form | None = None

    @cached_property
    def message(self) -> SolidarityMessage:
        """The message, if the person moderates in its section; nothing of it where consent is gone."""
        found = own(self.request, self.kwargs["pk"])
        if queries.is_recalled(found, clock.now()):
            raise PermissionDenied
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The text with its marks, the case's rules, what was decided so far, and what can be done."""
        user, at, message = self.request.user, clock.now(), self.message
        opened = self._opened(at)
        held = is_held(message.locked_until, message.locked_by_id, by=user.pk, at=at)
        undecided = message.state in WAITING
        return super().get_context_data(
            message=message, opened=opened, held=held, undecided=undecided, open_forms=bool(self.bound),
            mine=message.locked_by_id == user.pk and message.locked_until is not None and message.locked_until > at,
            takes_over=held and undecided and may(user, Right.SECTION, message.section_id),
            not_by_me=message.asked != Asked.READING and message.not_by_id == user.pk,
            reopens=message.state in (MessageState.ACCEPTED, MessageState.WITHHELD),
            translates=message.state in UNSENT and opened is not None and not held,
            age=age_of(message.waits_since.date(), at.date(), message.section.days_to_moderate) if undecided else "",
            objection=self._objection(at) if opened else "", steps=timeline(message), before=self._before(),
            **self._told(opened), **self._forms(opened), **kwargs,
        )  # fmt: skip

    def _opened(self, at: datetime) -> access.Opened | None:
        try:
            return access.open_message(self.message, by=self.request.user.actor, purpose=PURPOSE, at=at)
        except (Erased, CannotOpen):
            return None

    def _before(self) -> Decision | None:
        """What the first reader said, where a second is asked."""
        verdict = {Asked.SECOND: Verdict.SECOND, Asked.OBJECTION: Verdict.WITHHELD}.get(Asked(self.message.asked))
        return self.message.decisions.filter(verdict=verdict).last() if verdict else None

    def _objection(self, at: datetime) -> str:
        """What the sender says against the decision, where that is what is asked."""
        row = self.message.objections.exclude(state=ObjectionState.PAST).select_related("section").last()
        if row is None:
            return ""
        try:
            return access.open_objection(row, by=self.request.user.actor, purpose=PURPOSE, at=at)
        except (Erased, CannotOpen):
            return ""

    def _told(self, opened: access.Opened | None) -> dict[str, Any]:
        message = self.message
        if opened is None:
            return {}
        guidance, names = queries.guidance_of(message.case), queries.names_of(message.section)
        return {
            "pieces": marked.pieces(opened.text, guidance, names),
            "remarks": marked.remarks_of(opened.text, opened.address, guidance, names),
            "case_title": said.title(message.case), "rules": rules_of(message.case),
            "country": countries.name(opened.country, said.reader()) if opened.country else "",
            "language": endonym(opened.language), "direction": direction(opened.language),
            "waits": queries.waiting(within=moderated(self.request.user)).count(),
        }  # fmt: skip

    def _forms(self, opened: access.Opened | None) -> dict[str, Any]:
        message = self.message
        named = queries.guidance_of(message.case).languages
        into = message.translation_language or (named[0] if named else message.section.default_language)
        text = opened.translation if opened else ""
        plain = {
            "withhold": WithholdForm(message=message, initial={"tell": True}), "second": SecondForm(),
            "translation": TranslationForm(initial={"language": into, "text": text}),
        }  # fmt: skip
        return {name: self.bound if isinstance(self.bound, type(form)) else form for name, form in plain.items()}


class Judging(Reading):
    """One deed on the message, and on to the next; with a fault, the page again with everything typed."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: UUID, deed: str) -> HttpResponse:
        """Do it. What cannot be done is said; a message that is gone leads back to the others."""
        self.bound = _bound(request, self.message, deed)
        if self.bound is not None and not self.bound.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            done = _done(request, self.message, deed, self.bound.cleaned_data if self.bound else {})
        except Refused as refusal:
            return self._refused(refusal)
        if done:
            notes.success(request, done)
        if deed in ("translate", "reconsider", "read", "take-over"):
            return redirect("desk_message", pk=pk)
        return to_next(request)

    def _refused(self, refusal: Refused) -> HttpResponse:
        if not SolidarityMessage.objects.filter(pk=self.message.pk).exists():
            notes.error(self.request, refusal.message)
            return redirect("desk_messages")
        if self.bound is None:
            notes.error(self.request, refusal.message)
            return redirect("desk_message", pk=self.message.pk)
        self.bound.add_error(None, refusal.message)
        del self.message  # as it stands now
        return self.render_to_response(self.get_context_data(), status=422)


@require_safe
def picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The picture that came with a message, drawn anew; kept by no cache, and looked at in the audit."""
    message, at = own(request, pk), clock.now()
    if queries.is_recalled(message, at):
        raise PermissionDenied
    try:
        found = access.open_picture(message, by=request.user.actor, purpose=PURPOSE, at=at)  # type: ignore[union-attr]
    except (Erased, CannotOpen) as error:
        raise Http404 from error
    kind = {"jpg": "image/jpeg", "png": "image/png"}[found.kind]
    return HttpResponse(found.body, content_type=kind, headers={"Cache-Control": "no-store"})


@require_POST
def read_next(request: HttpRequest) -> HttpResponse:
    """The oldest message that nobody else has before them, from now on before this person."""
    if not may(request.user, Right.MODERATE):
        raise PermissionDenied
    return to_next(request, after=_passed_over(request))


def _passed_over(request: HttpRequest) -> SolidarityMessage | None:
    """The message this person leaves to others, if the form names one of theirs."""
    try:
        pk = UUID(request.POST.get("after", ""))
    except ValueError:
        return None
    message = SolidarityMessage.objects.filter(moderated(request.user), pk=pk).first()
    if message is not None:
        verbs.put_back(message=message, actor=request.user.actor, at=clock.now())  # type: ignore[union-attr]
    return message


def _bound(request: HttpRequest, message: SolidarityMessage, deed: str) -> forms.Form | None:
    if deed == "withhold":
        return WithholdForm(request.POST, message=message)
    form = {"second": SecondForm, "translate": TranslationForm}.get(deed)
    return form(request.POST) if form else None


def _done(request: HttpRequest, message: SolidarityMessage, deed: str, data: dict[str, Any]) -> str:
    who: dict[str, Any] = {"message": message, "actor": request.user.actor, "at": clock.now()}  # type: ignore[union-attr]
    if deed == "read":
        verbs.claim(**who)
        return ""
    if deed == "take-over":
        if not may(request.user, Right.SECTION, message.section_id):
            raise Http404
        verbs.take_over(**who)
        return gettext("It is before you now, for five minutes.")
    known: dict[str, tuple[Callable[..., Any], str]] = {
        "accept": (verbs.accept, gettext("Accepted. It goes into the next bundle, word for word.")),
        "withhold": (verbs.withhold, gettext("Withheld.")),
        "second": (verbs.ask_second, gettext("Somebody else will look at it.")),
        "translate": (verbs.translate, gettext("The translation stands beside the original.")),
        "reconsider": (verbs.reconsider, gettext("The decision is open again.")),
    }
    if deed not in known:
        raise Http404
    verb, told = known[deed]
    verb(**who, **data)
    return told


def to_next(request: HttpRequest, *, after: SolidarityMessage | None = None) -> HttpResponse:
    """The next message that waits for this person; home where none does."""
    at, user = clock.now(), request.user
    for _try in range(3):
        found = queries.next_to_read(within=moderated(user), user_id=user.pk, at=at, after=after)
        if found is None:
            break
        try:
            verbs.claim(message=found, actor=user.actor, at=at)  # type: ignore[union-attr]
        except Refused:
            continue  # somebody was quicker: the next one then
        return redirect("desk_message", pk=found.pk)
    notes.success(request, gettext("Nothing waits for you."))
    return redirect("desk_messages")


urls: list[URLPattern] = [
    path("messages/next/", read_next, name="desk_messages_next"),
    path("messages/<uuid:pk>/", Reading.as_view(), name="desk_message"),
    path("messages/<uuid:pk>/picture", picture, name="desk_message_picture"),
    path("messages/<uuid:pk>/<slug:deed>/", Judging.as_view(), name="desk_message_decide"),
]
