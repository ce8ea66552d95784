"""Handing petitions over: planned for offices, certified, and the names of those who agreed, let out by two people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages

from openletter.actions.tally import count_of
from openletter.deliveries import certificate, names
from openletter.deliveries.models import DeliveryRequest, PetitionDelivery
from openletter.deliveries.operations import handing_over as verbs
from openletter.deliveries.rules.handing_over import LIST_LASTS, MOVES, ListState
from openletter.desk import said
from openletter.desk.forms.handovers import AskForm, DecideForm, DestroyedForm, PlanForm, StepForm
from openletter.desk.views.actions import ActionDeed
from openletter.desk.views.screen import Screen
from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, within

A_PAGE = 50
WORDS = ("action__words", "action__section__words", "office__words")


def own(request: HttpRequest) -> Any:
    """The hand-overs of the sections in which the person delivers; no others exist for them."""
    rows = PetitionDelivery.objects.filter(within(request.user, Right.DELIVER, "action__section_id"))
    return rows.select_related("action__section", "office").prefetch_related(*WORDS)


class HandOversPage(Screen, TemplateView):
    """A page about hand-overs, for who delivers anywhere."""

    rights = (Right.DELIVER,)
    under: Any = ("desk_handovers", _("Hand-overs"))


class HandOvers(HandOversPage):
    """All of them, newest first, and the lists of names that wait for a second person."""

    under = None
    template_name = "desk/handovers.html"
    page_title = _("Hand-overs")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them."""
        page = Paginator(own(self.request), A_PAGE).get_page(self.request.GET.get("p"))
        mine = own(self.request).order_by().values("pk")
        waiting = DeliveryRequest.objects.filter(state=ListState.ASKED, delivery__in=mine)
        return super().get_context_data(page=page, waiting=list(_with_words(waiting)[:A_PAGE]), **kwargs)


def _with_words(rows: Any) -> Any:
    rows = rows.select_related("delivery__action__section", "delivery__office")
    return rows.prefetch_related(*(f"delivery__{name}" for name in WORDS))


class HandOver(HandOversPage):
    """One hand-over: the certificate, the names, what happened."""

    template_name = "desk/handover.html"
    page_title = _("Hand-over")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands, and the forms of what can be done now; one sent back holds its errors."""
        delivery, user, at = get_object_or_404(own(self.request), pk=self.kwargs["pk"]), self.request.user, clock.now()
        last = delivery.requests.first()
        sent = kwargs.pop("sent", {})
        open_list = last is not None and last.state == ListState.RELEASED
        offered: dict[str, forms.Form] = {}
        if MOVES[delivery.state]:
            offered["note"] = sent.get("note") or StepForm(delivery=delivery, initial={"on": clock.today()})
        if last is None or last.state != ListState.ASKED:
            offered["ask"] = sent.get("ask") or AskForm()
        else:
            offered["decide"] = sent.get("decide") or DecideForm()
        if open_list:
            offered["destroyed"] = sent.get("destroyed") or DestroyedForm(initial={"on": clock.today()})
        return super().get_context_data(
            delivery=delivery, count=count_of(delivery.action_id), people=names.people_of(delivery, at), last=last,
            earlier=list(delivery.requests.all()[1:20]), steps=list(delivery.steps.all()), forms=offered,
            languages=delivery.action.section.languages, own_request=last is not None and last.asked_id == user.pk,
            takes=open_list and user.pk in (last.asked_id, last.decided_id) and at <= last.decided_at + LIST_LASTS,
            until=last.decided_at + LIST_LASTS if open_list else None,
            media=sum((form.media for form in offered.values()), forms.Media()), **kwargs,
        )  # fmt: skip


class PlanHandOver(ActionDeed):
    """The petition is to be handed to offices."""

    right = Right.DELIVER
    form_class = PlanForm
    page_title = _("Hand it over")
    explains = _(
        "One hand-over for each office. Each has its certificate of count at once; names of people who agreed follow "
        "when you ask for them and another person releases them."
    )
    button = _("Plan it")
    done = _("Planned. What is done with each stands on its own page.")

    def get_initial(self) -> dict[str, Any]:
        """The offices to which the action is addressed."""
        return {"offices": list(self.subject.targets.values_list("office", flat=True))}

    def perform(self, form: Any) -> None:
        """Plan it."""
        data = {**form.cleaned_data, "offices": list(form.cleaned_data["offices"])}
        self.planned = verbs.plan(action=self.subject, **data, **self.who_and_when())

    @property
    def back(self) -> str:
        """The hand-over, where one was planned; else the action."""
        planned = getattr(self, "planned", [])
        if len(planned) == 1:
            return reverse("desk_handover", args=[planned[0].pk])
        return reverse("desk_handovers") if planned else super().back


@require_safe
def paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The certificate of count as PDF, of this moment."""
    delivery = get_object_or_404(own(request), pk=pk)
    if language not in delivery.action.section.languages:
        raise Http404
    at = clock.now()
    body = certificate.draw_certificate(certificate.certificate_of(delivery, language=language, at=at), at=at)
    headers = {
        "Content-Disposition": f'attachment; filename="certificate-{delivery.action.ref}-{language}.pdf"',
        "Cache-Control": "no-store, private",
    }
    return HttpResponse(body, content_type="application/pdf", headers=headers)


_VERBS: dict[str, Callable[..., Any]] = {"note": verbs.note, "ask": verbs.ask_for_names}


@require_POST
def change(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """What happened is noted; names are asked for."""
    delivery = get_object_or_404(own(request), pk=pk)
    made: dict[str, Callable[[], forms.Form]] = {
        "note": lambda: StepForm(request.POST, delivery=delivery), "ask": lambda: AskForm(request.POST),
    }  # fmt: skip
    if deed not in made:
        raise Http404
    form, verb = made[deed](), _VERBS[deed]
    return _done(request, delivery, deed, form, lambda data: verb(delivery=delivery, **data, **_who(request)))


@require_POST
def change_names(request: HttpRequest, pk: UUID, deed: str) -> HttpResponse:
    """A request for names is decided, or its list destroyed."""
    row = own_request(request, pk)
    if deed == "destroyed":
        form: forms.Form = DestroyedForm(request.POST)
        return _done(
            request, row.delivery, deed, form, lambda data: verbs.destroyed(request=row, **data, **_who(request))
        )  # fmt: skip
    if deed not in ("release", "refuse"):
        raise Http404
    form, release = DecideForm(request.POST), deed == "release"
    return _done(
        request, row.delivery, "decide", form,
        lambda data: verbs.decide(request=row, release=release, **data, **_who(request)),
    )  # fmt: skip


@require_POST
def take_out(request: HttpRequest, pk: UUID) -> Any:
    """The list of names, drawn row by row and kept nowhere; the audit says so before the first name."""
    row = own_request(request, pk)
    try:
        verbs.take_out(request=row, **_who(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("desk_handover", pk=row.delivery_id)
    section = row.delivery.action.section
    language = said.reader() if said.reader() in section.languages else section.default_language
    response = StreamingHttpResponse(names.as_csv(row, language), content_type="text/csv; charset=utf-8")
    part = f"-{row.delivery.part}-of-{row.delivery.parts}" if row.delivery.parts > 1 else ""
    response["Content-Disposition"] = f'attachment; filename="names-{row.delivery.action.ref}{part}.csv"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def own_request(request: HttpRequest, pk: UUID) -> DeliveryRequest:
    """A request for names, of a hand-over the person sees."""
    rows = DeliveryRequest.objects.filter(delivery__in=own(request).order_by().values("pk"))
    row: DeliveryRequest = get_object_or_404(_with_words(rows), pk=pk)
    return row


def _who(request: Any) -> dict[str, Any]:
    return {"actor": request.user.actor, "at": clock.now()}


def _done(
    request: HttpRequest, delivery: PetitionDelivery, name: str, form: forms.Form, verb: Callable[..., Any]
) -> HttpResponse:
    """Do it; what is wrong stands beside its field, with everything typed still there."""
    if form.is_valid():
        try:
            verb(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, gettext("It is written down."))
            return redirect("desk_handover", pk=delivery.pk)
    view = HandOver()
    view.setup(request, pk=delivery.pk)
    return view.render_to_response(view.get_context_data(sent={name: form}), status=422)


urls: list[URLPattern] = [
    path("handovers/", HandOvers.as_view(), name="desk_handovers"),
    path("handovers/<int:pk>/", HandOver.as_view(), name="desk_handover"),
    path("handovers/<int:pk>/certificate-<slug:language>.pdf", paper, name="desk_handover_certificate"),
    path("handovers/<int:pk>/<slug:deed>/", change, name="desk_handover_change"),
    path("names/<uuid:pk>/list/", take_out, name="desk_names_take_out"),
    path("names/<uuid:pk>/<slug:deed>/", change_names, name="desk_names_change"),
    path("actions/<int:pk>/hand-over/", PlanHandOver.as_view(), name="desk_action_hand_over"),
]
