"""Reads of sections for public pages."""

from __future__ import annotations

from dataclasses import dataclass

from openletter.sections.models import Section


@dataclass(frozen=True, slots=True)
class PublicSection:
    """A section as its public pages present it. `about`, `privacy` and `legal_notice` are Wagtail's stored HTML."""

    id: int
    key: str
    territory: str
    language: str
    languages: tuple[str, ...]
    name: str
    tagline: str
    about: str
    privacy: str
    privacy_line: str
    legal_notice: str
    contact_email: str
    postal_address: str
    accent: str
    accent_dark: str
    retention_months: int
    # Its name in each of its languages.
    names: dict[str, str]


def public_section(section: Section, language: str) -> PublicSection | None:
    """What a section says of itself in a language, or in the nearest one; None while it has no words."""
    said = section.in_language(language)
    if said is None:
        return None
    return PublicSection(
        id=section.pk, key=section.key, territory=section.territory, language=said.language,
        languages=tuple(section.languages), name=said.name, tagline=said.tagline, about=said.about,
        privacy=said.privacy, privacy_line=said.privacy_line, legal_notice=said.legal_notice,
        contact_email=section.contact_email, postal_address=section.postal_address, accent=section.accent,
        accent_dark=section.accent_dark, retention_months=section.retention_months,
        names={words.language: words.name for words in section.words.all() if words.language in section.languages},
    )  # fmt: skip


def active_sections(language: str) -> tuple[PublicSection, ...]:
    """Every active section in its order, each in the wanted language if it speaks it, else in its own."""
    rows = Section.objects.filter(is_active=True).prefetch_related("words")
    spoken = ((row, language if language in row.languages else row.default_language) for row in rows)
    return tuple(found for row, code in spoken if (found := public_section(row, code)) is not None)
