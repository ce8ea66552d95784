"""The certificate of count: how many acted, how we know, as of when, and how many names follow. It names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import override

from openletter.actions.rules import LedgerSource
from openletter.actions.tally import Count, count_of
from openletter.deliveries import names
from openletter.deliveries.models import PetitionDelivery
from openletter.deliveries.rules.handing_over import ListState
from openletter.kernel.pdf import breakable, draw

TEMPLATE: Final = "deliveries/certificate.typ"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one certificate says."""

    delivery: PetitionDelivery
    language: str
    count: Count
    people: int
    names_as_of: datetime


def certificate_of(delivery: PetitionDelivery, *, language: str, at: datetime) -> Certificate:
    """The figures of this moment; of the names, those of the list that was released last, where there is one."""
    last = delivery.requests.filter(state__in=(ListState.RELEASED, ListState.DESTROYED)).first()
    as_of = last.as_of if last else at
    people = last.people if last else names.people_of(delivery, at)
    return Certificate(delivery, language, count_of(delivery.action_id, as_of=at), people, as_of)


def draw_certificate(paper: Certificate, *, at: datetime) -> bytes:
    """One page, A4. Raises kernel.pdf.NotDrawn."""
    with override(paper.language):
        return draw(TEMPLATE, _said(paper), at=at)


def _said(paper: Certificate) -> dict[str, object]:
    delivery, language = paper.delivery, paper.language
    number = format_decimal(paper.count.number, locale=language)
    lines = [
        {"label": str(source.label), "number": format_decimal(paper.count.by_source[source], locale=language)}
        for source in LedgerSource
        if paper.count.by_source.get(source)
    ]
    moment = format_datetime(paper.count.as_of, "d MMMM y, HH:mm", locale=language)
    return {
        "title": _("Certificate of count"), "language": language, "petition": breakable(_title(delivery, language)),
        "section": breakable(_name(delivery.action.section, language)), "to_label": _("To"),
        "to": breakable(_name(delivery.office, language)), "number": number,
        "people": _("people signed"), "lines": lines, "how": _("How we know"),
        # Translators: %(moment)s is a day and time, always in UTC.
        "as_of": _("Counted on %(moment)s UTC.") % {"moment": moment},
        "counts": _(
            "Each address counts once. What waits to be confirmed is not part of the number; what was counted on "
            "paper, by groups and by partners stands with its own source."
        ),
        "names": _names(paper), "signature": _("Date and signature for the section"),
        "reference": delivery.action.ref,
    }  # fmt: skip


def _names(paper: Certificate) -> str:
    language, delivery = paper.language, paper.delivery
    if not paper.people:
        return _("No list of names goes with this certificate.")
    said = {
        "number": format_decimal(paper.people, locale=language), "part": delivery.part, "parts": delivery.parts,
        "day": format_date(paper.names_as_of, "long", locale=language),
    }  # fmt: skip
    if delivery.parts == 1:
        # Translators: %(number)s people; nobody else is on the list that goes with the certificate.
        return _("%(number)s of them agreed that you learn their name (list of %(day)s).") % said
    # Translators: the list is split among several embassies, for example; this one gets part 1 of 4.
    return _(
        "Part %(part)s of %(parts)s of those who agreed that their name is handed over: %(number)s people "
        "(list of %(day)s)."
    ) % said  # fmt: skip


def _title(delivery: PetitionDelivery, language: str) -> str:
    words = delivery.action.in_language(language)
    return str(words.title) if words else delivery.action.ref


def _name(fact: object, language: str) -> str:
    words = fact.in_language(language)  # type: ignore[attr-defined]
    return str(words.name) if words else str(fact)
