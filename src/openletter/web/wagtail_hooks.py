"""What the public site offers the desk: the two stand side by side and meet only through Wagtail's hooks."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page

from openletter.kernel import marks
from openletter.web.models import StoryPage
from openletter.web.operations import open_action, publish_campaign, publish_windows
from openletter.web.reach import addresses_of
from openletter.web.rehearsal import Scene, papers_of, show
from openletter.web.telling import SIZE

hooks.register("publish_windows", publish_windows)
hooks.register("open_action", open_action)
hooks.register("publish_campaign", publish_campaign)
hooks.register("addresses_of", addresses_of)
hooks.register("rehearse", lambda request, leaf, **scene: show(request, Scene(**scene), leaf))
hooks.register("papers_in_rehearsal", lambda request, **scene: papers_of(request, Scene(**scene)))


@hooks.register("after_publish_page")
def draw_pictures(request: Any, page: Page) -> None:
    """The pictures of a story are drawn in their size when it is published: public nodes cannot write."""
    if isinstance(page.specific, StoryPage):
        for piece in page.specific.body:
            if piece.block_type == "picture" and piece.value["image"]:
                piece.value["image"].get_rendition(SIZE)


def _told_to_all(request: Any, page: Page, *more: Any) -> None:
    """Fronts forget what they kept of the pages."""
    marks.bump(marks.PAGES)


for _event in ("publish", "unpublish", "delete", "move"):
    hooks.register(f"after_{_event}_page", _told_to_all)
