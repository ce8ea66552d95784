"""Addresses within a section and language; the last one is everything its page tree holds."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter

from openletter.web.views import (
    acting,
    cards,
    confirming,
    feeds,
    finding,
    good_news,
    maps,
    notices,
    objecting,
    pages,
    reporting,
    signing_up,
    standing,
    stories,
    tools,
)


class Ordinal(IntConverter):
    """The number of a page of a list, in its one spelling: with zeros before it there would be no end of addresses."""

    regex = "[1-9][0-9]{0,3}"


register_converter(Ordinal, "ordinal")

urlpatterns = [
    path("about/", standing.about),
    path("safety/", standing.safety),
    path("accessibility/", standing.accessibility),
    path("contact/", standing.contact),
    path("good-news/", good_news.good_news),
    path("good-news/<ordinal:number>/", good_news.good_news),
    path("stories/", stories.stories),
    path("stories/<ordinal:number>/", stories.stories),
    path("cases/", finding.cases),
    path("privacy/", notices.privacy),
    path("how-we-count/", notices.counting),
    path("act/<str:ref>/", acting.short),
    path("act/<str:ref>/thanks/<str:token>/", acting.thanks),
    path("act/<str:ref>/resend/", acting.resend),
    path("act/<str:ref>/counted/<str:token>/", acting.counted),
    re_path(r"^act/(?P<ref>[0-9a-z]{1,20})/(?P<name>[a-z_]{1,20})/(?P<leaf>[0-9A-Za-z._-]{0,80})$", tools.tool),
    path("confirm/<str:token>/", confirming.confirm),
    path("look-again/<str:token>/", objecting.look_again),
    path("look-again/<str:token>/asked/", objecting.asked),
    path("report/", reporting.report),
    path("report/received/", reporting.received),
    path("sign-up/", signing_up.sign_up),
    path("sign-up/sent/", signing_up.sent),
    path("sign-up/<str:token>/", signing_up.follow),
    path("feed.atom", feeds.of_section),
    path("country/<str:code>/feed.atom", feeds.of_country),
    re_path(r"^(?P<rest>.+/)feed\.atom$", feeds.of_case),
    path("deadlines.ics", feeds.deadlines),
    path("sitemap.xml", maps.of_section),
    re_path(r"^card/story/(?P<pk>[1-9]\d{0,17})/(?P<digest>[0-9a-f]{10})\.png$", cards.story),
    re_path(r"^card/home/(?P<digest>[0-9a-f]{10})\.png$", cards.home),
    re_path(r"^card/case/(?P<uid>[0-9a-f]{32})/(?P<digest>[0-9a-f]{10})\.png$", cards.case),
    re_path(r"^card/action/(?P<ref>[0-9a-z]{1,20})/(?P<digest>[0-9a-f]{10})\.png$", cards.action),
    re_path(r"^.*$", pages.page),
]
