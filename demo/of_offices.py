"""Offices, the ways that lead to them, their hours, and what is known of the post."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.facts import make
from openletter.targets.models import Accreditation, ContactPoint, Office, PostRoute

CHECKED = date(2026, 9, 14)
INVENTED = "Invented for the demo world."


def load(data: dict[str, Any]) -> None:
    """The office stands with its words, its ways and the countries it is accredited to."""
    office = make(
        Office, f"office/{data['key']}", data["words"], key=data["key"], kind=data["kind"],
        portfolio=data.get("portfolio", ""), territory=data["territory"], seat=data.get("seat", ""),
        preferred_languages=data["preferred_languages"], timezone=data.get("timezone", ""),
        office_hours=data.get("office_hours", "").replace("; ", "\n"),
    )  # fmt: skip
    for country in data.get("accredited_to", ()):
        Accreditation.objects.create(office=office, country=country)
    for contact in data["contacts"]:
        ContactPoint.objects.create(
            office=office, kind=contact["kind"], value=contact["value"], order=contact.get("order", 0),
            health=contact["health"], health_reason=contact.get("reason", ""), note=INVENTED,
            checked_on=None if contact["health"] == "unverified" else CHECKED,
        )  # fmt: skip


def load_routes(routes: list[dict[str, Any]]) -> None:
    """Every route of the file that is not there yet."""
    for data in routes:
        known = {"from_country": data["from"], "to_country": data["to"], "since": data["since"]}
        if not PostRoute.objects.filter(**known).exists():
            PostRoute.objects.create(
                **known, state=data["state"], until=data.get("until"), source=data["source"],
                checked_on=data["checked_on"],
            )  # fmt: skip
