"""A small section with pages in three languages, for looking at what the public is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action
from openletter.actions.operations import ledger, life
from openletter.actions.rules import LedgerSource
from openletter.cases.models import Case, Development, Sentence, Update
from openletter.kernel import words
from openletter.sections.models import Section
from openletter.web.operations import open_homes, publish_windows

LANGUAGES = ("en", "fr", "ar")
NAME = {"en": "Amina Example", "fr": "Amina Exemple", "ar": "أمينة المثال"}
TITLE = {"en": "Free Amina", "fr": "Libérez Amina", "ar": "أفرجوا عن أمينة"}
SLUG = {"en": "title-{}-en", "fr": "title-{}-fr", "ar": "title-{}-ar"}


@dataclass(frozen=True)
class World:
    """What the tests look at."""

    section: Section
    action: Action

    @property
    def case(self) -> Case:
        """The case of the action."""
        return self.action.case


def a_section(key: str = "xx", **more: Any) -> Section:
    """A section that speaks English, French and Arabic, with its homes open."""
    row = making.section(key, LANGUAGES, postal_address="1 Example Street\nExample", **more)
    open_homes(section=row, at=AT)
    return row


def a_case(section: Section, key: str = "amina") -> Case:
    """A public case with a chronology, a sentence and news, in three languages."""
    case = making.case(section, key)
    words.write(case, {c: {"title": f"Title {key} {c}", "headline": f"Held for a song, {c}"} for c in LANGUAGES})
    words.write(case.people.get(), {c: {"name": NAME[c], "role": f"singer {c}"} for c in LANGUAGES})
    making.consent(case)
    for on, kind, standing in (("2016-10", "other", "fact"), ("2017-05-29", "arrest", "allegation")):
        row = Development.objects.create(case=case, on=on, kind=kind, standing=standing, visibility="public")
        words.write(row, {c: {"note": f"Note of {on}, {c}"} for c in LANGUAGES})
    hidden = Development.objects.create(case=case, on="2017-06-01", kind="transfer", visibility="case_team")
    words.write(hidden, {c: {"note": f"Never public, {c}"} for c in LANGUAGES})
    Sentence.objects.create(case=case, visibility="public", imposed="2018-06-27", length="P20Y")
    news = Update.objects.create(case=case, on=date(2020, 11, 9))
    words.write(news, {c: {"title": f"News {c}", "body": f"<p>Moved, {c}</p>"} for c in LANGUAGES})
    return case


def an_action(case: Case, languages: Iterable[str] = LANGUAGES, **more: Any) -> Action:
    """A live petition of the case with 785 signatures counted before, and its pages."""
    action = making.action(case, offers=["to_target", "public", "news"], **more)
    words.write(action, {c: {"title": TITLE[c], "ask": f"Sign for her, {c}"} for c in LANGUAGES})
    words.write(action.demands.get(), {c: {"text": f"Release her ({c})"} for c in LANGUAGES})
    life.open_action(action=action, actor=EDITOR, at=AT)
    action.refresh_from_db()
    ledger.enter(
        action=action,
        source=LedgerSource.HISTORIC,
        quantity=785,
        actor=EDITOR,
        at=AT,
        reason="Counted before",
        evidence="A page",
    )
    publish_windows(section=case.section, subject=action, languages=languages, actor=EDITOR, at=AT)
    return action


def a_world() -> World:
    """A section with one case and its live petition."""
    section = a_section()
    return World(section, an_action(a_case(section)))


def read_anew(world: World) -> World:
    """The same world, with rows that nobody holds yet."""
    section = Section.objects.get(pk=world.section.pk)
    return World(section, Action.objects.get(pk=world.action.pk))


def address_of(world: World, language: str, *, case_only: bool = False) -> str:
    """The path of the action's page, or of its case's."""
    page = world.action.pages.get(locale__language_code=language)
    rest = "/".join(page.url_path.strip("/").split("/")[1 : 2 if case_only else 3])
    return f"/{world.section.key}/{language}/{rest}/"
