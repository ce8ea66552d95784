"""Credits: who took part, as they agreed to be named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openletter.sections.models import Contributor, Section
from openletter.sections.rules import CreditRole


def credits_in(data: dict[str, Any], section: Section) -> Iterator[tuple[CreditRole, Contributor]]:
    """The credits of a part of a file, in its order, with the section's contributors behind them."""
    for line in data.get("credits", ()):
        yield CreditRole(line["role"]), _contributor(line, section)


def _contributor(said: dict[str, Any], section: Section) -> Contributor:
    told = {"link": said.get("link", ""), "agreed_on": said["agreed_on"]}
    return Contributor.objects.get_or_create(section=section, kind=said["kind"], name=said["name"], defaults=told)[0]
