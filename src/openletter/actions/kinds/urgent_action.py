"""The urgent action: letters to officials about somebody in danger, written and sent by the supporter within days.

The two pages of its sheet are data (`actions.urgent`); it has its number and its place in a series.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from openletter.actions.kinds.registry import Address, Kind, Tool, register
from openletter.actions.rules import Channel, EvidenceLevel

if TYPE_CHECKING:
    from openletter.actions.models import Action
    from openletter.kernel.audit import Actor


def _lacks(action: Action) -> list[str]:
    """Its sheet with a number and a summary, and the day until which appeals help."""
    from openletter.kernel.words import with_words  # rows: not where kinds alone are asked

    sheet = with_words(action.sheets.all()).first()
    told = sheet is not None and any(row.summary for row in sheet.words.all())
    parts = (
        (gettext("It has no number and no place in the series yet."), sheet is not None),
        (gettext("It has no summary yet."), told),
        (gettext("It has no deadline yet."), action.deadline is not None),
    )
    return [what for what, there in parts if not there]


def _opened(action: Action, actor: Actor, at: datetime) -> None:
    from openletter.actions.operations import series  # the front reads kinds before there are tables

    series.opened(action, actor=actor, at=at)


URGENT_ACTION = register(
    Kind(
        key="urgent_action",
        name=_("Urgent action"),
        button=_("Write now"),
        report=_("I wrote"),
        definition=_(
            "One appeal is one person who says that they wrote, however many officials and copies it went to."
        ),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy("%(number)s person wrote", "%(number)s people wrote", "count"),
        channel=Channel.POST,
        evidence_at_first=EvidenceLevel.SELF_REPORTED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(),
        templates="urgent_action",
        address=Address.OPTIONAL,
        tools=(Tool.SHEET, Tool.OWN_MAIL, Tool.LETTER),
        lacks=_lacks,
        opened=_opened,
    )
)
