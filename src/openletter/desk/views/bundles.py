"""Bundles of messages: gathered, printed, sent, and what became of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages as notes

from openletter.desk import said
from openletter.desk.forms.messages import ConclusionForm, SentForm
from openletter.desk.views.messages import DeskPage, written_to
from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may, within
from openletter.sections.models import Section
from openletter.solidarity import booklet
from openletter.solidarity.models import Bundle
from openletter.solidarity.operations import bundles as verbs
from openletter.solidarity.rules import BUNDLE_MOVES, BundleState


class BundlePage(DeskPage):
    """One bundle: what it holds, its files, and what can be said of it now."""

    template_name = "desk/bundle.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Files by part, and the forms that its state allows."""
        bundle, today = own(self.request, self.kwargs["pk"]), clock.today()
        moves = BUNDLE_MOVES[bundle.state]
        try:
            verbs.printable(bundle, at=clock.now())
            barred = ""
        except Refused as refusal:
            barred = refusal.message
        parts = [] if barred else booklet.parts_of(bundle)
        sent = SentForm(initial={"on": today}) if BundleState.SENT in moves and not barred else None
        conclusion = ConclusionForm(initial={"on": today}) if BundleState.DELIVERED in moves else None
        form = sent or conclusion
        return super().get_context_data(
            bundle=bundle, case_title=said.title(bundle.case), section=said.name(bundle.section), barred=barred,
            parts=[{"number": at, "size": len(part)} for at, part in enumerate(parts, 1) if part],
            size=bundle.messages.count(), sent=sent, conclusion=conclusion, media=form.media if form else "",
            dissolves=BundleState.DISSOLVED in moves, **kwargs,
        )  # fmt: skip

    @property
    def page_title(self) -> str:
        """Its number."""
        return gettext("Bundle of messages")


@require_POST
def gather(request: HttpRequest, case: int, section: int) -> HttpResponse:
    """The accepted messages become a bundle."""
    of = get_object_or_404(Section, pk=section)
    if not may(request.user, Right.BUNDLES, of):
        raise PermissionDenied
    row = get_object_or_404(written_to(of), pk=case)
    try:
        bundle = verbs.gather(case=row, section=of, **_who(request))
    except Refused as refusal:
        notes.error(request, refusal.message)
        return redirect("desk_messages_case", case=case, section=section)
    return redirect("desk_bundle", pk=bundle.pk)


@require_POST
def change(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Sent, known, or dissolved."""
    bundle = own(request, pk)
    kinds: dict[str, type[forms.Form]] = {"sent": SentForm, "known": ConclusionForm, "dissolve": forms.Form}
    if deed not in kinds:
        raise Http404
    form = kinds[deed](request.POST)
    if not form.is_valid():
        notes.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return redirect("desk_bundle", pk=pk)
    try:
        done = _changed(bundle, deed, form.cleaned_data, _who(request))
    except Refused as refusal:
        notes.error(request, refusal.message)
    else:
        notes.success(request, done)
    return redirect("desk_bundle", pk=pk)


def _changed(bundle: Bundle, deed: str, data: dict[str, Any], who: dict[str, Any]) -> str:
    if deed == "sent":
        verbs.mark_sent(bundle=bundle, **data, **who)
        return gettext("Noted. Everyone whose message is in it is told by mail that it left.")
    if deed == "known":
        verbs.conclude(bundle=bundle, **data, **who)
        return gettext("Noted.")
    verbs.dissolve(bundle=bundle, **who)
    return gettext("The bundle is dissolved. Its messages are accepted ones again.")


@require_safe
def part(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A part of the booklet as PDF, made for this reader and kept nowhere."""
    bundle, at = own(request, pk), clock.now()
    if not 1 <= number <= len(booklet.parts_of(bundle)):
        raise Http404
    try:
        verbs.note_print(bundle=bundle, what=f"part {number}", **_who(request))
    except Refused as refusal:
        notes.error(request, refusal.message)
        return redirect("desk_bundle", pk=pk)
    name = f"{bundle.case.key}-messages-{bundle.number}-{number}.pdf"
    return _file(booklet.draw_part(bundle, number, at=at), "application/pdf", name)


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """How many messages, by country and language, as CSV."""
    bundle = own(request, pk)
    try:
        verbs.printable(bundle, at=clock.now())
    except Refused as refusal:
        notes.error(request, refusal.message)
        return redirect("desk_bundle", pk=pk)
    body = b"\xef\xbb\xbf" + booklet.count_sheet(bundle).encode()
    return _file(body, "text/csv; charset=utf-8", f"{bundle.case.key}-messages-{bundle.number}.csv")


def own(request: HttpRequest, pk: int) -> Bundle:
    """A bundle of a section in which the person sends."""
    rows = Bundle.objects.filter(within(request.user, Right.BUNDLES, "section_id")).select_related("case", "section")
    return get_object_or_404(rows.prefetch_related("case__words", "section__words"), pk=pk)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.user.actor, "at": clock.now()}  # type: ignore[union-attr]


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=kind, headers=headers)


urls: list[URLPattern] = [
    path("messages/of/<int:case>/<int:section>/gather/", gather, name="desk_bundle_gather"),
    path("bundles/<int:pk>/", BundlePage.as_view(), name="desk_bundle"),
    path("bundles/<int:pk>/part-<int:number>.pdf", part, name="desk_bundle_part"),
    path("bundles/<int:pk>/count.csv", sheet, name="desk_bundle_sheet"),
    path("bundles/<int:pk>/<slug:deed>/", change, name="desk_bundle_change"),
]
