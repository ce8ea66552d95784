"""What an action still lacks before it can be approved, and what keeps it from opening: each as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from openletter.actions.kinds import Kind, Need, kind_of
from openletter.actions.models import Action
from openletter.actions.rules import ENDS_EVERYWHERE, ActionStatus
from openletter.actions.safety import safety_check
from openletter.actions.wholeness import pages_in, shown_in
from openletter.cases.models import SolidarityGuidance
from openletter.cases.operations import require_not_recalled
from openletter.kernel.languages import in_a_row
from openletter.kernel.refusals import Refused


def in_the_way(action: Action, *, at: datetime) -> list[str]:
    """What would keep an action from opening at this moment, as sentences; empty when nothing."""
    found = [finding.sentence for finding in safety_check(action.case, action, at.date()) if finding.stands]
    refused = _refused(
        (require_not_recalled, (action.case,)),
        (require_original, (action,)),
        (require_readers, (action,)),
    )
    return lacking(action, at=at) + found + refused


def keeps_stopped(action: Action, *, at: datetime) -> list[str]:
    """What would keep a recalled action from being resumed at this moment, whoever asks, as sentences."""
    found = [finding.sentence for finding in safety_check(action.case, action, at.date()) if finding.grave]
    return _refused((require_not_recalled, (action.case,)), (require_original, (action,))) + found


def _refused(*asked: tuple[Callable[..., None], tuple[Any, ...]]) -> list[str]:
    """What each of them refuses, in its own words."""
    found = []
    for refuses, told in asked:
        try:
            refuses(*told)
        except Refused as refusal:
            found.append(str(refusal.message))
    return found


def called(need: Need, kind: Kind) -> str:
    """What an action of this kind needs, in words; its text by the name that its pages give it."""
    if need == Need.LETTER and kind.text_name:
        # Translators: %(name)s is what the text is called on its page, such as "The post" or "What to say".
        return _("a text under “%(name)s”") % {"name": kind.text_name}
    return {
        Need.DEMAND: _("a demand"),
        Need.LETTER: _("a letter"),
        Need.TARGET: _("a target"),
        Need.GUIDANCE: _("the case’s guidance for messages"),
    }[need]


def lacking(action: Action, *, at: datetime) -> list[str]:
    """What an action lacks before it can be approved, as sentences, a day that is still ahead among it; empty when
    nothing."""
    kind = kind_of(action.kind)
    there = {
        Need.DEMAND: action.demands.filter(words__isnull=False),
        Need.LETTER: action.appeals.filter(words__isnull=False, use=""),
        Need.TARGET: action.targets,
        Need.GUIDANCE: SolidarityGuidance.objects.filter(case=action.case),
    }
    parts = [] if action.words.exists() else [_("a title and what is asked")]
    parts += [called(need, kind) for need in Need if need in kind.needs and not there[need].exists()]
    # Translators: %(parts)s is a list such as "a demand, a letter".
    whole = [_("The action still lacks: %(parts)s.") % {"parts": in_a_row(parts)}] if parts else []
    return whole + (kind.lacks(action) if kind.lacks else []) + _refused((require_ahead, (action.deadline, at)))


def require_complete(row: Action, at: datetime) -> None:
    """Pass where nothing is missing without which nobody could approve it. Raises Refused with all that is."""
    if found := lacking(row, at=at):
        raise Refused(" ".join(found))


def require_pages(row: Action, languages: Collection[str] | None = None) -> None:
    """Pass where the action and its case are both written in a language wanted: of these, or of its own choice. Raises
    Refused."""
    if not pages_in(row, languages):
        raise Refused(
            _(
                "No page would be left: the action and its case are written in none of the languages chosen. Keep one "
                "in which they are, or write them first."
            )
        )


def require_readers(row: Action) -> None:
    """Pass where a reader of at least one language gets to see a page, or none goes up at all. Raises Refused."""
    pages = pages_in(row)
    if pages and not any(shown_in(row, language) for language in pages):
        raise Refused(
            _(
                "No reader would see it: the section hides actions that are not whole in a language, and this one is "
                "whole in none. Write what is missing in one language first."
            )
        )


def require_original(row: Action) -> None:
    """Pass unless another section stopped, or ended for good, what this adapts. Raises Refused."""
    original = row.original
    if original is None:
        return
    if original.status == ActionStatus.SUSPENDED:
        raise Refused(_("The original is stopped. Ask the section that wrote it."))
    ended = original.status in (ActionStatus.CLOSED, ActionStatus.ARCHIVED)
    if ended and (original.outcome_id is not None or original.close_reason in ENDS_EVERYWHERE):
        raise Refused(_("The original has ended: %(reason)s.") % {"reason": original.get_close_reason_display()})


def require_ahead(deadline: date | None, at: datetime) -> None:
    """Pass where the last day has not gone by. Raises Refused."""
    if deadline is not None and deadline < at.date():
        raise Refused(_("The deadline has passed. Choose a later day."))
