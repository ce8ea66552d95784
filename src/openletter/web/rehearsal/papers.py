"""The papers that a page offers, found on the page itself: what is not offered there is no paper of the action."""

from __future__ import annotations

import re
from html import unescape

from django.http import Http404, HttpRequest
from django.utils.html import strip_tags

from openletter.web.rehearsal.showing import Scene, show

_PAPER = re.compile(r"""<a\b[^>]*\shref="(?P<href>[^"]*/paper/[^"]+\.pdf)"[^>]*>(?P<text>.*?)</a>""", re.DOTALL)


def papers_of(request: HttpRequest, scene: Scene) -> tuple[tuple[str, str], ...]:
    """What each paper is called on the page, and where it is shown in rehearsal; none while there is no page."""
    try:
        page = show(request, scene).content.decode()
    except Http404:
        return ()
    found = {
        unescape(one["href"]): " ".join(unescape(strip_tags(one["text"])).split()) for one in _PAPER.finditer(page)
    }
    return tuple((text, href) for href, text in found.items())
