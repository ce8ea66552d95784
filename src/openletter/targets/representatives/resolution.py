"""A representative as a recipient, so that every paper and draft made for offices serves for them as well."""

from __future__ import annotations

from openletter.kernel.languages import known, preference
from openletter.targets.queries import Address
from openletter.targets.representatives import rules
from openletter.targets.representatives.models import Representative
from openletter.targets.resolution import Recipient
from openletter.targets.resolution.channels import Point, ways_of
from openletter.targets.rules import OfficeKind


def recipient(row: Representative, language: str) -> Recipient:
    """A representative, with legislature and contact points fetched, addressed in a language or the nearest."""
    country = row.legislature.country
    points = [Point(one.kind, one.value, one.health, order) for order, one in enumerate(row.contact_points.all())]
    ways = ways_of(points, office=row.ref, country=country)
    addresses = tuple(_address(row, code) for code in preference(language, known()))
    return Recipient(
        office=row.ref, kind=OfficeKind.MEMBER_OF_PARLIAMENT, territory=country, role="target", holder="",
        language=addresses[0].language, name=addresses[0].name, salutation=addresses[0].salutation,
        closing=addresses[0].closing, postal=ways.postal, email=ways.email, phones=ways.phones, fax=ways.fax,
        web_form=ways.web_form, handles=ways.handles, preferred_languages=tuple(row.languages),
        notices=ways.notices, addresses=addresses,
    )  # fmt: skip


def _address(row: Representative, language: str) -> Address:
    name = rules.said(row.names, language)
    house = row.legislature
    own = row.salutations.get(language)
    return Address(
        language=language,
        name=name,
        salutation=own or rules.salutation(chamber=house.chamber, country=house.country, language=language, name=name),
        closing=row.closings.get(language) or rules.closing(language),
    )
