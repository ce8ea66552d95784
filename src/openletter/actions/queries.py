"""Reads of actions for public pages. The number itself comes from the tally."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q

from openletter.actions.abuse.switches import Does
from openletter.actions.models import Action, ActionCredit, Appeal, Switch
from openletter.actions.rules import ActionStatus, Door, TargetRole, Terms, door, next_goal
from openletter.actions.wholeness import read_in, whole_in
from openletter.cases.queries import consents_of, is_kept_out, may_show
from openletter.kernel.languages import preference
from openletter.sections.credits import CreditLine, credited
from openletter.sections.rules import Unconfirmed
from openletter.targets.queries import Addressee, addressee


@dataclass(frozen=True, slots=True)
class Demand:
    """One concrete call on the authorities."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A text proposed, in one language, with the salutation and closing of the action's first target.

    `use` is empty for the text that serves everybody, else the network or way it is for.
    """

    language: str
    subject: str
    salutation: str
    body: str
    closing: str
    mention_organisation: bool
    use: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action that another one leads to."""

    id: int
    ref: str
    kind: str
    case_id: int
    title: str
    language: str
    door: Door


@dataclass(frozen=True, slots=True)
class PublicAction:
    """An action as the public may know it.

    `language` is the one it is told in, `languages` are those in which it is whole. `letters` begin with the one it
    is told in, or the nearest to it; those for single uses stand apart in `uses`.
    """

    id: int
    ref: str
    kind: str
    case_id: int
    section_key: str
    title: str
    ask: str
    button: str
    thanks: str
    language: str
    languages: frozenset[str]
    door: Door
    status: str
    opens_at: datetime | None
    deadline: date | None
    closed_on: date | None
    close_reason: str
    outcome_id: int | None
    demands: tuple[Demand, ...]
    targets: tuple[Addressee, ...]
    copies: tuple[Addressee, ...]
    letters: tuple[Letter, ...]
    uses: tuple[Letter, ...]
    settings: Mapping[str, Any]
    fixed_goal: int | None
    display_threshold: int
    asks: tuple[str, ...]
    offers: tuple[str, ...]
    unconfirmed: str
    next_action: ActionLine | None
    superseded_by: ActionLine | None
    # The same action in other sections, by id: its original and what others made of it, where they are public.
    family: tuple[int, ...] = ()
    credits: tuple[CreditLine, ...] = ()

    def goal_for(self, number: int) -> int:
        """The goal to show beside a number: the one staff set while it is not reached, else the ladder's."""
        return self.fixed_goal if self.fixed_goal and number < self.fixed_goal else next_goal(number)

    def shows(self, number: int) -> bool:
        """Whether the number is shown yet."""
        return number >= self.display_threshold


_PARTS = (
    "words", "case__words", "section__words", "demands__words", "appeals__words", "targets__office__words",
    Prefetch("credits", ActionCredit.objects.select_related("contributor")),
    "next_action__words", consents_of("next_action__case__consents"), "next_action__case__people",
    "superseded_by__words", consents_of("superseded_by__case__consents"), "superseded_by__case__people",
)  # fmt: skip

_SETTLED = (ActionStatus.LIVE, ActionStatus.CLOSED, ActionStatus.ARCHIVED)


def public_action(action_id: int, language: str, *, at: datetime) -> PublicAction | None:
    """An action in a language, or wholly in another where it is not whole in this one; None without anything public.

    Whether its own case may be shown is asked apart (`cases.queries.may_show`); the actions it leads to are left out
    when theirs may not.
    """
    action = _fetched(action_id)
    if action is None or action.in_language(language) is None or door_of(action, at) == Door.HIDDEN:
        return None
    return _public(action, language, at)


def rehearsed_action(action_id: int, language: str, *, at: datetime) -> PublicAction | None:
    """An action as its page will tell it once it is open, for those who may read it before; None without any words.

    One that is open or has ended is told as it stands.
    """
    action = _fetched(action_id)
    if action is None or action.in_language(language) is None:
        return None
    if action.status not in _SETTLED:
        action.status, action.opens_at = ActionStatus.LIVE, None
    return _public(action, language, at)


def _fetched(action_id: int) -> Action | None:
    rows = Action.objects.select_related("section", "case", "next_action__case", "superseded_by__case")
    return rows.prefetch_related(*_PARTS).filter(pk=action_id).first()


def asks_proof(action_id: int, section_id: int) -> bool:
    """Whether a switch asks browsers for a proof of work, for an action taken with a section.

    Until somebody turns it off: a page stays in caches, and the front forgives a proof too many, not one too few.
    """
    here = (Q(action=action_id) | Q(action=None)) & (Q(section=section_id) | Q(section=None))
    return Switch.objects.filter(here, does=Does.PROVE, ended_at=None).exists()


def door_of(action: Action, at: datetime) -> Door:
    """Whether an action can be taken at a moment, and if not, why."""
    return door(Terms(action.status, action.opens_at, action.deadline), at=at)


def _public(action: Action, wanted: str, at: datetime) -> PublicAction:
    language = read_in(action, wanted)
    said = action.in_language(language)
    targets, copies = (_addressees(action, role, language) for role in (TargetRole.TARGET, TargetRole.COPY))
    letters = _letters(action, language, targets)
    return PublicAction(
        id=action.pk, ref=action.ref, kind=action.kind, case_id=action.case_id, section_key=action.section.key,
        title=said.title, ask=said.ask, button=said.button, thanks=said.thanks,
        language=said.language, languages=whole_in(action),
        door=door_of(action, at), status=action.status, opens_at=action.opens_at, deadline=action.deadline,
        closed_on=action.closed_on, close_reason=action.close_reason, outcome_id=action.outcome_id,
        demands=_demands(action, language), targets=targets, copies=copies,
        letters=tuple(letter for letter in letters if not letter.use),
        uses=tuple(letter for letter in letters if letter.use), settings=action.settings,
        fixed_goal=action.goal, display_threshold=action.display_threshold,
        asks=tuple(action.asks), offers=tuple(action.offers),
        unconfirmed=action.unconfirmed or action.section.unconfirmed or Unconfirmed.WAIT,
        next_action=_line(action.next_action, action, wanted, at),
        superseded_by=_line(action.superseded_by, action, wanted, at), family=family_of(action),
        credits=credited(action.credits.all(), language, on=at.date()),
    )  # fmt: skip


def family_of(action: Action) -> tuple[int, ...]:
    """The same action in other sections: its original and the adaptations, as far as they are or were public."""
    root = action.original_id or action.pk
    rows = Action.objects.filter(Q(pk=root) | Q(original=root), status__in=_SETTLED).exclude(pk=action.pk)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _line(action: Action | None, by: Action, language: str, at: datetime) -> ActionLine | None:
    if action is None or not may_show(action.case, at.date()):
        return None
    if action.case_id != by.case_id and is_kept_out(action.case):
        return None  # the page that leads there is one that search engines read
    said = action.in_language(language)
    if said is None:
        return None
    return ActionLine(
        id=action.pk, ref=action.ref, kind=action.kind, case_id=action.case_id, title=said.title,
        language=said.language, door=door_of(action, at),
    )  # fmt: skip


def _demands(action: Action, language: str) -> tuple[Demand, ...]:
    said = (demand.in_language(language) for demand in action.demands.all())
    return tuple(Demand(words.text, words.language) for words in said if words is not None)


def _addressees(action: Action, role: TargetRole, language: str) -> tuple[Addressee, ...]:
    found = (addressee(row.office, language) for row in action.targets.all() if row.role == role)
    return tuple(office for office in found if office is not None)


def _letters(action: Action, language: str, targets: tuple[Addressee, ...]) -> tuple[Letter, ...]:
    return tuple(letter for appeal in action.appeals.all() for letter in _in_languages(appeal, language, targets[:1]))


def _in_languages(appeal: Appeal, language: str, first: tuple[Addressee, ...]) -> Iterator[Letter]:
    words = {row.language: row for row in appeal.words.all()}
    for code in preference(language, words):
        to = first[0].in_language(code) if first else None
        yield Letter(
            language=code, subject=words[code].subject, salutation=to.salutation if to else "",
            body=words[code].body, closing=to.closing if to else "",
            mention_organisation=appeal.mention_organisation, use=appeal.use,
        )  # fmt: skip
