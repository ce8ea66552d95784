"""Telling what representatives did for somebody, as staff released it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from openletter.deliveries.lobbying.queries import told_of
from openletter.web.context import figures
from openletter.web.context.of_case import spelling
from openletter.web.context.people import Spelling


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing a representative did, when, and which group had asked for it."""

    what: str
    when: str
    iso: str
    text: Spelling | None
    group: str


def deeds_of(case_id: int, language: str, manner: str) -> tuple[Deed, ...]:
    """What may be told of a case, in the order it happened."""
    return tuple(
        Deed(line.did, *_when(line.on, manner), spelling(line.text, line.language),
             line.group)
        for line in told_of(case_id, language)
    )  # fmt: skip


def _when(on: str, manner: str) -> tuple[str, str]:
    # Translators: stands in a postmark in place of a date that is not known
    return figures.date_in(on, manner) if on else (gettext("No date"), "")
