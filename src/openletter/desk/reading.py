"""The links by which a page is read before it is published, as the pages of a case and of an action list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from openletter.actions.models import Action, ReadingLink
from openletter.actions.operations import reading
from openletter.cases.models import Case
from openletter.desk import said
from openletter.sections.access import Right, may
from openletter.sections.routing import root_of

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link as a page lists it. `address` is empty for who may not make links, and once it has ended."""

    link: ReadingLink
    of: str
    open: bool
    address: str


def links_of(user: Any, case: Case, *, at: datetime) -> list[LinkLine]:
    """The links made for a case and its actions, the latest first; for who may edit the case, where they lead."""
    edits = may(user, Right.EDIT_CASES, case.section_id)
    rows = case.reading_links.select_related("action", "section", "case").prefetch_related("action__words")
    return [_line(link, edits, at) for link in rows[:MOST_SHOWN]]


def links_of_action(user: Any, action: Action, *, at: datetime) -> list[LinkLine]:
    """The links made for one action; for who may edit it, where they lead."""
    edits = may(user, Right.EDIT_ACTIONS, action.section_id)
    rows = action.reading_links.select_related("case", "section", "action").prefetch_related("action__words")
    return [_line(link, edits, at) for link in rows[:MOST_SHOWN]]


def _line(link: ReadingLink, edits: bool, at: datetime) -> LinkLine:
    works = reading.is_open(link, at)
    address = root_of(link.section) + reverse("read", args=[reading.token_of(link)]) if works and edits else ""
    return LinkLine(link, said.title(link.action) if link.action else "", works, address)
