"""How a message was judged, as the desk tells it: every step in a line, by whom, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openletter.desk import said
from openletter.solidarity.models import Decision, SolidarityMessage, said_in
from openletter.solidarity.rules import ObjectionState, Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history: when, what, by whom; why in the house's words, and in somebody's own."""

    at: datetime
    what: str
    who: str = ""
    why: str = ""
    words: str = ""
    note: str = ""


def timeline(message: SolidarityMessage) -> list[Step]:
    """Everything that happened to a message, in its order. Nothing sealed is opened."""
    steps = [Step(message.received_at, pgettext("message", "Received"))]
    steps += [_decided(row) for row in message.decisions.all()]
    for objection in message.objections.exclude(state=ObjectionState.PAST):
        steps.append(Step(objection.said_at, _("Its sender objected")))
        if objection.answered_at is not None:
            steps.append(Step(objection.answered_at, _("The sender was answered"), note=objection.get_state_display()))
    return sorted(steps, key=lambda step: step.at)


def _decided(row: Decision) -> Step:
    return Step(
        row.at, str(row.get_verdict_display()), row.by_name, said_in(row.reason_said, said.reader()), row.words,
        " · ".join(_notes(row)),
    )  # fmt: skip


def _notes(row: Decision) -> list[str]:
    found = []
    if row.verdict == Verdict.SECOND and row.leaning:
        # Translators: %(verdict)s is "Accepted" or "Withheld"; what a first reader would decide.
        found.append(_("would have decided: %(verdict)s") % {"verdict": row.get_leaning_display()})
    if row.told and row.verdict in (Verdict.WITHHELD, Verdict.ACCEPTED):
        found.append(_("the sender was told"))
    if row.overturned_at is not None:
        found.append(_("overturned later"))
    return found
