"""The last days on which actions can be taken, for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from openletter.actions.rules import Door
from openletter.web.context.of_windows import Windows


@dataclass(frozen=True)
class LastDay:
    """One day in a calendar. `uid` never changes; `since` is when it was published."""

    uid: UUID
    on: date
    since: datetime
    summary: str
    text: str
    href: str


def deadlines_of(windows: Windows) -> tuple[LastDay, ...]:
    """One day for each action that can be taken now and has a deadline, the nearest first."""
    found = []
    for page, door in windows.actions:
        said = page.action.in_language(windows.place.language)
        if door != Door.OPEN or page.action.deadline is None or said is None:
            continue
        place = windows.place
        found.append(
            LastDay(
                uid=uuid5(page.action.uid, f"{place.section.key}/{place.language}/deadline"),
                on=page.action.deadline,
                since=page.first_published_at or windows.at,
                # Translators: entry in a calendar; %(title)s is what one can do, such as "Free Amina".
                summary=_("Last day: %(title)s") % {"title": said.title},
                text=said.ask,
                href=windows.href(page),
            )
        )
    return tuple(sorted(found, key=lambda day: (day.on, day.uid)))
