"""Lists of names for an office: of those who agreed to it, drawn row by row, kept nowhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from openletter.actions.access import open_named
from openletter.actions.models import ActionTaken
from openletter.actions.rules import ActState
from openletter.deliveries.models import DeliveryRequest, PetitionDelivery
from openletter.deliveries.rules.handing_over import Columns, part_of
from openletter.kernel import countries
from openletter.kernel.cells import safe_cell
from openletter.kernel.text import without_controls
from openletter.supporters.rules import Disclosure, named_as

ROWS: Final = 2000  # ids fetched at a time
BLOCK: Final = 16 * 1024  # characters sent at a time
MARK: Final = "\ufeff"  # by which spreadsheets know that the letters are Unicode


def agreed(delivery: PetitionDelivery, as_of: datetime) -> QuerySet[ActionTaken]:
    """The acts whose people agreed, on the form, that officials learn their name, and had confirmed by then.

    Only what counts: whatever is pending, withdrawn, disowned or set aside is not there.
    """
    return ActionTaken.objects.filter(
        action=delivery.action_id, state=ActState.COUNTED, to_target=True, data_key__isnull=False,
        confirmed_at__lte=as_of,
    )  # fmt: skip


def acts_of(delivery: PetitionDelivery, as_of: datetime) -> Iterator[UUID]:
    """Their ids, of the delivery's own part of the list alone, through a cursor of the database's."""
    ids = agreed(delivery, as_of).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=ROWS)
    return (pk for pk in ids if part_of(pk, delivery.parts) == delivery.part)


def people_of(delivery: PetitionDelivery, as_of: datetime) -> int:
    """How many people's names the list of this hand-over may hold; nothing is opened."""
    if delivery.parts == 1:
        return agreed(delivery, as_of).count()
    return sum(1 for _act in acts_of(delivery, as_of))


def as_csv(request: DeliveryRequest, language: str) -> Iterator[str]:
    """The list as CSV in blocks, in the order in which people acted, headed in a language.

    Each is named as they chose, and who typed no name is left out. No cell can run as a formula. Raises CannotOpen.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    wide = request.columns == Columns.NAME_PLACE
    with override(language):
        writer.writerow([_("Number"), _("Name"), *([_("Country or town")] if wide else [])])
    yield MARK
    number = 0
    for act, typed in open_named(acts_of(request.delivery, request.as_of)):
        shown = typed.more.get("disclosure", Disclosure.NAME_COUNTRY.value)
        name = _line(named_as(typed.name, shown))
        if not name:
            continue
        number += 1
        writer.writerow([number, safe_cell(name), *([_place(act, typed.town, shown, language)] if wide else [])])
        if out.tell() >= BLOCK:
            yield _emptied(out)
    yield _emptied(out)


def _place(act: ActionTaken, town: str, disclosure: str, language: str) -> str:
    country = countries.name(act.country, language) if act.country else ""
    return safe_cell(_line(town) or country if disclosure == Disclosure.INITIALS_PLACE else country)


def _line(text: str) -> str:
    return " ".join(without_controls(text).split())


def _emptied(out: io.StringIO) -> str:
    block = out.getvalue()
    out.seek(0)
    out.truncate()
    return block
