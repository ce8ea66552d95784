"""Which embassy speaks for a country to the country of whoever writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openletter.targets.resolution.holders import Term


@dataclass(frozen=True, slots=True)
class Post:
    """An embassy's accreditation to one country."""

    office: str
    territory: str
    seat: str
    country: str
    since: str = ""
    until: str = ""

    def perhaps_on(self, day: date) -> bool:
        """Whether it may hold that day; a doubtful day is no reason to leave an embassy out."""
        return Term(self.office, self.since, self.until).perhaps_on(day)


def embassy_for(posts: Iterable[Post], *, of: str, in_country: str, on: date) -> str:
    """The key of the embassy of one country accredited to another; empty where there is none.

    One that stands in the country itself comes before one accredited from elsewhere.
    """
    found = [post for post in posts if post.territory == of and post.country == in_country and post.perhaps_on(on)]
    return min(found, key=lambda post: (post.seat != in_country, post.office)).office if found else ""
