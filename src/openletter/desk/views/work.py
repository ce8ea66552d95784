"""Long work: what one has started, how far each is, stopping it, and the file it made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages as notes
from wagtail.admin.menu import MenuItem

from openletter.desk.views.screen import Screen
from openletter.kernel import clock, work
from openletter.kernel.models import Work
from openletter.kernel.refusals import Refused

AGAIN = 3  # seconds until the page of a running work comes again where no script asks
MOST = 50


def mine(request: HttpRequest) -> Any:
    """What this person started; nobody else's work exists for them."""
    return Work.objects.filter(owner_id=request.user.pk)


class MyWork(Screen, TemplateView):
    """What I started, newest first."""

    template_name = "desk/work_list.html"
    page_title = _("Long work")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The last fifty."""
        return super().get_context_data(works=[_shown(row) for row in mine(self.request)[:MOST]], **kwargs)


class OneWork(Screen, TemplateView):
    """One work: how far it is, and what came of it."""

    under = ("desk_works", _("Long work"))
    template_name = "desk/work.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; while the work goes on it comes again by itself."""
        response = self.render_to_response(self.get_context_data(**kwargs))
        if not self.work["ended"]:
            response["Refresh"] = str(AGAIN)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its state."""
        row = get_object_or_404(mine(self.request), pk=self.kwargs["pk"])
        self.work = _shown(row)
        self.page_title = row.title
        return super().get_context_data(work=self.work, **kwargs)


def _shown(row: Work) -> dict[str, Any]:
    ended = row.state in work.ENDED
    percent = min(100, row.done * 100 // row.total) if row.total else None
    return {
        "row": row, "ended": ended, "kind": work.label_of(row.kind), "percent": 100 if ended else percent,
        "running": row.state == Work.State.RUNNING, "failed": row.state == Work.State.FAILED,
    }  # fmt: skip


@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It ends at its next step."""
    row = get_object_or_404(mine(request), pk=pk)
    try:
        work.stop(row, at=clock.now())
    except Refused as refusal:
        notes.error(request, refusal.message)
    else:
        notes.success(request, gettext("It stops at its next step. What is done stays done."))
    return redirect("desk_work", pk=pk)


@require_POST
def looked_at(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The notice that it ended goes away."""
    row = get_object_or_404(mine(request), pk=pk)
    work.mark_looked_at(request.user.pk, [row.pk], at=clock.now())  # type: ignore[arg-type]
    return redirect("desk_works")


@require_safe
def result(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The file it made, for who started it."""
    row = get_object_or_404(mine(request), pk=pk)
    if not row.file_name:
        raise Http404
    response = StreamingHttpResponse(work.file_of(row), content_type=row.file_type)
    response["Content-Disposition"] = f'attachment; filename="{row.file_name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class WorkMenuItem(MenuItem):
    """The way to one's long work, while there is any."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has started anything in the last week."""
        return bool(mine(request).exists())


urls: list[URLPattern] = [
    path("work/", MyWork.as_view(), name="desk_works"),
    path("work/<uuid:pk>/", OneWork.as_view(), name="desk_work"),
    path("work/<uuid:pk>/stop/", stop, name="desk_work_stop"),
    path("work/<uuid:pk>/seen/", looked_at, name="desk_work_seen"),
    path("work/<uuid:pk>/file/", result, name="desk_work_file"),
]
