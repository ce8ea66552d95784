"""Messages to people at risk: read oldest first, accepted or withheld, looked at twice where somebody is in doubt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages as notes
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from openletter.actions.access import CannotOpen, Erased
from openletter.cases.models import Case
from openletter.desk import messages as marked
from openletter.desk import said
from openletter.desk.forms.messages import SecondForm, TranslationForm, WithholdForm
from openletter.desk.guidance import guidance_of as rules_of
from openletter.kernel import clock, countries
from openletter.kernel.languages import direction, endonym
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, holdings, may, within
from openletter.sections.models import Section
from openletter.solidarity import access, queries
from openletter.solidarity.models import Bundle, SolidarityMessage
from openletter.solidarity.operations import messages as verbs
from openletter.solidarity.rules import UNSENT, WAITING, Asked, MessageState, is_held

PURPOSE = "moderation"
LONGEST = 200  # of the decided ones, so many are listed


class DeskPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the messages' own: home, the heaps, this."""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way here."""
        way = [{"url": reverse("wagtailadmin_home"), "label": gettext("Home")}]
        if not isinstance(self, Heaps):
            way.append({"url": reverse("desk_messages"), "label": str(Heaps.page_title)})
        return [*way, {"url": "", "label": str(self.page_title)}]


class Heaps(DeskPage):
    """How the messages of each case stand, and the way to the next one to read."""

    template_name = "desk/messages.html"
    page_title = _("Messages to people")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who moderates or sends, anywhere."""
        if not (may(request.user, Right.MODERATE) or may(request.user, Right.BUNDLES)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The heaps of the sections in which the person does either."""
        heaps = queries.heaps(within=mine(self.request.user))
        cases = Case.objects.prefetch_related("words").in_bulk({heap.case_id for heap in heaps})
        sections = Section.objects.prefetch_related("words").in_bulk({heap.section_id for heap in heaps})
        rows = [
            {
                "title": said.title(cases[heap.case_id]), "section": said.name(sections[heap.section_id]), "heap": heap,
                "url": reverse("desk_messages_case", args=[heap.case_id, heap.section_id]),
            }
            for heap in heaps
        ]  # fmt: skip
        waits = sum(heap.waiting for heap in heaps)
        moderates = may(self.request.user, Right.MODERATE)
        return super().get_context_data(rows=rows, waits=waits, moderates=moderates, **kwargs)


class OfCase(DeskPage):
    """One case with one section: what was decided, and the bundles."""

    template_name = "desk/messages_case.html"
    case: Case
    section: Section

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find both; a section in which the person has neither right does not exist for them, nor does a case that
        nobody wrote to through the section: its title may name somebody who is not public yet.
        """
        super().setup(request, *args, **kwargs)
        self.section = get_object_or_404(Section.objects.prefetch_related("words"), pk=kwargs["section"])
        self.case = get_object_or_404(written_to(self.section).prefetch_related("words"), pk=kwargs["case"])
        if not any(may(request.user, right, self.section) for right in (Right.MODERATE, Right.BUNDLES)):
            raise Http404

    @property
    def page_title(self) -> str:
        """The case."""
        return said.title(self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lists of ids and states; nothing sealed is opened here."""
        rows = SolidarityMessage.objects.filter(case=self.case, section=self.section).defer("sealed")
        user, section = self.request.user, self.section
        context = {
            **kwargs, "case": self.case, "section": section, "rules": rules_of(self.case),
            "waiting": rows.filter(state__in=WAITING).count(),
            "decided": list(rows.filter(state__in=(MessageState.ACCEPTED, MessageState.WITHHELD))[:LONGEST]),
            "accepted": rows.filter(state=MessageState.ACCEPTED).count(),
            "bundles": list(Bundle.objects.filter(case=self.case, section=section)),
            "moderates": may(user, Right.MODERATE, section), "sends": may(user, Right.BUNDLES, section),
            "recalled": queries.is_recalled(SolidarityMessage(case=self.case), clock.now()),
        }  # fmt: skip
        return super().get_context_data(**context)


class Reading(DeskPage):
    """One message before a moderator."""

    template_name = "desk/message.html"
    page_title = _("A message")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The text with its marks, the case's rules, and what can be done."""
        user, at = self.request.user, clock.now()
        message = own(self.request, self.kwargs["pk"])
        if queries.is_recalled(message, at):
            raise PermissionDenied  # consent is gone: nothing of the case is shown, not even here
        opened = self._opened(message, at)
        held = is_held(message.locked_until, message.locked_by_id, by=user.pk, at=at)
        undecided = message.state in WAITING
        return super().get_context_data(
            message=message, opened=opened, held=held, undecided=undecided,
            asked_by_me=message.asked != Asked.READING and message.not_by_id == user.pk,
            reopens=message.state in (MessageState.ACCEPTED, MessageState.WITHHELD),
            translates=message.state in UNSENT and opened is not None and not held,
            **self._told(message, opened), **self._forms(message, opened), **kwargs,
        )  # fmt: skip

    def _opened(self, message: SolidarityMessage, at: Any) -> access.Opened | None:
        try:
            return access.open_message(message, by=self.request.user.actor, purpose=PURPOSE, at=at)  # type: ignore[union-attr]
        except (Erased, CannotOpen):
            return None

    def _told(self, message: SolidarityMessage, opened: access.Opened | None) -> dict[str, Any]:
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

    def _forms(self, message: SolidarityMessage, opened: access.Opened | None) -> dict[str, Any]:
        named = queries.guidance_of(message.case).languages
        into = message.translation_language or (named[0] if named else message.section.default_language)
        text = opened.translation if opened else ""
        return {
            "withhold": WithholdForm(message=message), "second": SecondForm(),
            "translation": TranslationForm(initial={"language": into, "text": text}),
        }  # fmt: skip


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
    return _next(request, after=_passed_over(request))


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


@require_POST
def decide(request: HttpRequest, pk: UUID, deed: str) -> HttpResponse:
    """One deed on one message, and on to the next."""
    message = own(request, pk)
    bound = _bound(request, message, deed)
    if bound is not None and not bound.is_valid():
        notes.error(request, " ".join(str(e) for errors in bound.errors.values() for e in errors))
        return redirect("desk_message", pk=pk)
    try:
        done = _done(request, message, deed, bound.cleaned_data if bound else {})
    except Refused as refusal:
        notes.error(request, refusal.message)
        gone = not SolidarityMessage.objects.filter(pk=pk).exists()
        return redirect("desk_messages") if gone else redirect("desk_message", pk=pk)
    notes.success(request, done)
    if deed in ("translate", "reconsider"):
        return redirect("desk_message", pk=pk)
    return _next(request)


def _bound(request: HttpRequest, message: SolidarityMessage, deed: str) -> forms.Form | None:
    if deed == "withhold":
        return WithholdForm(request.POST, message=message)
    form = {"second": SecondForm, "translate": TranslationForm}.get(deed)
    return form(request.POST) if form else None


def _done(request: HttpRequest, message: SolidarityMessage, deed: str, data: dict[str, Any]) -> str:
    who: dict[str, Any] = {"actor": request.user.actor, "at": clock.now()}  # type: ignore[union-attr]
    if deed == "accept":
        verbs.accept(message=message, **who)
        return gettext("Accepted. It goes into the next bundle, word for word.")
    if deed == "withhold":
        verbs.withhold(message=message, reason=data["reason"], words=data["words"], tell=data["tell"], **who)
        return gettext("Withheld.")
    if deed == "second":
        verbs.ask_second(message=message, note=data["note"], **who)
        return gettext("Somebody else will look at it.")
    if deed == "translate":
        verbs.translate(message=message, language=data["language"], text=data["text"], **who)
        return gettext("The translation stands beside the original.")
    if deed == "reconsider":
        verbs.reconsider(message=message, **who)
        return gettext("The decision is open again.")
    raise Http404


def _next(request: HttpRequest, *, after: SolidarityMessage | None = None) -> HttpResponse:
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


def own(request: HttpRequest, pk: UUID) -> SolidarityMessage:
    """A message of a section in which the person moderates; others do not exist for them."""
    rows = SolidarityMessage.objects.filter(moderated(request.user)).select_related("act", "section")
    return get_object_or_404(rows.prefetch_related("case__words", "section__words"), pk=pk)


def written_to(section: Section) -> QuerySet[Case]:
    """The cases with which the section has to do here: messages came for them, or went out."""
    messages, bundles = SolidarityMessage.objects.filter(section=section), Bundle.objects.filter(section=section)
    return Case.objects.filter(Q(pk__in=messages.values("case")) | Q(pk__in=bundles.values("case")))


def moderated(user: Any) -> Any:
    """The filter for messages in whose section the person moderates."""
    return within(user, Right.MODERATE, "section_id")


def mine(user: Any) -> Any:
    """The same where the person moderates or sends."""
    held = holdings(user)
    if any(held.section_ids(right) is None for right in (Right.MODERATE, Right.BUNDLES)):
        return within(user, Right.MODERATE if held.section_ids(Right.MODERATE) is None else Right.BUNDLES, "section_id")
    return within(user, Right.MODERATE, "section_id") | within(user, Right.BUNDLES, "section_id")


urls: list[URLPattern] = [
    path("messages/", Heaps.as_view(), name="desk_messages"),
    path("messages/next/", read_next, name="desk_messages_next"),
    path("messages/of/<int:case>/<int:section>/", OfCase.as_view(), name="desk_messages_case"),
    path("messages/<uuid:pk>/", Reading.as_view(), name="desk_message"),
    path("messages/<uuid:pk>/picture", picture, name="desk_message_picture"),
    path("messages/<uuid:pk>/<slug:deed>/", decide, name="desk_message_decide"),
]
