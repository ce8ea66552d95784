"""Stories: the list of them, and each one."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openletter.cases.queries import is_kept_out
from openletter.kernel import clock
from openletter.sections.routing import Place
from openletter.web import answers
from openletter.web.context import of_card, of_machines
from openletter.web.context.of_page import frame, rests_of
from openletter.web.context.of_story import line_of, view_of
from openletter.web.context.paging import page_of, rest_of_number
from openletter.web.models import StoryPage
from openletter.web.telling import listed, may_tell, stories_of, tells_of_kept_out
from openletter.web.views.homes import home_of

PAGE = 12
REST = "stories/"


def stories(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The stories of a section, newest first, a page at a time."""
    place: Place = request.place  # type: ignore[attr-defined]
    told = listed(stories_of(home_of(place), on=clock.today()))
    paging = page_of(told, number, PAGE, place, REST)
    everywhere = dict.fromkeys(place.section.languages, REST)
    context = {
        "frame": frame(
            place, _("Stories"), description=_("Good news, updates and articles about people we act for."),
            rests=everywhere if number == 1 else {place.language: rest_of_number(REST, number)},
            feeds=(of_machines.feed_of(place),),
        ),
        "lines": [line_of(story, place) for story in paging.rows],
        "paging": paging,
    }  # fmt: skip
    return answers.shared(request, "web/stories.html", context)


def draw_story(request: HttpRequest, window: StoryPage, place: Place) -> HttpResponse:
    """A story; a stone where it tells of somebody who may not be shown."""
    at = clock.now()
    today = at.date()
    # A draft is read at the desk before it may be told; what consent does not cover is left out of it all the same.
    draft = bool(getattr(request, "is_preview", False))
    if not draft and (window.on > today or not may_tell(window, on=today)):
        return answers.gone(request, place)
    told = [link.case for link in window.cases.select_related("case").prefetch_related("case__people") if link.tells]
    view = view_of(window, place, listed(stories_of(window.home, on=today)), at=at, draft=draft)
    hidden = view.names_kept_out or any(is_kept_out(case) for case in told)
    context = {
        "frame": frame(
            place, window.title, rests=rests_of(window), description=window.lead,
            index=not hidden, quick_exit=any(case.quick_exit for case in told),
            **of_machines.of_story(window, place, view.credits, hidden=hidden),
            **of_card.of_story_page(window, place, hidden=hidden),
        ),
        "story": view,
    }  # fmt: skip
    response = answers.shared(request, "web/story.html", context)
    if hidden or any(case.quick_exit for case in told):
        response["Referrer-Policy"] = "no-referrer"
    return response


def is_hidden(window: StoryPage, place: Place, *, at: datetime) -> bool:
    """Whether a story names or tells of somebody whom search engines must not find."""
    return tells_of_kept_out(window) or view_of(window, place, (), at=at).names_kept_out
