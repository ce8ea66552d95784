"""The window that a case or an action would have, where there is none yet: it is never saved."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.sections.routing import Place
from openletter.web.models import ActionPage, CasePage, HomePage

_NOWHERE = "Z" * Page.steplen  # behind every page there is


def case_window(case: Case, place: Place) -> CasePage:
    """The case's page on the section's site in this language, or one that stands in for it."""
    home = HomePage.at(place) or _home(place)
    found = CasePage.objects.child_of(home).filter(case=case).first() if home.pk else None
    return found or _beneath(home, CasePage(case=case), home)


def action_window(action: Action, place: Place) -> ActionPage:
    """The action's page beneath the case's, or one that stands in for it."""
    case = case_window(action.case, place)
    found = ActionPage.objects.child_of(case).filter(action=action).first() if case.pk else None
    return found or _beneath(case, ActionPage(action=action), case.rehearsed_under or case.home)


def _home(place: Place) -> HomePage:
    home = HomePage(section=place.section, locale=_locale(place), title=str(place.section), slug="rehearsal")
    home.path, home.depth, home.url_path = _NOWHERE * 2, 2, "/rehearsal/"
    return home


def _beneath(parent: Any, page: Any, home: HomePage) -> Any:
    page.title = page.draft_title = page.slug = "rehearsal"
    page.locale = parent.locale
    page.path, page.depth = parent.path + _NOWHERE, parent.depth + 1
    page.url_path = f"{parent.url_path}rehearsal/"
    page.rehearsed_under = home
    page._cached_parent_obj = parent
    return page


def _locale(place: Place) -> Locale:
    return Locale.objects.filter(language_code=place.language).first() or Locale(language_code=place.language)
