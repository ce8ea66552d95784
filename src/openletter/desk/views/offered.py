"""Actions that other sections offer to the network: the list, one of them, and taking it for one's own section."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.actions.operations import adapting
from openletter.actions.rules import ADOPTABLE
from openletter.actions.tally import count_of
from openletter.cases.operations.opening import Shown
from openletter.cases.rules import PUBLIC_STATUSES
from openletter.desk import appeals, said
from openletter.desk.forms.actions import BareForm
from openletter.desk.forms.adapting import TakeForm
from openletter.desk.opened import note_part
from openletter.desk.views.actions import ActionDeed
from openletter.desk.views.screen import FormScreen, Screen
from openletter.sections.access import Right, may, sections_for

A_PAGE = 25
FETCHED = ("words", "case__words", "section__words", "adaptations__section__words")


def offered() -> Any:
    """What anybody may take: approved or live, of a case that is out. Newest offers first."""
    rows = Action.objects.filter(
        offered_at__isnull=False, original=None, status__in=ADOPTABLE, case__status__in=PUBLIC_STATUSES,
        case__released_at__isnull=False, case__recalled_at=None,
    )  # fmt: skip
    return rows.select_related("case", "section").order_by("-offered_at", "-pk")


class OfferedList(Screen, TemplateView):
    """The list, for whoever sees actions anywhere."""

    rights = (Right.SEE_ACTIONS,)
    page_title = _("Offered actions")
    template_name = "desk/offered.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of it."""
        page = Paginator(offered().prefetch_related(*FETCHED), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, takes=may(self.request.user, Right.EDIT_ACTIONS), **kwargs)


class OfferedAction(FormScreen):
    """One offered action, and taking it."""

    rights = (Right.SEE_ACTIONS,)
    under = ("desk_offered", OfferedList.page_title)
    done = _("Your section has a draft of its own. Now say what is different.")
    template_name = "desk/offered_action.html"
    form_class = TakeForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it: what is not offered does not exist here."""
        super().setup(request, *args, **kwargs)
        parts = (*FETCHED, "demands__words", "appeals__words", "targets__office__words")
        self.action = get_object_or_404(offered().prefetch_related(*parts), pk=kwargs["pk"])

    @property
    def page_title(self) -> str:
        """Its title."""
        return said.title(self.action)

    def _sections(self) -> Any:
        """Where the person drafts actions, but for those that have it already."""
        have = [self.action.section_id, *(row.section_id for row in self.action.adaptations.all())]
        return sections_for(self.request.user, Right.EDIT_ACTIONS).filter(is_active=True).exclude(pk__in=have)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sections to take it for."""
        return {**super().get_form_kwargs(), "sections": self._sections()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it says, and who has taken it."""
        action, user = self.action, self.request.user
        note_part(self.request, action.case, Shown.ACTION)
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "action": action,
            "kind": kind_of(action.kind),
            "texts": appeals.texts_of(action),
            "count": count_of(action.pk),
            "may_take": self._sections().exists(),
            "drafts": may(user, Right.EDIT_ACTIONS),
            "preview": reverse("desk_action_preview", args=[action.pk, action.section.default_language])
            if may(user, Right.SEE_ACTIONS, action.section_id)
            else "",
        }

    def perform(self, form: Any) -> str:
        """Take it, and go on to what is the section's own."""
        draft = adapting.take(original=self.action, section=form.cleaned_data["section"], **self.who_and_when())
        return reverse("desk_action_adapt", args=[draft.pk])


class Offer(ActionDeed):
    """Offer an action to the other sections."""

    form_class = BareForm
    page_title = _("Offer to the other sections")
    explains = _(
        "Staff of every section see this action in their list and may take it for their own section: with their own "
        "dates, copies and tone, and with a number of their own. Demands and offices addressed stay yours. "
        "A safety stop here stops theirs too."
    )
    button = _("Offer it")
    done = _("The other sections can take this action now.")

    def perform(self, form: Any) -> None:
        """Offer it."""
        adapting.offer(action=self.subject, **self.who_and_when())


class OfferNoLonger(ActionDeed):
    """Take the offer back."""

    form_class = BareForm
    page_title = _("Offer it no longer")
    explains = _("No further section can take this action. Those that took it keep it.")
    done = _("This action is no longer offered.")

    def perform(self, form: Any) -> None:
        """Take the offer back."""
        adapting.offer_no_longer(action=self.subject, **self.who_and_when())


urls: list[URLPattern] = [
    path("offered/", OfferedList.as_view(), name="desk_offered"),
    path("offered/<int:pk>/", OfferedAction.as_view(), name="desk_offered_action"),
    path("actions/<int:pk>/offer/", Offer.as_view(), name="desk_action_offer"),
    path("actions/<int:pk>/offer/end/", OfferNoLonger.as_view(), name="desk_action_offer_end"),
]
