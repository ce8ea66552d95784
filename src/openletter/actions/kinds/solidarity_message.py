"""A message of solidarity: a few words, perhaps a drawing, to the person or their family. One person counts once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from openletter.actions.kinds.registry import About, Address, Kind, Need, Question, Tool, register
from openletter.actions.rules import Channel, EvidenceLevel
from openletter.actions.wording import Remark
from openletter.actions.wording.message import Guidance, look_at_message

if TYPE_CHECKING:
    from openletter.actions.models import Action

LONGEST = 3_000  # characters that can be kept at all; the case's own limit is a remark that must be heeded


def look(typed: Mapping[str, str], about: About) -> tuple[Remark, ...]:
    """What the case asks of messages, beside what was written."""
    guidance = Guidance.of(about.guidance)
    remarks = look_at_message(
        typed.get("message", ""), guidance=guidance, organisation=about.organisation,
        address=typed.get("sender_address", ""),
    )  # fmt: skip
    if typed.get("enclosure") and not guidance.takes_pictures:
        return (*remarks, Remark("picture", "picture_not_allowed", grave=True))
    return remarks


def lacks(action: Action) -> list[str]:
    """Nothing is asked for longer than it can be passed on."""
    guidance = getattr(action.case, "guidance", None)
    until = guidance.available_until if guidance else None
    if until is not None and (action.deadline is None or action.deadline > until):
        return [_now("The deadline must be no later than the last day on which messages can be passed on.")]
    return []


SOLIDARITY_MESSAGE = register(
    Kind(
        key="solidarity_message",
        name=_("Message of solidarity"),
        button=_("Send my message"),
        definition=_(
            "One message is one person who wrote and confirmed by e-mail. Every confirmed message counts as received, "
            "also one that cannot be passed on."
        ),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy("%(number)s message received", "%(number)s messages received", "count"),
        channel=Channel.WEB_FORM,
        evidence_at_first=EvidenceLevel.CLICKED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(),
        templates="solidarity_message",
        address=Address.REQUIRED,
        tools=(Tool.GUIDANCE,),
        asks=(
            Question(
                "message", _("Your message"), shape="block", longest=LONGEST, required=True,
                missing=_("Write a few words."),
            ),
            Question(
                "signed", _("Your name under the message"), longest=60,
                hint=_("A first name is enough. It stands there with your country; you may leave it empty."),
            ),
            Question("sender_address", _("Your postal address"), shape="block", longest=400),
        ),
        needs=frozenset({Need.GUIDANCE}),
        leaves_out=frozenset({Need.DEMAND, Need.LETTER, Need.TARGET}),
        encloses=True,
        looks=look,
        lacks=lacks,
    )
)  # fmt: skip
