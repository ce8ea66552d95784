"""What can be done next with a case or an action, by this person, now: only what would be accepted is offered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openletter.actions.models import Action
from openletter.actions.operations import drafting
from openletter.actions.rules import ADOPTABLE, ActionStatus
from openletter.actions.rules import may_move as action_may_move
from openletter.actions.urgent.series import PUBLISHED
from openletter.cases import operations as cases
from openletter.cases.models import Case
from openletter.cases.rules import CASE_MOVES, CaseStatus
from openletter.desk.held_back import FREE, HeldBack
from openletter.kernel.languages import endonym
from openletter.sections.access import Right, holdings

# Before approval an action is written straight; afterwards people may be signing its text, and changes wait.
UNSETTLED = (ActionStatus.DRAFT, ActionStatus.IN_REVIEW, ActionStatus.CHANGES_REQUESTED)

_NO_ACTIONS = (CaseStatus.CLOSED, CaseStatus.DECLINED)
_ON_ITS_WAY = (*UNSETTLED, ActionStatus.APPROVED, ActionStatus.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Button:
    """A link to the page where one thing is done. `group` names the row it stands in below the few main ones."""

    label: str
    url: str
    grave: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Buttons:
    """The few things done most often or in danger, and all others in named rows."""

    main: tuple[Button, ...]
    rows: tuple[tuple[str, tuple[Button, ...]], ...]


def laid_out(found: list[Button]) -> Buttons:
    """The same buttons; the rows in the order in which their first button came."""
    order = list(dict.fromkeys(button.group for button in found))
    sorted_found = sorted(found, key=lambda button: order.index(button.group))
    rows = {name: tuple(held) for name, held in groupby(sorted_found, key=lambda button: button.group)}
    return Buttons(rows.pop("", ()), tuple(rows.items()))


def _in_row(name: str, *found: list[Button]) -> list[Button]:
    return [replace(button, group=name) for held in found for button in held]


def of_case(user: Any, case: Case) -> list[Button]:
    """The things this person can do with a case."""
    held = holdings(user)

    def link(right: Right, name: str, label: str, *, grave: bool = False) -> list[Button]:
        if not held.has(right, case.section_id):
            return []
        return [Button(label, reverse(f"desk_case_{name}", args=[case.pk]), grave)]

    edit = [Button(_("Edit the case"), reverse("cases:edit", args=[case.pk]))]
    publish = [Button(_("Publish an action"), f"{reverse('desk_publish')}?case={case.pk}")]
    stop = link(Right.RECALL, "recall", _("Safety stop"), grave=True)
    # Translators: a button; it leads to the list of every address that was checked after a safety stop
    shows = link(Right.RECALL, "resume", _("Show it again")) if cases.may_show_again(case, user.actor) else []
    stopped = [*shows, *link(Right.RECALL, "down", _("What is down"))] if case.recalled_at else []
    moves = CASE_MOVES.get(case.status, frozenset())
    opens = case.recalled_at is None and case.status not in _NO_ACTIONS
    return [
        *(publish if opens and held.has(Right.EDIT_ACTIONS, case.section_id) else []),
        *(edit if held.has(Right.EDIT_CASES, case.section_id) else []),
        *link(Right.EDIT_CASES, "update", _("Add an update")),
        *(stopped or stop),
        *_in_row(
            _row_of_pages(),
            [_preview("case", case)],
            link(Right.RELEASE, "pages", _("Publish pages")) if case.recalled_at is None else [],
            link(Right.EDIT_CASES, "photo", _("The photo")),
            link(Right.EDIT_CASES, "let_read", _("Let somebody read it first")),
        ),
        *_in_row(
            _("Consent"),
            link(Right.CONSENT, "consent", _("Record consent")),
            link(Right.CONSENT, "withdraw", _("Withdraw consent"), grave=True),
        ),
        *_in_row(
            _row_of_words(),
            _words(held.has(Right.WORDS, case.section_id), "case", case),
            _translation(held.has(Right.EDIT_ACTIONS, case.section_id), "case", case),
        ),
        *_in_row(
            _row_of_more(),
            link(Right.EDIT_CASES, "outcome", _("Record an outcome")),
            link(Right.RELEASE, "status", _("Change the status")) if moves else [],
            link(Right.EDIT_CASES, "relate", _("Name a related case")),
            link(Right.EDIT_CASES, "messages", _("Messages to the person")),
        ),
    ]


def of_action(user: Any, action: Action, held_back: HeldBack = FREE) -> list[Button]:
    """The things this person can do with an action in its present state."""
    held = holdings(user)

    def link(right: Right, name: str, label: str, to: str | None = None, *, grave: bool = False) -> list[Button]:
        if not held.has(right, action.section_id) or (to and not action_may_move(action.status, to)):
            return []
        return [Button(label, reverse(f"desk_action_{name}", args=[action.pk]), grave)]

    edit = [Button(_("Edit the action"), reverse("actions:edit", args=[action.pk]))]
    may_edit = held.has(Right.EDIT_ACTIONS, action.section_id)
    suspended = action.status == ActionStatus.SUSPENDED
    live = action.status == ActionStatus.LIVE
    ended = action.status in (ActionStatus.CLOSED, ActionStatus.ARCHIVED)
    to_publish = held_back.publishes and not suspended
    shows = not (ended or suspended or action.case.recalled_at)  # what is stopped stays down, whatever is published
    return [
        *(_path(held, action) if action.status in _ON_ITS_WAY else []),
        *(_adapted(action) if action.original_id and may_edit else edit if may_edit else []),
        *link(Right.EDIT_ACTIONS, "submit", _("Send to review"), ActionStatus.IN_REVIEW),
        *link(Right.RELEASE, "changes", _("Ask for changes"), ActionStatus.CHANGES_REQUESTED),
        *link(Right.RELEASE, "approve", _("Approve"), ActionStatus.APPROVED),
        *(link(Right.RELEASE, "publish", _("Publish"), ActionStatus.LIVE) if to_publish else []),
        *(link(Right.RELEASE, "extend", _("Extend")) if live else []),
        *link(Right.RECALL, "suspend", _("Safety stop"), ActionStatus.SUSPENDED, grave=True),
        *(link(Right.RECALL, "down", _("What is down")) if suspended else []),
        *(link(Right.RELEASE, "resume", _("Resume")) if suspended and held_back.resumes else []),
        *_in_row(
            _row_of_pages(),
            [_preview("action", action)] if held.has(Right.SEE_CASES, action.section_id) else [],
            link(Right.RELEASE, "pages", _("Publish pages")) if shows else [],
            link(Right.EDIT_ACTIONS, "let_read", _("Let somebody read it first")),
        ),
        *_of_the_number(link, ended, action.status in PUBLISHED),
        *_in_row(
            _row_of_words(),
            _words(held.has(Right.WORDS, action.section_id), "action", action),
            _translation(may_edit, "action", action),
        ),
        *_in_row(
            _row_of_more(),
            _beside(action) if live and may_edit else [],
            link(Right.EDIT_ACTIONS, "next", _("Draft the next of the series")) if _has_next(action) else [],
            _offer(link, action),
            link(Right.RELEASE, "close", _("Close"), ActionStatus.CLOSED, grave=True) if held_back.closes else [],
        ),
    ]


def _beside(action: Action) -> list[Button]:
    more = reverse("desk_publish_publish", args=[action.pk]) + "#beside"
    # Translators: a button; the new one has the same case, demands and targets
    return [Button(_("Add an action for the same case"), more)]


def _of_the_number(link: Any, ended: bool, published: bool) -> list[Button]:
    return _in_row(
        _("The number"),
        [] if ended else link(Right.LEDGER, "ledger", _("Add to the ledger")),
        link(Right.LEDGER, "count", _("Count again")) if published else [],
        link(Right.DELIVER, "hand_over", _("Hand it over")) if published else [],
    )


def _row_of_pages() -> str:
    return _("Pages")


def _row_of_words() -> str:
    return pgettext("a row of links: the texts in each language", "Words")


def _row_of_more() -> str:
    return pgettext("a row of links: what is done more rarely", "More")


def _adapted(action: Action) -> list[Button]:
    """An adaptation is not edited as a whole: its own words, and what its original says by now."""
    return [
        Button(_("Our own words and dates"), reverse("desk_action_adapt", args=[action.pk])),
        Button(_("What the original says now"), reverse("desk_action_original", args=[action.pk])),
    ]


def _offer(link: Any, action: Action) -> list[Button]:
    """To the other sections, by the section that wrote it."""
    if action.original_id is not None:
        return []
    if action.offered_at is not None:
        found: list[Button] = link(Right.RELEASE, "offer_end", _("Offer it no longer"))
        return found
    offers: list[Button] = link(Right.RELEASE, "offer", _("Offer to the other sections"))
    return offers if action.status in ADOPTABLE else []


def _preview(kind: str, fact: Case | Action) -> Button:
    """Whoever sees the row may see its pages before they are public."""
    return Button(_("Preview"), reverse(f"desk_{kind}_preview", args=[fact.pk, fact.section.default_language]))


def after_publishing(user: Any, action: Action) -> list[Button]:
    """What the end of the path leads to: news of the case, a later deadline, the safety stop, the end."""
    wanted = {f"desk_action_{name}" for name in ("suspend", "extend", "close", "ledger")}
    wanted |= {f"desk_case_{name}" for name in ("update", "outcome")}
    found = [*of_case(user, action.case), *of_action(user, action)]
    return [button for button in found if resolve(button.url.partition("#")[0].partition("?")[0]).url_name in wanted]


def _path(held: Any, action: Action) -> list[Button]:
    """The way back into the path: for who writes to its first step, for who approves to the whole."""
    approves = held.has(Right.RELEASE, action.section_id)
    if not approves and not held.has(Right.EDIT_ACTIONS, action.section_id):
        return []
    # Translators: a button; it leads back to the steps of publishing
    step, label = "case", _("Go on publishing")
    if action.status not in UNSETTLED:
        step = "publish"
    elif action.status == ActionStatus.IN_REVIEW and approves:
        # Translators: a button; it leads to one page with all that an approver looks at
        step, label = "review", _("Look at the whole")
    return [Button(label, reverse(f"desk_publish_{step}", args=[action.pk]))]


def _has_next(action: Action) -> bool:
    return action.kind == drafting.KIND and action.status in PUBLISHED and action.superseded_by_id is None


def _words(may: bool, kind: str, fact: Any) -> list[Button]:
    """A button for the words in each language of the section."""
    if not may:
        return []
    return [
        # Translators: %(language)s is a language by its own name, such as "Français".
        Button(
            _("Words: %(language)s") % {"language": endonym(code)}, reverse("desk_words", args=[kind, fact.pk, code])
        )
        for code in fact.section.languages
    ]


def _translation(may: bool, kind: str, fact: Any) -> list[Button]:
    """A button to ask somebody for words in other languages."""
    return [Button(_("Ask for a translation"), reverse("desk_translation_ask", args=[kind, fact.pk]))] if may else []
