"""Pages are windows: one per section and language on a row that has its own life; stories are pages of their own."""

from openletter.web.models.stories import StoriesPage, StoryCase, StoryPage
from openletter.web.models.windows import ActionPage, CampaignPage, CasePage, HomePage, StandardPage, WindowPage

__all__ = [
    "ActionPage",
    "CampaignPage",
    "CasePage",
    "HomePage",
    "StandardPage",
    "StoriesPage",
    "StoryCase",
    "StoryPage",
    "WindowPage",
]
