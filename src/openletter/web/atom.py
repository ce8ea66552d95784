"""Writing entries as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from openletter.kernel.text import without_controls
from openletter.web.context.of_feed import Entry

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class Head:
    """What a feed says of itself. `page` is the address it belongs to, `own` its own; both complete."""

    id: str
    title: str
    author: str
    language: str
    page: str
    own: str
    since: datetime


class _Feed(Atom1Feed):
    """Django's feed, which knows neither an entry's language nor what stands in an empty one."""

    def latest_post_date(self) -> datetime:
        """When the newest entry came; of an empty feed, since when there could have been one."""
        since: datetime = self.feed["since"]
        return max((item["updateddate"] for item in self.items), default=since)

    def root_attributes(self) -> dict[str, str]:
        """Addresses in entries that begin with a stroke are those of our own site."""
        return {**super().root_attributes(), "xml:base": self.feed["link"]}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """The language of an entry that had to be told in another one."""
        return {"xml:lang": item["language"]} if item["language"] != self.feed["language"] else {}


def written(entries: Iterable[Entry], *, feed: Head) -> str:
    """The feed as XML."""
    drawn = _Feed(
        title=without_controls(feed.title),
        link=feed.page,
        description=None,
        language=feed.language,
        author_name=without_controls(feed.author),
        feed_url=feed.own,
        feed_guid=feed.id,
        since=feed.since,
    )
    for entry in entries:
        drawn.add_item(
            title=without_controls(entry.title),
            link=entry.href,
            description=without_controls(entry.html),
            pubdate=entry.published,
            updateddate=entry.published,
            unique_id=entry.id,
            categories=[entry.kind],
            language=entry.language,
        )
    return str(drawn.writeString("utf-8"))
