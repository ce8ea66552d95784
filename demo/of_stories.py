"""Stories: what the sections wrote, published through the verb that stands behind the page tree."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail.rich_text import RichText

from demo.facts import ACTOR, html
from demo.of_credits import credits_in
from openletter.cases.models import Case
from openletter.sections.models import Section
from openletter.web.models import CasePage
from openletter.web.storytelling import StoryText, publish_story


def load(data: dict[str, Any], at: datetime) -> None:
    """One story on each of its sections' sites."""
    for key, languages in data["windows"].items():
        section = Section.objects.get(key=key)
        publish_story(
            section=section, key=data["key"], kind=data["kind"], on=data["on"],
            texts={language: _text(data["words"][language], section, language) for language in languages},
            tells=Case.objects.filter(key__in=data["tells"]),
            mentions=Case.objects.filter(key__in=data.get("mentions", ())),
            credits=list(credits_in(data, section)),
            actor=ACTOR, at=at,
        )  # fmt: skip


def _text(said: dict[str, Any], section: Section, language: str) -> StoryText:
    return StoryText(
        title=said["title"],
        lead=said["lead"],
        contributors="\n".join(said.get("contributors", ())),
        body=[_piece(part, section, language) for part in said["body"]],
    )


def _piece(part: Any, section: Section, language: str) -> tuple[str, Any]:
    if isinstance(part, dict) and "case" in part:
        pages = CasePage.objects.filter(case__key=part["case"], locale__language_code=language)
        return "case", next(page for page in pages if page.home.section == section)
    if isinstance(part, dict):
        return "heading", part["h"]
    return "paragraph", RichText(html([part]))
