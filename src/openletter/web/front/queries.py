"""What an address means to the pages: which spellings are one, what its query says, and what is dear to make."""

from __future__ import annotations

import re
from urllib.parse import quote

from openletter.web.seeking import sought_in

LIST = "/cases/"
# Drawn, or gathered from every case of a section: what costs more than a page, and what machines ask for.
DEAR = re.compile(r"/card/[^/]*/|/feed\.atom$|/deadlines\.ics$|/sitemap\.xml$")


def query_of(path: str, query: bytes) -> bytes:
    """The query as Django is asked for it and as the page is kept under it.

    Whatever else stands in an address (counters of mail programs and social networks) changes no page, so it can
    neither pass the cache by nor fill it: one page has one address.
    """
    return sought_in(query).query().encode() if query and path.endswith(LIST) else b""


def one_address(path: str) -> str:
    """A path with single strokes only, ready for a Location: so that no page has a second address."""
    return quote(re.sub("/{2,}", "/", path), safe="/")


def is_dear(path: str) -> bool:
    """Whether making what stands there takes so long that few may be made at once."""
    return DEAR.search(path) is not None
