"""Telling an action in one language: what is asked, of whom, in which letter, and where it stands."""

from __future__ import annotations

from datetime import datetime

from openletter.actions.kinds import kind_of
from openletter.actions.queries import ActionLine, Letter, PublicAction
from openletter.actions.rules import Door
from openletter.kernel.languages import direction
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.acting import ActionView, LetterText
from openletter.web.context.of_case import spelling
from openletter.web.context.of_count import counter
from openletter.web.context.page import Link
from openletter.web.models import ActionPage
from openletter.web.readable import shown


def button_of(kind: str, own: str) -> str:
    """What an action's button says: its own words, or those of its kind."""
    return own or str(kind_of(kind).button)


def view_of(action: PublicAction, place: Place, *, at: datetime) -> ActionView:
    """Everything an action's page says beside its case."""
    manner = figures.manner(place.language, place.section.territory)
    demands = (spelling(demand.text, demand.language) for demand in action.demands)
    return ActionView(
        ref=action.ref,
        title=spelling(action.title, action.language),
        ask=spelling(action.ask, action.language),
        door=action.door.value,
        demands=tuple(demand for demand in demands if demand),
        letter=_letter(action, action.letters[0]) if action.letters else None,
        counter=counter(action, manner, at=at),
        deadline=figures.day(action.deadline, manner) if action.deadline else "",
        deadline_iso=action.deadline.isoformat() if action.deadline else "",
        opens=figures.moment(action.opens_at, manner) if action.opens_at else "",
        closed_on=figures.day(action.closed_on, manner) if action.closed_on else "",
        next=link_to(action.superseded_by, place) or link_to(action.next_action, place),
        newer=link_to(action.superseded_by, place),
        credits=action.credits,
    )


def link_to(action: ActionLine | None, place: Place) -> Link | None:
    """The page of an action that can be taken now, in this section and language before any other; None without one."""
    if action is None or action.door != Door.OPEN:
        return None
    pages = list(
        ActionPage.objects.live().filter(shown(place.section), action=action.id).select_related("action", "locale")
    )
    pages.sort(
        key=lambda page: (page.action.section_id != place.section.pk, page.locale.language_code != place.language)
    )
    return Link(action.title, pages[0].full_url) if pages else None


def _letter(action: PublicAction, letter: Letter) -> LetterText:
    return LetterText(
        language=letter.language,
        direction=direction(letter.language),
        subject=letter.subject,
        to=tuple(office.in_language(letter.language).name for office in action.targets),
        salutation=letter.salutation,
        paragraphs=tuple(part.strip() for part in letter.body.split("\n\n") if part.strip()),
        closing=letter.closing,
    )
