"""Finding a case: words, filters, a map and its table. A plain form; its address can be sent to anybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openletter.kernel import clock
from openletter.sections.routing import Place
from openletter.web import answers
from openletter.web.context import of_machines
from openletter.web.context.of_finding import view_of
from openletter.web.context.of_page import frame
from openletter.web.seeking import sought_in
from openletter.web.views.homes import home_of


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of a section that fit what the address asks for, a page at a time."""
    place: Place = request.place  # type: ignore[attr-defined]
    sought = sought_in(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))
    finding = view_of(home_of(place), place, sought, at=clock.now())
    if finding is None:
        raise Http404
    context = {
        "frame": frame(
            place, _("Find a case"), description=_("Everybody we act for: by name, country, concern, standing."),
            rests=dict.fromkeys(place.section.languages, sought.rest), index=not sought.is_narrowed,
            feeds=of_machines.feeds_of(place, sought.country),
        ),
        "finding": finding,
    }  # fmt: skip
    return answers.shared(request, "web/cases.html", context)
