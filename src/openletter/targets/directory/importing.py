"""Bringing a table of offices in: what it would do, and doing it, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from openletter.kernel import audit, marks, words
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.targets.directory.table import OfficeRow, Reading
from openletter.targets.models import Accreditation, ContactPoint, Office
from openletter.targets.representatives.shapes import Fault


@dataclass(frozen=True, slots=True)
class Report:
    """How many offices are new, how many are there already, and what stands in the way."""

    new: tuple[str, ...]
    kept: tuple[str, ...]
    faults: tuple[Fault, ...]


def report_on(reading: Reading) -> Report:
    """What bringing the table in would do. Nothing is written."""
    there = set(Office.objects.filter(key__in=reading.offices).values_list("key", flat=True))
    faults = list(reading.faults)
    if not faults and not reading.offices:
        faults.append(Fault(0, "", gettext("There is no office in this file.")))
    return Report(
        new=tuple(key for key in reading.offices if key not in there),
        kept=tuple(key for key in reading.offices if key in there),
        faults=tuple(faults),
    )


@transaction.atomic
def bring_in(reading: Reading, *, actor: Actor, at: datetime) -> Report:
    """Every office of the table stands as it says; ways it does not name stay, and known ways keep their health.

    Raises Refused, with nothing written, while there are faults.
    """
    report = report_on(reading)
    if report.faults:
        raise Refused(gettext("The file has faults; nothing of it was imported."))
    rows = {row.key: row for row in Office.objects.select_for_update().filter(key__in=reading.offices)}
    for said in reading.offices.values():
        _keep(rows.get(said.key), said, actor, at)
    marks.bump(marks.PAGES)
    return report


def _keep(office: Office | None, said: OfficeRow, actor: Actor, at: datetime) -> None:
    before = audit.snapshot(office) if office else {}
    row = office or Office(key=said.key)
    for name, value in said.fields.items():
        # An empty cell says nothing of an office that is there.
        if value or not office:
            setattr(row, name, value)
    row.save()
    words.write(row, said.words)
    for country in said.accredited_to:
        Accreditation.objects.get_or_create(office=row, country=country)
    for order, (kind, value) in enumerate(said.contacts):
        ContactPoint.objects.update_or_create(
            office=row, kind=kind, value=value,
            defaults={"checked_on": said.checked_on} if said.checked_on else {},
            # A file is one person's word: somebody else says that a new way works.
            create_defaults={"checked_on": said.checked_on, "order": order, "written_by": actor.id},
        )  # fmt: skip
    kept = Office.objects.get(pk=row.pk)
    audit.record(actor=actor, verb="office.import", subject=kept, at=at, before=before, after=audit.snapshot(kept))
