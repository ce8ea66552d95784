"""What the public site offers the desk: the two stand side by side and meet only through Wagtail's hooks."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page

from openletter.kernel import clock, marks
from openletter.web.models import StandardPage, StoryPage
from openletter.web.newsroom import desk, publishing, redirects
from openletter.web.newsroom.permissions import SitePagePolicy
from openletter.web.operations import close_windows, open_action, publish_campaign, publish_windows
from openletter.web.reach import addresses_of
from openletter.web.rehearsal import Scene, papers_of, show

hooks.register("newsroom", lambda: desk)
hooks.register("publish_windows", publish_windows)
hooks.register("open_action", open_action)
hooks.register("close_windows", close_windows)
hooks.register("publish_campaign", publish_campaign)
hooks.register("addresses_of", addresses_of)
hooks.register("rehearse", lambda request, leaf, **scene: show(request, Scene(**scene), leaf))
hooks.register("papers_in_rehearsal", lambda request, **scene: papers_of(request, Scene(**scene)))


@hooks.register("after_publish_page")
def draw_pictures(request: Any, page: Page) -> None:
    """The pictures of a story are drawn in their size when it is published: public nodes cannot write."""
    if isinstance(page.specific, StoryPage):
        publishing.draw_pictures(page.specific)


@hooks.register("construct_page_chooser_queryset")
def own_pages(pages: Any, request: Any) -> Any:
    """Who chooses a page chooses among those of the sections for whose sites they write."""
    policy = SitePagePolicy(Page)
    own = policy.instances_user_has_any_permission_for(request.user, {"change"})
    return pages.filter(pk__in=own.values("pk"))


def _remember(request: Any, page: Page, *more: Any) -> None:
    """Where pages stood before they are moved or published under another address."""
    if isinstance(page.specific, StandardPage):
        request.stood_at = redirects.places_of(page)


def _follow(request: Any, page: Page, *more: Any) -> None:
    """Who knows the old address still finds the page. Addresses of cases and stories may hold a name: never those."""
    redirects.follow(getattr(request, "stood_at", {}), actor=request.user.actor, at=clock.now())


for _event in ("publish", "move"):
    hooks.register(f"before_{_event}_page", _remember)
    hooks.register(f"after_{_event}_page", _follow)


def _told_to_all(request: Any, page: Page, *more: Any) -> None:
    """Fronts forget what they kept of the pages."""
    marks.bump(marks.PAGES)


for _event in ("publish", "unpublish", "delete", "move"):
    hooks.register(f"after_{_event}_page", _told_to_all)
