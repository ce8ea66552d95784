"""The letter: printed, signed by hand and posted. One letter is one person's, to however many offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from openletter.actions.kinds.registry import Address, Kind, Need, Tool, register
from openletter.actions.rules import Channel, EvidenceLevel
from openletter.actions.wording import look

if TYPE_CHECKING:
    from openletter.actions.models import Action


def lacks_an_address(action: Action) -> list[str]:
    """That post reaches none of the offices addressed."""
    from openletter.targets.rules import ContactKind

    points = (point for row in action.targets.all() for point in row.office.contact_points.all())
    if any(point.kind == ContactKind.POSTAL and point.usable for point in points):
        return []
    return [_now("None of the offices addressed has a postal address that works.")]


LETTER = register(
    Kind(
        key="letter",
        name=pgettext_lazy("kind of action", "Letter"),
        button=_("Write and print my letter"),
        report=_("I posted my letter"),
        definition=_("One letter is one person’s, posted on paper. Copies and a second office count with it."),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy("%(number)s letter posted", "%(number)s letters posted", "count"),
        channel=Channel.POST,
        evidence_at_first=EvidenceLevel.SELF_REPORTED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(),
        templates="letter",
        address=Address.OPTIONAL,
        tools=(Tool.LETTER,),
        looks=look,
        lacks=lacks_an_address,
        lacks_in=Need.TARGET,
    )
)
