"""Pages are windows: one per section and language on a row that has its own life; stories are pages of their own."""

from openletter.web.models.redirects import Redirect
from openletter.web.models.stories import StoriesPage, StoryCase, StoryCredit, StoryPage, StoryReview
from openletter.web.models.windows import (
    ActionPage,
    CampaignPage,
    CasePage,
    HomePage,
    SectionPictures,
    StandardPage,
    TakenDown,
    WindowPage,
)

__all__ = [
    "ActionPage",
    "CampaignPage",
    "CasePage",
    "HomePage",
    "Redirect",
    "SectionPictures",
    "StandardPage",
    "StoriesPage",
    "StoryCase",
    "StoryCredit",
    "StoryPage",
    "StoryReview",
    "TakenDown",
    "WindowPage",
]
