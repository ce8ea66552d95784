"""What a query means to the pages: only the list of cases has one, and only what it knows of it is kept."""

from __future__ import annotations

from openletter.web.seeking import sought_in

LIST = "/cases/"


def query_of(path: str, query: bytes) -> bytes:
    """The query as Django is asked for it and as the page is kept under it.

    Whatever else stands in an address (counters of mail programs and social networks) changes no page, so it can
    neither pass the cache by nor fill it: one page has one address.
    """
    return sought_in(query).query().encode() if query and path.endswith(LIST) else b""
