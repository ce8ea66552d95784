"""Figures: the page of all, and each as a table or a picture to take away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from openletter.desk.charts.painted import as_png
from openletter.desk.figures import Asked, all_of, one_of
from openletter.desk.figures.asked import period_of
from openletter.desk.figures.figure import as_csv
from openletter.desk.forms.figures import AskForm
from openletter.desk.views.screen import Screen
from openletter.kernel import clock
from openletter.kernel.pdf import NotDrawn
from openletter.sections.access import Right, may, within


def asked_by(user: Any, form: AskForm) -> Asked:
    """What a valid form asks for."""
    said, today = form.cleaned_data, clock.today()
    entries = within(user, Right.FIGURES, "action__section_id")
    for name, path_of in (("section", "action__section"), ("case", "action__case"), ("action", "action")):
        if said[name]:
            entries &= Q(**{path_of: said[name]})
    period = period_of(said["span"], today, entries, (said["first"], said["last"]))
    return Asked(user, today, said["span"], period, said["section"], said["case"], said["action"])


class Figures(Screen, TemplateView):
    """All figures of what was asked; a form that cannot be read is shown again with its faults."""

    rights = (Right.FIGURES,)
    template_name = "desk/figures.html"
    page_title = _("Figures")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the figures."""
        form = AskForm(self.request.GET, user=self.request.user)
        _refuse_unknown(form)
        asked = asked_by(self.request.user, form) if form.is_valid() else None
        return super().get_context_data(
            form=form, asked=asked, figures=all_of(asked) if asked else [], query=self.request.GET.urlencode(), **kwargs
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Faults are a 422."""
        return super().render_to_response(context, status=200 if context["asked"] else 422, **kwargs)


@require_safe
def take(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """One figure as a table for spreadsheets or as a picture."""
    if not may(request.user, Right.FIGURES):
        raise PermissionDenied
    asking = AskForm(request.GET, user=request.user)
    if not asking.is_valid():
        raise Http404
    asked = asked_by(request.user, asking)
    figure = one_of(asked, key)
    if figure is None or (form == "png" and figure.chart is None):
        raise Http404
    name = f"{key}-{asked.period.first}-{asked.period.last}"
    if form == "csv":
        return _file(as_csv(figure), "text/csv; charset=utf-8", f"{name}.csv")
    try:
        return _file(as_png(figure, asked), "image/png", f"{name}.png")
    except NotDrawn:
        raise Http404 from None


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=kind, headers=headers)


def _refuse_unknown(form: AskForm) -> None:
    """What is none of this person's does not exist for them."""
    if any(form.has_error(name, "invalid_choice") for name in ("section", "case", "action")):
        raise Http404


urls: list[URLPattern] = [
    path("figures/", Figures.as_view(), name="desk_figures"),
    path("figures/<slug:key>.csv", take, {"form": "csv"}, name="desk_figures_csv"),
    path("figures/<slug:key>.png", take, {"form": "png"}, name="desk_figures_png"),
]
