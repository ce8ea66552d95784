"""Whether what waits of an action fits beside what stands by now: nothing of it deleted since, no place taken."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from openletter.actions.models import Action, UrgentSheet
from openletter.actions.urgent.numbers import stamped
from openletter.kernel.refusals import Refused


def require_room(live: Action, state: dict[str, Any]) -> None:
    """Pass where the sheet of this state has room: one an action, at a place that no other one has. Raises Refused."""
    sheets = state.get("sheets") or []
    if len(sheets) > 1:
        raise Refused(
            _(
                "An urgent action’s sheet was added twice, and an action has one. Open the whole form with “Write on”, "
                "take one of them out, and save."
            )
        )
    for sheet in sheets:
        place = {"ua_number": sheet["ua_number"], "ua_sequence": sheet["ua_sequence"]}
        if UrgentSheet.objects.filter(section=live.section_id, **place).exclude(action=live.pk).exists():
            sentence = _(
                "%(stamp)s stands on another action by now. Open the whole form with “Write on”, correct the number, "
                "and save."
            )
            raise Refused(sentence % {"stamp": stamped(sheet["ua_number"], sheet["ua_sequence"])})
