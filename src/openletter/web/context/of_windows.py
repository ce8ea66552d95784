"""The pages of a section in one language that everybody may be told of: what feeds, calendars and maps draw from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from openletter.actions.queries import door_of
from openletter.actions.rules import Door
from openletter.cases.queries import searchable
from openletter.sections.routing import Place
from openletter.web.context.of_page import absolute, rest_of
from openletter.web.models import ActionPage, CampaignPage, CasePage, HomePage, StoryPage, WindowPage
from openletter.web.readable import shown
from openletter.web.telling import listed, stories_of

UNTOLD = (Door.HIDDEN, Door.RECALLED)


@dataclass(frozen=True)
class Windows:
    """A home and what stands beneath it. Nothing recalled, withdrawn or kept out of search engines is among it.

    What machines were given once is beyond recall, so a case that search engines must not find is in none of it.
    """

    home: HomePage
    place: Place
    at: datetime
    only: int | None = None  # the id of the one case it is about

    @cached_property
    def cases(self) -> dict[int, CasePage]:
        """The page of each case, by the case's id."""
        rows = CasePage.objects.child_of(self.home).live().select_related("case")
        rows = rows if self.only is None else rows.filter(case=self.only)
        pages = {page.case_id: page for page in rows}
        told = searchable(pages, on=self.at.date())
        return {pk: page for pk, page in pages.items() if pk in told}

    @cached_property
    def actions(self) -> tuple[tuple[ActionPage, Door], ...]:
        """The pages of actions, each with where it stands now."""
        pages = ActionPage.objects.descendant_of(self.home).live().select_related("action")
        pages = pages.filter(shown(self.place.section), action__case__in=list(self.cases)).prefetch_related(
            "action__words"
        )
        found = ((page, door_of(page.action, self.at)) for page in pages)
        return tuple((page, door) for page, door in found if door not in UNTOLD)

    @cached_property
    def stories(self) -> tuple[StoryPage, ...]:
        """The stories that may be told, newest first; none that tells of a case kept out of search engines."""
        return listed(stories_of(self.home, on=self.at.date(), case_id=self.only))

    @cached_property
    def campaigns(self) -> tuple[CampaignPage, ...]:
        """The pages of campaigns."""
        return tuple(CampaignPage.objects.child_of(self.home).live())

    def of(self, cases: Iterable[int]) -> Windows:
        """The same home with these cases alone, and what belongs to them."""
        wanted = frozenset(cases)
        fewer = Windows(self.home, self.place, self.at)
        fewer.__dict__["cases"] = {pk: page for pk, page in self.cases.items() if pk in wanted}
        stories = (story for story in self.stories if wanted & {row.case_id for row in story.cases.all()})
        fewer.__dict__["stories"] = tuple(stories)
        return fewer

    def href(self, page: WindowPage) -> str:
        """The full address of one of the pages."""
        return absolute(self.place.section, self.place.address(rest_of(page)))
