"""Bringing a file of representatives in: what it would change, and changing it, whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.targets.representatives.models import (
    Area,
    AreaPostcode,
    Legislature,
    Representative,
    RepresentativeContact,
)
from openletter.targets.representatives.rules import Difference, compare
from openletter.targets.representatives.shapes import Fault, House, Member, Reading
from openletter.targets.rules import ContactHealth

# How much of a row is written at once; SQLite takes a bounded number of values a statement.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What a file changes of one legislature, with names for whoever reads the report."""

    house: House
    is_new: bool
    difference: Difference
    names: Mapping[str, str]

    def called(self, keys: Iterable[str]) -> list[str]:
        """The people behind keys, by name."""
        return [self.names.get(key, key) for key in keys]

    @property
    def those_gone(self) -> list[str]:
        """The names of those who would be retired."""
        return self.called(self.difference.gone)


@dataclass(frozen=True, slots=True)
class Report:
    """What an import would do, or did. With faults it does nothing."""

    changes: tuple[Change, ...]
    areas: int
    faults: tuple[Fault, ...]

    @property
    def alters(self) -> bool:
        """Whether anything would be another than it is."""
        every = (change.difference for change in self.changes)
        return any(one.new or one.changed or one.returned or one.gone for one in every)


def report_on(reading: Reading) -> Report:
    """What importing would change. Nothing is written."""
    faults = list(reading.faults)
    if not faults and not reading.members:
        faults.append(Fault(0, "", gettext("Nobody in this file serves now. Nothing would be left to find.")))
    faults += _claimed_elsewhere(reading)
    changes = () if faults else tuple(_change(reading, house) for house in reading.houses.values())
    return Report(changes, len(reading.places), tuple(faults))


def _claimed_elsewhere(reading: Reading) -> list[Fault]:
    kept = Legislature.objects.filter(key__in=reading.houses).values_list("key", "country")
    wrong = [key for key, country in kept if reading.houses[key].country != country]
    message = gettext("This legislature is kept under another country.")
    return [Fault(0, "legislature", message, where=key) for key in wrong]


def _change(reading: Reading, house: House) -> Change:
    rows = Representative.objects.filter(legislature__key=house.key)
    kept = {row.key: row for row in rows}
    members = {key: member for (of, key), member in reading.members.items() if of == house.key}
    difference = compare(
        kept={key: (row.digest, row.retired_on is None) for key, row in kept.items()},
        found={key: member.digest for key, member in members.items()},
    )
    names = {key: str(row) for key, row in kept.items()}
    names |= {key: next(iter(member.names.values()), key) for key, member in members.items()}
    is_new = not Legislature.objects.filter(key=house.key).exists()
    return Change(house, is_new, difference, names)


@transaction.atomic
def bring_in(reading: Reading, *, actor: Actor, at: datetime) -> Report:
    """The file's legislatures have the members it names; who is not in it has left on that day.

    Twice changes nothing but the day of checking. Raises Refused, with nothing written, while there are faults.
    """
    report = report_on(reading)
    if report.faults:
        raise Refused(gettext("The file has faults; nothing of it was imported."))
    areas = _keep_areas(reading)
    for change in report.changes:
        house = _keep_house(change.house, at)
        members = {key: one for (of, key), one in reading.members.items() if of == change.house.key}
        _keep_members(house, members, change.difference, areas)
        _retire(house, change.difference.gone, at.date())
        audit.record(
            actor=actor, verb="representatives.import", subject=house, at=at,
            after={name: len(getattr(change.difference, name)) for name in ("new", "changed", "returned", "gone")},
        )  # fmt: skip
    marks.bump(marks.PAGES)
    return report


def _keep_house(house: House, at: datetime) -> Legislature:
    row, _new = Legislature.objects.update_or_create(
        key=house.key,
        defaults={
            "country": house.country, "chamber": house.chamber, "names": dict(house.names), "imported_at": at,
        },
    )  # fmt: skip
    return row


def _keep_areas(reading: Reading) -> dict[tuple[str, str], Area]:
    areas: dict[tuple[str, str], Area] = {}
    countries = {place.country for place in reading.places.values()}
    kept = {(row.country, row.key): row for row in Area.objects.filter(country__in=countries)}
    for place in reading.places.values():
        row = kept.get((place.country, place.key))
        if row is None:
            row = Area.objects.create(country=place.country, key=place.key, names=dict(place.names))
        areas[place.country, place.key] = row
    for place in reading.places.values():
        row = areas[place.country, place.key]
        around = areas.get((place.country, place.within))
        around_id = around.pk if around and around.pk != row.pk else None
        if (row.names, row.within_id) != (dict(place.names), around_id):
            row.names, row.within_id = dict(place.names), around_id
            row.save(update_fields=["names", "within"])
    _keep_postcodes(reading, areas)
    return areas


def _keep_postcodes(reading: Reading, areas: Mapping[tuple[str, str], Area]) -> None:
    ids = [area.pk for area in areas.values()]
    kept: dict[int, set[str]] = defaultdict(set)
    for pk, code in AreaPostcode.objects.filter(area__in=ids).values_list("area_id", "code"):
        kept[pk].add(code)
    new = []
    for place in reading.places.values():
        pk = areas[place.country, place.key].pk
        new += [AreaPostcode(area_id=pk, code=code) for code in sorted(place.postcodes - kept[pk])]
        if place.postcodes and (stale := kept[pk] - place.postcodes):
            AreaPostcode.objects.filter(area_id=pk, code__in=stale).delete()
    AreaPostcode.objects.bulk_create(new, batch_size=BATCH)


def _keep_members(
    house: Legislature, members: Mapping[str, Member], difference: Difference, areas: Mapping[tuple[str, str], Area]
) -> None:
    rows = {row.key: row for row in Representative.objects.filter(legislature=house, key__in=list(members))}
    for key in (*difference.new, *difference.changed, *difference.returned):
        member = members[key]
        row = rows.get(key) or Representative(legislature=house, key=key)
        row.area = areas.get((house.country, member.area))
        row.names, row.party = dict(member.names), dict(member.party)
        row.since, row.until, row.languages = member.since, member.until, list(member.languages)
        row.salutations, row.closings = dict(member.salutations), dict(member.closings)
        row.source, row.checked_on = member.source, member.checked_on
        row.digest, row.retired_on = member.digest, None
        row.save()
        if row.objected_on is None:
            _keep_contacts(row, member)
    for key in difference.same:
        if rows[key].checked_on != members[key].checked_on:
            Representative.objects.filter(pk=rows[key].pk).update(checked_on=members[key].checked_on)


def _keep_contacts(row: Representative, member: Member) -> None:
    """What still stands in the file keeps the health we learned; the rest goes."""
    kept = {(one.kind, one.value): one.pk for one in row.contact_points.all()}
    wanted = dict.fromkeys(member.contacts)
    gone = [pk for way, pk in kept.items() if way not in wanted]
    RepresentativeContact.objects.filter(pk__in=gone).delete()
    RepresentativeContact.objects.bulk_create(
        RepresentativeContact(representative=row, kind=kind, value=value, health=ContactHealth.UNVERIFIED)
        for kind, value in wanted if (kind, value) not in kept
    )  # fmt: skip


def _retire(house: Legislature, keys: Iterable[str], on: date) -> None:
    """Who left keeps a name for what was done with them, and no way to be reached."""
    gone = Representative.objects.filter(legislature=house, key__in=list(keys))
    RepresentativeContact.objects.filter(representative__in=gone).delete()
    gone.update(retired_on=on)


@transaction.atomic
def object_to_standing_here(
    *, representative: Representative, upheld: bool, reason: str, actor: Actor, at: datetime
) -> None:
    """A representative's objection is upheld: they are shown nowhere; or it is lifted again. Imports change neither.

    Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused(gettext("Say why; the audit keeps it."))
    before = audit.snapshot(representative)
    representative.objected_on = at.date() if upheld else None
    representative.save(update_fields=["objected_on"])
    if upheld:
        representative.contact_points.all().delete()
    audit.record(
        actor=actor, verb="representative.objection", subject=representative, at=at, before=before,
        after=audit.snapshot(representative), reason=reason,
    )  # fmt: skip
    marks.bump(marks.PAGES)
