"""A bundle on paper: a booklet for the person, in parts that a small server can set, and a sheet that counts them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from openletter.cases.models import Case
from openletter.cases.rules import ReturnAddressRule
from openletter.kernel import countries
from openletter.kernel.cells import safe_cell
from openletter.kernel.languages import day_in_words, endonym
from openletter.kernel.pdf import Picture, breakable, draw
from openletter.solidarity import access, queries
from openletter.solidarity.models import Bundle, SolidarityMessage

TEMPLATE = "solidarity/booklet.typ"
PART = 250  # messages in one file
MOST_PICTURES = 40  # and of them with a picture: the press remembers those of several parts
LONG = 900  # characters; what is longer may run over a page
BESIDE = 500  # characters; what is longer stands above its translation rather than beside it
TALL = 1.15  # pictures higher than wide are set narrower, so that two leaves are not spent on one


@dataclass(frozen=True, slots=True)
class Page:
    """One message as it is printed."""

    paragraphs: tuple[str, ...]
    language: str
    from_whom: str
    address: tuple[str, ...] = ()
    translation: tuple[str, ...] = ()
    translation_language: str = ""
    picture: Picture | None = None

    @property
    def length(self) -> int:
        """Characters of the message and its translation."""
        return sum(map(len, (*self.paragraphs, *self.translation)))


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before the messages."""

    person: str
    section: str
    language: str
    number: int
    total: int
    part: int
    parts: int
    at: datetime


def parts_of(bundle: Bundle) -> list[list[Any]]:
    """The bundle's messages, oldest first, as lists of ids: one list for each file."""
    rows = bundle.messages.order_by("received_at", "id").values_list("pk", "has_picture")
    parts: list[list[Any]] = [[]]
    pictures = 0
    for pk, has_picture in rows:
        if len(parts[-1]) >= PART or (has_picture and pictures >= MOST_PICTURES):
            parts.append([])
            pictures = 0
        parts[-1].append(pk)
        pictures += has_picture
    return parts


def draw_part(bundle: Bundle, number: int, *, at: datetime) -> bytes:
    """One part of a bundle as PDF, `number` from 1; opened messages live no longer than the drawing.

    Raises IndexError where there is no such part, CannotOpen, kernel.pdf.NotDrawn. Whether it may be printed at all is
    asked before (operations.bundles.printable).
    """
    parts = parts_of(bundle)
    ids, language = parts[number - 1], language_of(bundle)
    rows = (
        SolidarityMessage.objects.filter(pk__in=ids)
        .select_related("act__action", "act__section")
        .order_by("received_at", "id")
    )
    with_address = queries.guidance_of(bundle.case).return_address != ReturnAddressRule.FORBIDDEN
    pages = [
        page_of(opened, picture, language=language, with_address=with_address)
        for _message, opened, picture in access.open_for_print(rows, at=at)
    ]
    cover = Cover(
        person=person_of(bundle.case, language), section=_name(bundle), language=language, number=bundle.number,
        total=sum(map(len, parts)), part=number, parts=len(parts), at=at,
    )  # fmt: skip
    return set_booklet(cover, pages)


def set_booklet(cover: Cover, pages: Iterable[Page]) -> bytes:
    """The PDF of a cover and its messages."""
    pictures: dict[str, Picture] = {}
    with override(cover.language):
        messages = [_printed(page, f"p{at}", pictures) for at, page in enumerate(pages)]
        data = {
            "language": cover.language, "title": _title(cover), "person": cover.person, "section": cover.section,
            "labels": _labels(cover), "messages": messages,
        }  # fmt: skip
    return draw(TEMPLATE, data, at=cover.at, pictures=pictures)


def page_of(opened: access.Opened, picture: Any, *, language: str, with_address: bool) -> Page:
    """A message as it is printed: name and country, and an address only where the sender gave one to stand there."""
    country = countries.name(opened.country, language) if opened.country else ""
    with override(language):
        from_whom = _signed(opened.signed, country)
    return Page(
        paragraphs=_paragraphs(opened.text), language=opened.language, from_whom=from_whom,
        address=tuple(opened.address.splitlines()) if with_address else (),
        translation=_paragraphs(opened.translation), translation_language=opened.translation_language or language,
        picture=Picture(picture.body, {"jpg": "jpeg"}.get(picture.kind, picture.kind), picture.width, picture.height)
        if picture else None,
    )  # fmt: skip


def count_sheet(bundle: Bundle) -> str:
    """CSV for the coordinator: how many messages by country and language, with nothing of who wrote them."""
    rows = bundle.messages.values_list("act__country", "act__language", "has_picture")
    counted: Counter[tuple[str, str]] = Counter()
    drawn: Counter[tuple[str, str]] = Counter()
    for country, language, has_picture in rows:
        counted[country, language] += 1
        drawn[country, language] += has_picture
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow([_("Country"), _("Language"), _("Messages"), _("With a picture")])
    for (country, language), number in sorted(counted.items()):
        name = countries.name(country, language_of(bundle)) if country else ""
        sheet.writerow([safe_cell(name), safe_cell(endonym(language)), number, drawn[country, language]])
    sheet.writerow([_("Together"), "", counted.total(), drawn.total()])
    return out.getvalue()


def language_of(bundle: Bundle) -> str:
    """The recipient's language: the first the guidance names, else the section's own."""
    named = queries.guidance_of(bundle.case).languages
    return named[0] if named else str(bundle.section.default_language)


def person_of(case: Case, language: str) -> str:
    """Whom the booklet is for: the case's title in the language, or the nearest."""
    words = case.in_language(language)
    return str(words.title) if words else str(case)


def _printed(page: Page, name: str, pictures: dict[str, Picture]) -> dict[str, Any]:
    if page.picture is not None:
        pictures[name] = page.picture
    ratio = page.picture.height / page.picture.width if page.picture else 0.0
    beside = bool(page.translation) and page.length < BESIDE
    return {
        "paragraphs": [breakable(part) for part in page.paragraphs], "language": page.language,
        "from": page.from_whom, "address": [{"text": row, "language": _written_in(row)} for row in page.address],
        "translation": [breakable(part) for part in page.translation],
        "translation-language": page.translation_language, "beside": beside, "long": page.length > LONG,
        "picture": name if page.picture else None, "width": 0.9 if ratio <= TALL else round(0.95 / ratio, 3),
        # Translators: what a screen reader says of a picture in a booklet; %(name)s is a first name and country
        "alt": _("Picture by %(name)s") % {"name": page.from_whom},
    }  # fmt: skip


def _labels(cover: Cover) -> dict[str, str]:
    holds = ngettext("%(number)s message", "%(number)s messages", cover.total) % {"number": cover.total}
    part = ""
    if cover.parts > 1:
        part = _("Part %(part)s of %(parts)s") % {"part": cover.part, "parts": cover.parts}
    return {
        # Translators: on the cover of a booklet, above the name of the person
        "over": _("Messages for"), "holds": holds, "part": part, "day": day_in_words(cover.at.date(), cover.language),
        # Translators: above a translation in a booklet of messages
        "translation": _("Translation"),
    }  # fmt: skip


def _title(cover: Cover) -> str:
    # Translators: the title of a booklet
    return _("Messages for %(name)s, %(number)s") % {"name": cover.person, "number": cover.number}


def _signed(name: str, country: str) -> str:
    if name and country:
        # Translators: who wrote a message: a first name and a country
        return _("%(name)s, %(country)s") % {"name": name, "country": country}
    return name or country or _("Somebody who thinks of you")


def _written_in(row: str) -> str:
    """A language whose direction a line of an address has: a street's number stands where its own script puts it."""
    return "ar" if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in row) else "en"


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def _name(bundle: Bundle) -> str:
    words = bundle.section.in_language(language_of(bundle))
    return str(words.name) if words else str(bundle.section.key)
