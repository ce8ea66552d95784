"""Names of people who signed, asked for by a colleague: another person releases them or not."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from openletter.deliveries.models import DeliveryRequest
from openletter.deliveries.rules.handing_over import ListState
from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.sections.access import Right, within


@waits(order=16, right=Right.DELIVER)
def names_to_release(user: Any, today: date) -> Group:
    """Requests for names, of colleagues alone: whoever asked cannot release."""
    rows = DeliveryRequest.objects.filter(
        within(user, Right.DELIVER, "delivery__action__section_id"), state=ListState.ASKED
    ).exclude(asked_id=user.pk)
    found = rows.order_by("as_of").select_related("delivery__action", "delivery__office")[: most()]
    return Group(gettext("Names to release"), tuple(_line(row) for row in found), reverse("desk_handovers"))


def _line(row: DeliveryRequest) -> Line:
    action, office = row.delivery.action, row.delivery.office
    url = reverse("desk_handover", args=[row.delivery_id])
    return Line(partial(said.title, action), url, partial(_note, row), worded=(action, office))


def _note(row: DeliveryRequest) -> str:
    # Translators: names of people who signed, and the office that is to get them.
    text = ngettext("%(number)s name for %(office)s", "%(number)s names for %(office)s", row.people)
    return text % {"number": row.people, "office": said.name(row.delivery.office)}
