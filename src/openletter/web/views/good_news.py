"""What became better: the good outcomes of a section's cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openletter.cases.queries import good_news as good_news_of
from openletter.cases.queries import searchable
from openletter.kernel import clock
from openletter.sections.routing import Place
from openletter.web import answers
from openletter.web.context import of_machines
from openletter.web.context.of_good_news import by_year
from openletter.web.context.of_page import frame
from openletter.web.context.paging import page_of, rest_of_number
from openletter.web.models import CasePage
from openletter.web.views.homes import home_of

PAGE = 20
REST = "good-news/"


def good_news(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Newest first, by year, a page at a time."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages = {page.case_id: page for page in CasePage.objects.child_of(home_of(place)).live()}
    told = searchable(pages, on=clock.today())
    pages = {case: page for case, page in pages.items() if case in told}
    paging = page_of(good_news_of(pages, place.language, on=clock.today()), number, PAGE, place, REST)
    context = {
        "frame": frame(
            place, _("Good news"), description=_("What became better for people we acted for, and our part in it."),
            rests={place.language: rest_of_number(REST, number)} if number > 1
            else dict.fromkeys(place.section.languages, REST),
            feeds=(of_machines.feed_of(place),),
        ),
        "years": by_year(paging.rows, pages, place),
        "paging": paging,
    }  # fmt: skip
    return answers.shared(request, "web/good_news.html", context)
