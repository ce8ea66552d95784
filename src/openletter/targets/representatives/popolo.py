"""Representatives as Popolo JSON, in the shape of EveryPolitician's files: persons, organizations, memberships, posts,
areas, events. Only the role is read; dates of birth, genders, pictures and family are left where they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext

from openletter.targets.representatives import checking
from openletter.targets.representatives.checking import Unfit
from openletter.targets.representatives.rules import ANY, Chamber
from openletter.targets.representatives.shapes import Fault, House, Member, Place, Reading
from openletter.targets.rules import ContactKind

Row = dict[str, Any]
CHAMBERS: Mapping[str, str] = {
    "lower": Chamber.LOWER, "lower house": Chamber.LOWER, "upper": Chamber.UPPER, "upper house": Chamber.UPPER,
    "unicameral legislature": Chamber.SINGLE, "unicameral": Chamber.SINGLE, "regional": Chamber.REGIONAL,
}  # fmt: skip
WAYS: Mapping[str, str] = {
    "email": ContactKind.EMAIL, "phone": ContactKind.PHONE, "voice": ContactKind.PHONE, "fax": ContactKind.FAX,
    "address": ContactKind.POSTAL, "twitter": ContactKind.X_TWITTER, "facebook": ContactKind.FACEBOOK,
    "instagram": ContactKind.INSTAGRAM, "url": ContactKind.WEB_FORM, "form": ContactKind.WEB_FORM,
}  # fmt: skip
HOUSES = ("legislature", "chamber")
_YEAR = re.compile(r"\d{4}")
PARTS = ("persons", "organizations", "memberships", "posts", "areas", "events")


@dataclass(frozen=True, slots=True)
class Given:
    """What Popolo does not say: of which country this is, what the day is, and where the file comes from."""

    country: str
    on: date
    source: str
    chamber: str = ""


def read_popolo(body: bytes, given: Given) -> Reading:
    """The members who serve on the day, with their areas. Faults name the object and its field."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        return _nothing(gettext("The file is not JSON: %(why)s") % {"why": error})
    if not isinstance(data, dict) or not all(_rows_are(data.get(part, [])) for part in PARTS):
        return _nothing(gettext("A Popolo file is an object with lists of persons, organizations and memberships."))
    return _File(data, given).read()


def _rows_are(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _nothing(message: str) -> Reading:
    return Reading({}, {}, {}, (Fault(0, "", message),))


@dataclass(slots=True)
class _File:
    data: Row
    given: Given
    houses: dict[str, House] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    members: dict[tuple[str, str], Member] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    where: str = ""

    def read(self) -> Reading:
        """Houses, then areas, then whoever sits in a house on the day."""
        house_of = self._houses()
        if not house_of:
            self._fault("organizations", gettext("No organization has the classification “legislature”."))
        known = {part: self._by_id(part) for part in ("persons", "organizations", "posts", "areas", "events")}
        for area in known["areas"].values():
            self._place(area)
        for number, membership in enumerate(self.data.get("memberships", [])):
            house = house_of.get(str(membership.get("organization_id", "")))
            self.where = f"memberships[{number}]"
            if house and self._serves(membership, known["events"]):
                self._member(membership, house, known)
        return Reading(self.houses, self.places, self.members, tuple(self.faults))

    def _by_id(self, part: str) -> dict[str, Row]:
        return {str(row["id"]): row for row in self.data.get(part, []) if "id" in row}

    def _fault(self, name: str, message: str) -> None:
        self.faults.append(Fault(0, name, message, where=self.where))

    def _take[T](self, name: str, read: Callable[[str], T], value: Any) -> T | None:
        try:
            return read(value if isinstance(value, str) else str(value))
        except Unfit as unfit:
            self._fault(name, str(unfit))
            return None

    def _houses(self) -> dict[str, House]:
        found: dict[str, House] = {}
        for row in self.data.get("organizations", []):
            if row.get("classification") not in HOUSES or "id" not in row:
                continue
            self.where = f"organizations[{row['id']}]"
            names = self._names(row)
            kind = str(row.get("type", "")).lower()
            chamber = self.given.chamber or CHAMBERS.get(kind, Chamber.SINGLE)
            key = f"{self.given.country.lower()}-{slugify(names.get(ANY, '')) or slugify(str(row['id']))}"[:80]
            house = House(key.strip("-"), self.given.country, str(chamber), names)
            found[str(row["id"])] = self.houses[house.key] = house
        return found

    def _names(self, row: Row) -> dict[str, str]:
        names = {ANY: self._take("name", checking.line, row.get("name") or row.get("label") or "") or ""}
        for other in row.get("other_names") or []:
            # EveryPolitician marks names in other languages so; aliases and former names are no way to address anybody.
            if isinstance(other, dict) and other.get("lang") and other.get("note", "multilingual") == "multilingual":
                code = self._take("other_names.lang", checking.language, other["lang"])
                name = self._take("other_names.name", checking.line, other.get("name", ""))
                if code and name:
                    names.setdefault(code, name)
        return {code: name for code, name in names.items() if name}

    def _place(self, row: Row) -> None:
        self.where = f"areas[{row['id']}]"
        key = self._take("id", checking.key, row["id"])
        codes = row.get("postcodes", "")
        postcodes = self._take("postcodes", checking.postcodes, ";".join(codes) if isinstance(codes, list) else codes)
        if key is not None:
            within = str(row.get("parent_id") or "")
            self.places[key] = Place(key, self.given.country, self._names(row), within, postcodes or frozenset())

    def _serves(self, membership: Row, events: Mapping[str, Row]) -> bool:
        term = events.get(str(membership.get("legislative_period_id", "")), {})
        since = str(membership.get("start_date") or term.get("start_date") or "")
        until = str(membership.get("end_date") or term.get("end_date") or "")
        if not (_YEAR.match(since or "0000") and _YEAR.match(until or "0000")):
            return True  # read on, so that the date is named as a fault
        on = self.given.on.isoformat()
        # Dates of Popolo may be a year or a month; as text they compare as far as they go.
        return since <= on[: len(since)] and (not until or until >= on[: len(until)])

    def _member(self, membership: Row, house: House, known: Mapping[str, Mapping[str, Row]]) -> None:
        before = len(self.faults)
        person = known["persons"].get(str(membership.get("person_id", "")))
        if person is None:
            return self._fault("person_id", gettext("There is no such person in the file."))
        post = known["posts"].get(str(membership.get("post_id", "")), {})
        area = str(membership.get("area_id") or post.get("area_id") or "")
        if area and area not in self.places:
            return self._fault("area_id", gettext("There is no such area in the file."))
        party = known["organizations"].get(str(membership.get("on_behalf_of_id", "")), {})
        names = self._names(person)
        if not names.get(ANY):
            self._fault("name", gettext("This must be filled."))
        key = self._take("id", checking.key, person["id"])
        contacts = tuple(dict.fromkeys(self._contacts(person, membership)))
        if key is None or len(self.faults) > before:
            return None
        return self._seat(Member(
            key=key, house=house.key, area=area, names=names, party=self._names(party) if party else {},
            since=self._date(membership, "start_date"), until=self._date(membership, "end_date"), contacts=contacts,
            source=self._source(person), checked_on=self.given.on,
        ))  # fmt: skip

    def _seat(self, member: Member) -> None:
        """Of several memberships of one person, the one that began last: somebody who changed party sits once."""
        kept = self.members.get((member.house, member.key))
        if kept is None or kept.since <= member.since:
            self.members[member.house, member.key] = member

    def _date(self, membership: Row, name: str) -> str:
        value = membership.get(name)
        return (self._take(name, checking.edtf, value) or "") if value else ""

    def _source(self, person: Row) -> str:
        for source in person.get("sources") or []:
            if isinstance(source, dict) and isinstance(source.get("url"), str):
                return source["url"][: checking.LONGEST["source"]]
        return self.given.source

    def _contacts(self, person: Row, membership: Row) -> Iterator[tuple[str, str]]:
        told = [("email", person.get("email"))]
        for owner in (membership, person):
            told += [
                (str(row.get("type", "")), row.get("value"))
                for row in owner.get("contact_details") or [] if isinstance(row, dict)
            ]  # fmt: skip
        for way, value in told:
            kind = WAYS.get(way.lower())
            if kind and value:
                read = self._take(f"contact_details.{way}", lambda text, kind=kind: checking.contact(kind, text), value)  # type: ignore[misc]
                if read:
                    yield str(kind), read
