"""From a host and path to a section and language, and back. Sections answer by their own host or by path."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings

from openletter.sections.models import Section

LIKE_A_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request is: whose site, in which language, and the address that both begin with."""

    section: Section
    language: str
    base: str

    def address(self, rest: str = "") -> str:
        """A path within this section and language; `rest` without a slash at the start."""
        return f"{self.base}{rest}"

    def in_language(self, language: str) -> Place:
        """The same section in another of its languages."""
        return Place(self.section, language, base_of(self.section, language))


def base_of(section: Section, language: str) -> str:
    """The path that every page of a section in a language begins with: `/fr/` by host, `/ca/fr/` by path."""
    return f"/{language}/" if section.host else f"/{section.key}/{language}/"


def root_of(section: Section) -> str:
    """Scheme and host of a section's site, as mails, other sites and search engines know it."""
    return f"https://{section.host}" if section.host else str(settings.ENV.public_url)


def section_at(host: str) -> Section | None:
    """The section whose own host this is, with or without a port; None for the house's host."""
    return Section.objects.filter(host=host.split(":")[0].lower(), is_active=True).exclude(host="").first()


def section_of_path(host: str, path: str) -> Section | None:
    """The section on whose site a path lies, in whatever language or none; None for the house's own."""
    own = Section.objects.filter(key=path.lstrip("/").split("/")[0], host="", is_active=True)
    return section_at(host) or own.first()


def find(host: str, path: str) -> tuple[Place | None, str]:
    """The place a path belongs to and what is left of it; (None, path) for addresses of the house."""
    segments = path.lstrip("/").split("/")
    # The desk and what else belongs to the house names no language where one would stand: nothing need be asked.
    section = section_of_path(host, path) if any(map(LIKE_A_LANGUAGE.fullmatch, segments[:2])) else None
    if section is None:
        return None, path
    rest = segments if section.host else segments[1:]
    if not rest or rest[0] not in section.languages:
        return None, path
    return Place(section, rest[0], base_of(section, rest[0])), "/".join(rest[1:])
