"""A call to an office. One call that somebody tells us of counts once, whoever picked it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from openletter.actions.kinds.registry import Address, Kind, Need, Question, Tool, register
from openletter.actions.rules import Channel, EvidenceLevel, TargetRole
from openletter.targets.rules import ContactKind

if TYPE_CHECKING:
    from openletter.actions.models import Action

# The answer that says a number rings nowhere; actions/tasks/calls.py listens for it.
DEAD_NUMBER = "dead_number"
_WENT = (
    ("spoke", _("I spoke to somebody")),
    ("message", _("I left a message")),
    ("no_answer", _("Nobody answered")),
    ("refused", _("They would not listen")),
    (DEAD_NUMBER, _("The number does not work")),
)


def lacks(action: Action) -> list[str]:
    """That no office addressed has a telephone number that works."""
    offices = [row.office for row in action.targets.all() if row.role == TargetRole.TARGET]
    ways = [way for office in offices for way in office.contact_points.all()]
    if any(way.kind == ContactKind.PHONE and way.usable for way in ways):
        return []
    return [gettext("None of the offices addressed has a telephone number that works.")]


PHONE_CALL = register(
    Kind(
        key="phone_call",
        name=_("Telephone call"),
        button=_("Call them"),
        report=_("Tell how it went"),
        definition=_("One call is one that somebody told us of, whether or not it was answered."),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy("%(number)s person has called", "%(number)s people have called", "count"),
        channel=Channel.PHONE,
        evidence_at_first=EvidenceLevel.SELF_REPORTED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(),
        templates="phone_call",
        address=Address.OPTIONAL,
        tools=(Tool.CALL,),
        needs=frozenset({Need.LETTER, Need.TARGET}),
        has_subject=False,
        text_name=_("What to say"),
        asks=(
            Question(
                name="went", label=_("How did it go?"), shape="choice", required=True, choices=_WENT,
                missing=_("Choose how it went."),
            ),
            Question(
                name="said", label=_("What was said"), shape="block", longest=400,
                hint=_("In a few words. Only staff of the section can read it."),
            ),
        ),
        lacks=lacks,
        lacks_in=Need.TARGET,
    )
)  # fmt: skip
