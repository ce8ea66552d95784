"""Reads of offices: how they are addressed, in the reader's language and in theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, F, Prefetch, Q, QuerySet, When

from openletter.kernel.languages import preference
from openletter.targets.models import ContactPoint, Office
from openletter.targets.rules import IN_DOUBT, USABLE, ContactHealth, ContactKind

CHECK_EVERY = timedelta(days=365)
SEEN_BY_ONE = Q(written_by__isnull=False, seen_by__isnull=True)


@dataclass(frozen=True, slots=True)
class Address:
    """How an office is named and spoken to in one language."""

    language: str
    name: str
    salutation: str
    closing: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """An office as an action addresses it. `addresses` begins with the page's language, or the nearest to it."""

    key: str
    kind: str
    territory: str
    preferred_languages: tuple[str, ...]
    addresses: tuple[Address, ...]

    def in_language(self, language: str) -> Address:
        """How to address it in a language, or in the nearest one there is."""
        by_code = {address.language: address for address in self.addresses}
        return by_code[preference(language, by_code)[0]]


def addresses_of(office: Office, language: str) -> tuple[Address, ...]:
    """How an office, its words prefetched by the caller, is addressed: in a language, then in the others."""
    words = {row.language: row for row in office.words.all()}
    return tuple(
        Address(code, words[code].name, words[code].salutation, words[code].closing)
        for code in preference(language, words)
    )


def addressee(office: Office, language: str) -> Addressee | None:
    """An office with its words, prefetched by the caller; None while it has none."""
    said = addresses_of(office, language)
    if not said:
        return None
    return Addressee(
        key=office.key, kind=office.kind, territory=office.territory,
        preferred_languages=tuple(office.preferred_languages), addresses=said,
    )  # fmt: skip


def ways_to(path: str = "contact_points") -> Prefetch:
    """The contact points of offices, to fetch along with them: without what staff noted.

    Public nodes cannot read that. `path` leads from the rows to the contact points.
    """
    return Prefetch(path, ContactPoint.objects.defer("health_reason", "note"))


def in_need_of_a_look(on: date) -> QuerySet[ContactPoint]:
    """Contact points that came back, are blocked or were seen by one person alone, then those nobody has checked for a
    year; the retired rest."""
    in_doubt = Q(health__in=IN_DOUBT) | SEEN_BY_ONE
    unchecked = Q(checked_on__isnull=True) | Q(checked_on__lt=on - CHECK_EVERY)
    rows = ContactPoint.objects.filter(in_doubt | unchecked).exclude(health=ContactHealth.RETIRED)
    first = Case(When(in_doubt, then=0), default=1)
    return rows.order_by(first, F("checked_on").asc(nulls_first=True), "pk")


def awaiting_a_second_look() -> QuerySet[ContactPoint]:
    """Contact points that would be offered, had not one person alone seen them."""
    return ContactPoint.objects.filter(SEEN_BY_ONE, health__in=USABLE)


def whose_mail_waits() -> QuerySet[ContactPoint, int]:
    """The keys of offices to which no letter goes by mail: every address of theirs was seen by one person alone."""
    emails = ContactPoint.objects.filter(kind=ContactKind.EMAIL, health__in=USABLE)
    seen = emails.exclude(SEEN_BY_ONE)
    return emails.filter(SEEN_BY_ONE).exclude(office__in=seen.values("office")).values_list("office", flat=True)
