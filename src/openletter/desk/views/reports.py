"""Reports of readers: what is wrong on a page, read by one person at a time and settled with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages as notes

from openletter.desk.forms.messages import SettleForm
from openletter.desk.views.messages import DeskPage, moderated
from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may
from openletter.sections.routing import root_of
from openletter.solidarity.reports import access, operations
from openletter.solidarity.reports.models import PageReport
from openletter.solidarity.reports.rules import GRAVE
from openletter.solidarity.rules import is_held


class OneReport(DeskPage):
    """One report before a moderator."""

    template_name = "desk/report.html"
    page_title = _("A report of a reader")
    bound: SettleForm | None = None

    @cached_property
    def report(self) -> PageReport:
        """The report, if the person moderates in its section; otherwise it does not exist for them."""
        rows = PageReport.objects.filter(moderated(self.request.user)).select_related("section", "locked_by")
        return get_object_or_404(rows.prefetch_related("section__words"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was written, where, and what can be said of it."""
        row, user, at = self.report, self.request.user, clock.now()
        try:
            said = access.open_report(row, by=user.actor, purpose="moderation", at=at)
        except (access.Erased, access.CannotOpen):
            said = None
        return super().get_context_data(
            report=row, said=said, grave=row.about in GRAVE, address=f"{root_of(row.section)}{row.page}",
            held=is_held(row.locked_until, row.locked_by_id, by=user.pk, at=at),
            stops=row.about in GRAVE and may(user, Right.RECALL), settle=self.bound or SettleForm(report=row), **kwargs,
        )  # fmt: skip


class Settling(OneReport):
    """Take it before oneself, or settle it."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: UUID, deed: str) -> HttpResponse:
        """Do it; with a fault, the page again with everything typed."""
        who: dict[str, Any] = {"report": self.report, "actor": request.user.actor, "at": clock.now()}  # type: ignore[union-attr]
        if deed not in ("read", "settle"):
            raise Http404
        try:
            if deed == "read":
                operations.claim(**who)
                return redirect("desk_report", pk=pk)
            self.bound = SettleForm(request.POST, report=self.report)
            if not self.bound.is_valid():
                return self.render_to_response(self.get_context_data(), status=422)
            operations.settle(**who, **self.bound.cleaned_data)
        except Refused as refusal:
            notes.error(request, refusal.message)
            return redirect("desk_report", pk=pk)
        notes.success(request, gettext("Settled."))
        return redirect("desk_messages_queue")


urls: list[URLPattern] = [
    path("reports/<uuid:pk>/", OneReport.as_view(), name="desk_report"),
    path("reports/<uuid:pk>/<slug:deed>/", Settling.as_view(), name="desk_report_decide"),
]
