"""Sections with their legal texts, keys and front pages, and the staff who work in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from demo.facts import ACTOR, html, make
from demo.reading import read
from openletter.accounts.models import User
from openletter.sections.models import Section
from openletter.sections.operations import give_role
from openletter.supporters.models import ConsentNotice
from openletter.supporters.operations import new_section_key
from openletter.web.context.home_pieces import LATEST, USUAL
from openletter.web.operations import open_homes, stories_of

RETENTION_MONTHS = 12
PLAIN = ("key", "territory", "order", "languages", "accent", "accent_dark", "contact_email", "mail_from")


def load(data: dict[str, Any], at: datetime) -> None:
    """One section, ready to take acts: words, consent wordings, a sealing key, front pages."""
    notices = read("notices")
    section = make(
        Section, f"section/{data['key']}",
        {language: _words(data, language, notices[language]) for language in data["languages"]},
        default_language=data["languages"][0], postal_address=data["postal_address"],
        retention_months=RETENTION_MONTHS, **{name: data[name] for name in PLAIN},
    )  # fmt: skip
    for language in section.languages:
        ConsentNotice.objects.create(
            section=section, language=language, version=1, made_at=at, **notices[language]["notice"]
        )
    new_section_key(section, at, actor=ACTOR)
    for home in open_homes(section=section, at=at):
        folder = stories_of(home, at)
        folder.disclaimer = notices[home.locale.language_code]["beneath_stories"].format(
            name=section.in_language(home.locale.language_code).name
        )
        signing_up = notices[home.locale.language_code]["sign_up"].get(section.key)
        if signing_up:
            home.body = [*usual_pieces(), ("sign_up", signing_up)]
            home.save_revision(changed=False).publish(skip_permission_checks=True)
        folder.save_revision(changed=False).publish(skip_permission_checks=True)


def usual_pieces() -> list[tuple[str, Any]]:
    """What a home shows that chose nothing, as an editor would put it together."""
    values = {"featured": {"case": None}, "good_news": {"number": LATEST}, "stories": {"number": LATEST}}
    return [(choice.kind, values.get(choice.kind)) for choice in USUAL]


def load_staff(people: list[dict[str, Any]], password: str, at: datetime) -> None:
    """Those who can sign in, with their roles."""
    for person in people:
        if User.objects.filter(email=person["email"]).exists():
            continue
        first, last = person["name"]
        user = User.objects.create_user(person["email"], password, first_name=first, last_name=last)
        section = Section.objects.get(key=person["section"]) if "section" in person else None
        for role in person["roles"]:
            give_role(user=user, section=section, role=role, actor=ACTOR, at=at)


def _words(data: dict[str, Any], language: str, notice: dict[str, Any]) -> dict[str, str]:
    said = data["words"][language]
    filled = {
        "name": said["name"], "email": data["contact_email"], "months": RETENTION_MONTHS,
        "authority": said["authority"],
    }  # fmt: skip
    return {
        "name": said["name"],
        "tagline": said["tagline"],
        "postage": said["postage"],
        "privacy_line": notice["privacy_line"].format(**filled),
        **{name: html(notice[name]).format(**filled) for name in ("about", "privacy", "legal_notice")},
    }
