"""What the card of a page says, and the address it stands at.

The address holds a digest of everything on the card, so that other sites, which keep pictures for weeks, ask again
when anything changes. A case kept out of search engines has no card: a picture that travels by itself is read by
more people than the page.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from openletter.actions.queries import PublicAction
from openletter.actions.rules import Door
from openletter.cases.queries import PublicCase
from openletter.kernel.languages import direction
from openletter.sections.queries import PublicSection
from openletter.sections.routing import Place
from openletter.web.cards import Card, Line
from openletter.web.context import figures
from openletter.web.context.of_case import ended, named_of, names_of, spelling, where
from openletter.web.context.of_page import absolute, name_of
from openletter.web.context.people import Spelling
from openletter.web.inks import LIGHT_PAPER, legible
from openletter.web.models import StoryPage
from openletter.web.models.stories import StoryKind


def home_card(words: PublicSection | None, place: Place) -> Card:
    """The card of a section's front page: its name, and what it is for."""
    house = name_of(place.section, place.language)
    said = Spelling(words.tagline, words.language, direction(words.language)) if words and words.tagline else None
    return _blank(place, _line(said) or Line(house, place.language, direction(place.language)))


def case_card(case: PublicCase, place: Place) -> Card:
    """The card of a case's page: the name in both scripts, what happened, role and country, and the outcome."""
    return _of_case(case, place, _line(spelling(case.headline, case.language)))


def action_card(case: PublicCase, action: PublicAction, place: Place) -> Card:
    """The card of an action's page: the same, with what is asked as long as it can be asked."""
    ask = action.ask if action.door == Door.OPEN else ""
    return _of_case(case, place, _line(spelling(ask or action.title, action.language)))


def story_card(story: StoryPage, place: Place) -> Card:
    """The card of a story: its title and what it says in short. No photo: a story may only mention whose it is."""
    way = direction(place.language)
    return replace(
        _blank(place, Line(story.title, place.language, way)), line=Line(story.lead, place.language, way),
        note=str(StoryKind(story.kind).label),
    )  # fmt: skip


def story_address(story: StoryPage, card: Card, place: Place) -> str:
    """Where the card of a story stands."""
    return _address(f"card/story/{story.pk}/{card.digest}.png", place)


def of_story_page(story: StoryPage, place: Place, *, hidden: bool) -> dict[str, str]:
    """What the frame of a story says of its card; nothing where it tells of somebody whom searches must not find."""
    if hidden or story.pk is None:
        return {}
    card = story_card(story, place)
    return {"card": story_address(story, card, place), "card_alt": card.said()}


def home_address(card: Card, place: Place) -> str:
    """Where the card of a front page stands."""
    return _address(f"card/home/{card.digest}.png", place)


def case_address(case: PublicCase, card: Card, place: Place) -> str:
    """Where the card of a case stands; its key stays inside, for it may hold a name that was changed for safety."""
    return _address(f"card/case/{case.uid.hex}/{card.digest}.png", place)


def action_address(action: PublicAction, card: Card, place: Place) -> str:
    """Where the card of an action stands."""
    return _address(f"card/action/{action.ref}/{card.digest}.png", place)


def of_home_page(words: PublicSection | None, place: Place) -> dict[str, str]:
    """What the frame of a front page says of its card."""
    card = home_card(words, place)
    return {"card": home_address(card, place), "card_alt": card.said()}


def of_case_page(case: PublicCase, place: Place) -> dict[str, str]:
    """What the frame of a case's page says of its card; nothing where the case is kept out of search engines."""
    if case.hide_from_search:
        return {}
    card = case_card(case, place)
    return {"card": case_address(case, card, place), "card_alt": card.said()}


def of_action_page(case: PublicCase, action: PublicAction, place: Place) -> dict[str, str]:
    """What the frame of an action's page says of its card; nothing where the case is kept out of search engines."""
    if case.hide_from_search:
        return {}
    card = action_card(case, action, place)
    return {"card": action_address(action, card, place), "card_alt": card.said()}


def _of_case(case: PublicCase, place: Place, line: Line | None) -> Card:
    manner = figures.manner(place.language, place.section.territory)
    named, end = named_of(case), ended(case.outcomes, manner)
    photo = case.photo if case.photo and case.photo.may_travel else None
    return replace(
        _blank(place, Line(named.main.text, named.main.language, named.main.direction)),
        other=_line(named.other),
        line=line,
        note=where(names_of(case), case.country, manner),
        outcome=end.what if end else "",
        outcome_on=end.when if end else "",
        portrait=named.main.text,
        several=named.several,
        pseudonym=named.pseudonym,
        photo=photo.mark if photo else "",
        # Translators: %(credit)s says who took the photo.
        credit=_("Photo: %(credit)s") % {"credit": photo.credit} if photo else "",
    )


def _blank(place: Place, title: Line) -> Card:
    return Card(
        house=name_of(place.section, place.language),
        language=place.language,
        direction=direction(place.language),
        ink=legible(place.section.accent, LIGHT_PAPER),
        title=title,
    )


def _line(said: Spelling | None) -> Line | None:
    return Line(said.text, said.language, said.direction) if said else None


def _address(rest: str, place: Place) -> str:
    return absolute(place.section, place.address(rest))
