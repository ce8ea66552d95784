"""How an action stands on its path, read from its rows: nothing else remembers where somebody was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.actions.safety import safety_check
from openletter.desk.buttons import UNSETTLED
from openletter.desk.path.steps import ENDED, Written, rail, wanting_in
from openletter.desk.standing import consent_standing
from openletter.sections.access import Right, may, within

PARTS = (
    "words", "section__words", "demands__words", "appeals__words", "targets", "case__words", "case__concerns",
    "case__people__words", "case__consents",
)  # fmt: skip
UNFINISHED = (*UNSETTLED, ActionStatus.APPROVED, ActionStatus.SCHEDULED)
MOST = 10


def written(action: Action, *, on: date, closely: bool = True) -> Written:
    """What stands of an action on a day, its parts prefetched. `closely` asks its kind too, at the price of reads."""
    case, kind = action.case, kind_of(action.kind)
    people = [person.languages() for person in case.people.all()]
    named = frozenset.intersection(*people) if people else frozenset()
    texts = [appeal.languages() for appeal in action.appeals.all() if not appeal.use]
    return Written(
        wanted=tuple(action.wanted_languages()),
        status=action.status,
        case=case.languages() & named,
        has_concern=bool(case.concerns.all()),
        call=action.languages(),
        demands=tuple(found for demand in action.demands.all() if (found := demand.languages())),
        targets=len(action.targets.all()),
        text=frozenset().union(*texts),
        has_guidance=getattr(case, "guidance", None) is not None,
        lacks=tuple(kind.lacks(action)) if closely and kind.lacks else (),
        deadline_passed=action.deadline is not None and action.deadline < on,
        consent_missing=consent_standing(case, on).missing,
        is_recalled=case.recalled_at is not None,
        unsafe=tuple(_unsafe(action, on)) if closely else (),
    )


def _unsafe(action: Action, on: date) -> Iterator[str]:
    """What the safety check points out beside consent, which the step says by itself."""
    for finding in safety_check(action.case, action, on):
        if finding.stands and finding.code != "consent":
            yield finding.sentence


def to_come(action: Action, *, on: date) -> list[str]:
    """What an action still misses on its path, step by step, as sentences: what must be there, and what may come."""
    places = wanting_in(rail(kind_of(action.kind), written(action, on=on)))
    # Translators: %(step)s is a step of publishing, such as "Languages"; %(parts)s what is missing in it.
    line = _("%(step)s: %(parts)s")
    return [line % {"step": place.name, "parts": "; ".join(place.missing)} for place in places]


def unfinished(user: Any) -> QuerySet[Action]:
    """The actions on their way in the person's sections, the latest first, with their parts."""
    rows = Action.objects.filter(within(user, Right.EDIT_ACTIONS, "section_id"), status__in=UNFINISHED)
    return rows.select_related("section", "case__section", "case__guidance").prefetch_related(*PARTS)[:MOST]


def may_write(user: Any, action: Action) -> bool:
    """Whether the person may write this action now; of what is approved the changes wait for a second person.

    What was taken over from another section is worded on a page of its own, beside its original.
    """
    if action.original_id is not None:
        return False
    return action.status not in ENDED and may(user, Right.EDIT_ACTIONS, action.section_id)
