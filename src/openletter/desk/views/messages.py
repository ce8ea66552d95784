"""Messages to people at risk: read oldest first, accepted or withheld, looked at twice where somebody is in doubt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from openletter.cases.models import Case
from openletter.desk import said
from openletter.desk.guidance import guidance_of as rules_of
from openletter.desk.views.screen import Screen
from openletter.kernel import clock
from openletter.sections.access import Right, holdings, may, within
from openletter.sections.models import Section
from openletter.solidarity import queries
from openletter.solidarity.models import Bundle, SolidarityMessage
from openletter.solidarity.rules import WAITING, MessageState

PURPOSE = "moderation"
A_PAGE = 50
LONGEST = 200  # of the decided ones, so many are listed


class DeskPage(Screen, TemplateView):
    """A page of the messages' own."""

    under: Any = ("desk_messages", _("Messages to people"))


class Heaps(DeskPage):
    """How the messages of each case stand, and the way to the next one to read: for who moderates or sends."""

    rights = (Right.MODERATE, Right.BUNDLES)
    under = None
    template_name = "desk/messages.html"
    page_title = _("Messages to people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The heaps of the sections in which the person does either."""
        found = queries.heaps(within=mine(self.request.user))
        page = Paginator(found, A_PAGE).get_page(self.request.GET.get("p"))
        heaps = list(page)
        cases = Case.objects.prefetch_related("words").in_bulk({heap.case_id for heap in heaps})
        sections = Section.objects.prefetch_related("words").in_bulk({heap.section_id for heap in heaps})
        rows = [
            {
                "title": said.title(cases[heap.case_id]), "section": said.name(sections[heap.section_id]), "heap": heap,
                "url": reverse("desk_messages_case", args=[heap.case_id, heap.section_id]),
            }
            for heap in heaps
        ]  # fmt: skip
        waits = any(heap.waiting for heap in found)
        moderates = may(self.request.user, Right.MODERATE)
        return super().get_context_data(
            rows=rows,
            page=page,
            waits=waits,
            moderates=moderates,
            oversees=may(self.request.user, Right.SECTION),
            **kwargs,
        )


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
    path("messages/of/<int:case>/<int:section>/", OfCase.as_view(), name="desk_messages_case"),
]
