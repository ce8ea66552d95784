"""A section's window on one edition of a campaign."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from openletter.kernel import clock
from openletter.sections.routing import Place
from openletter.web import answers
from openletter.web.context.of_campaign import view_of
from openletter.web.context.of_page import frame, rests_of
from openletter.web.models import CampaignPage


def draw_campaign(request: HttpRequest, window: CampaignPage, place: Place) -> HttpResponse:
    """Its time, its people with what one can do for each, and the total."""
    view = view_of(window, place, at=clock.now())
    summary = view.summary.text if view.summary else ""
    context = {
        "frame": frame(place, view.name.text, rests=rests_of(window), description=summary, index=view.index),
        "campaign": view,
    }
    return answers.shared(request, "web/campaign.html", context)
