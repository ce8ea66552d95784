"""The two pages of an urgent action as PDF, in one language, from the same sheet that goes out as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import segno
from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from openletter.actions.papers.formats import Format
from openletter.actions.urgent.numbers import ordinal, stamped
from openletter.actions.urgent.sheet import Sheet
from openletter.kernel import countries
from openletter.kernel.languages import day_in_words, in_a_row, preference
from openletter.kernel.pdf import Picture, breakable, draw

TEMPLATE: Final = "actions/papers/sheet.typ"
FORMATS: Final = tuple(form.value for form in Format)


@dataclass(frozen=True, slots=True)
class PaperOffice:
    """An office on paper: its ways as label and lines, and what must be known before one writes to it."""

    name: str
    holder: str = ""
    ways: tuple[tuple[str, tuple[str, ...]], ...] = ()
    salutation: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A sheet on paper: in which language and size, where it lives, and whom to ask once its day has passed.

    `targets` and `copies` are the offices as they are reached from the country on the day, where the sheet's own name
    them for any. `manner` is how that country writes days. `ended` is what a sheet says that must not be followed any
    more.
    """

    sheet: Sheet
    language: str
    format: str
    living: str
    office: str
    targets: tuple[PaperOffice, ...]
    copies: tuple[PaperOffice, ...] = ()
    office_email: str = ""
    manner: str = ""
    ended: str = ""


def draw_sheet(paper: SheetPaper, *, at: datetime) -> bytes:
    """The PDF, accessible (PDF/UA). Raises ValueError for an unknown format, and kernel.pdf.NotDrawn."""
    if paper.format not in FORMATS:
        raise ValueError(f"no paper called {paper.format!r}")
    with override(paper.language):
        data = _data(paper)
    code = segno.make(paper.living, error="m").svg_inline(scale=8, border=0, dark="#1e1b17", light=None)
    # Inline SVG has no name space of its own, and the press reads files.
    drawn = code.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return draw(TEMPLATE, data, at=at, pictures={"living": Picture.drawn(drawn)})


def languages_in_words(codes: tuple[str, ...], language: str) -> str:
    """Languages by their names in a language, one after the other; an unknown code stands as it is."""
    names = Locale.parse(language, sep="-").languages
    return in_a_row(str(names.get(code.replace("-", "_"), code)) for code in codes)


def calling(sheet: Sheet, language: str) -> str:
    """The line above the demands: in which languages to write, and that the authorities are called on."""
    if sheet.preferred_languages:
        # Translators: %(languages)s is a list such as "Arabic, French"; a numbered list of demands follows.
        return _("Please write in %(languages)s or in your own language, calling on the authorities to:") % {
            "languages": languages_in_words(sheet.preferred_languages, language)
        }
    # Translators: a numbered list of demands follows.
    return _("Please write in your own language, calling on the authorities to:")


def _data(paper: SheetPaper) -> dict[str, Any]:
    sheet, language = paper.sheet, paper.language
    said = sheet.words[preference(language, sheet.words)[0]]
    stamp = stamped(sheet.ua_number, sheet.ua_sequence)
    return {
        "document": f"{stamp}: {said.title}", "language": language, "format": paper.format,
        "heading": pgettext("the sheet's heading", "Urgent action"),
        "ordinal": ordinal(sheet.ua_sequence), "number": sheet.ua_number, "facts": list(_facts(paper)),
        "title": said.title, "summary": _paragraphs(said.summary or said.ask), "calling": calling(sheet, language),
        "demands": [_in(demand, language) for demand in sheet.demands], "until": _until(paper), "ended": paper.ended,
        "targets": [_office(office) for office in paper.targets],
        "copies-to": _("And copies to:"), "copies": [_office(office) for office in paper.copies],
        "diplomatic": _diplomatic() if sheet.diplomatic_copies and not paper.ended else "",
        "salutation": _("Salutation:"),
        "check": _check(paper), "letter": _letter(paper),
        "background-heading": said.background_heading or _("Additional information"),
        "background": _paragraphs(said.background), "notes": list(_notes(sheet, said.pronouns, language)),
        "living": {"address": paper.living, "look": _look(), "alt": _("Code that leads to the page of this action")},
        "publisher": sheet.publisher, "foot": _foot(stamp, sheet),
    }  # fmt: skip


def _diplomatic() -> str:
    return _("Also send copies to diplomatic representatives accredited to your country.")


def _look() -> str:
    return _("Before you write, look here whether this appeal still holds: it may have been replaced or withdrawn.")


def _facts(paper: SheetPaper) -> Iterator[dict[str, Any]]:
    sheet = paper.sheet
    if sheet.index_number:
        # Translators: the number of a document, such as AMR 37/6674/2017.
        yield {"label": _("Index:"), "value": sheet.index_number, "plain": True}
    if sheet.country:
        yield {"label": "", "value": countries.name(sheet.country, paper.language), "plain": False}
    if sheet.issued_on:
        day = day_in_words(date.fromisoformat(sheet.issued_on), paper.manner or paper.language)
        yield {"label": pgettext("of a document", "Date:"), "value": day, "plain": False}


def _until(paper: SheetPaper) -> str:
    if paper.ended:
        return _("Appeals went to:")
    if not paper.sheet.appeal_deadline:
        return _("Please send appeals to:")
    day = day_in_words(date.fromisoformat(paper.sheet.appeal_deadline), paper.manner or paper.language)
    # Translators: addresses follow.
    return _("Please send appeals by %(day)s to:") % {"day": day}


def _check(paper: SheetPaper) -> str:
    words = {"office": paper.office, "email": paper.office_email}
    if paper.office_email:
        # Translators: %(office)s is the name of the section that publishes.
        return (
            _("Check with the section office (%(office)s, %(email)s) before you send anything after this day.") % words
        )
    return _("Check with the section office (%(office)s) before you send anything after this day.") % words


def _office(office: PaperOffice) -> dict[str, Any]:
    return {
        "name": office.name, "holder": office.holder, "salutation": office.salutation.rstrip(",،"),
        "ways": [{"label": label, "rows": [_row(line) for line in lines]} for label, lines in office.ways],
        "notes": list(office.notes),
    }  # fmt: skip


def _row(line: str) -> dict[str, Any]:
    """A line in Latin letters keeps its order on a page that runs from right to left."""
    return {"text": breakable(line), "plain": not _is_arabic(line)}


def _letter(paper: SheetPaper) -> dict[str, Any] | None:
    sheet, language = paper.sheet, paper.language
    if not sheet.letters or paper.ended:
        return None
    code = preference(language, sheet.letters)[0]
    letter = sheet.letters[code]
    first = sheet.targets[0].words if sheet.targets else {}
    called = first[preference(code, first)[0]] if first else None
    return {
        "heading": _("Model letter"), "language": code, "subject": letter.subject,
        "salutation": called.salutation if called else "", "paragraphs": _paragraphs(letter.body),
        "closing": called.closing if called else "",
    }  # fmt: skip


def _notes(sheet: Sheet, pronouns: str, language: str) -> Iterator[dict[str, Any]]:
    names = [_in(person, language) for person in sheet.people if person]
    if names:
        # Translators: of one person or of several; the names follow.
        label = ngettext("Name:", "Names:", len(names))
        yield {"label": label, "value": in_a_row(names), "plain": False}
    if pronouns:
        yield {"label": _("Pronouns:"), "value": pronouns, "plain": False}
    if sheet.preferred_languages:
        label = _("Preferred languages to write in:")
        yield {"label": label, "value": languages_in_words(sheet.preferred_languages, language), "plain": False}
    for earlier in sheet.previous:
        label = stamped(sheet.ua_number, earlier.ua_sequence)
        said = " ".join(part for part in (earlier.index_number, earlier.url) if part)
        # Translators: an earlier one of the same series, such as "First UA 60/16", and where it stands.
        yield {"label": _("Earlier: %(stamp)s") % {"stamp": label}, "value": said, "plain": True}


def _foot(stamp: str, sheet: Sheet) -> list[dict[str, Any]]:
    parts = (sheet.publisher, stamp, sheet.index_number)
    return [{"text": part, "plain": part == sheet.index_number} for part in parts if part]


def _is_arabic(text: str) -> bool:
    return any("\u0590" <= sign <= "\u08ff" for sign in text)


def _in(by_language: Any, language: str) -> str:
    codes = [code for code in by_language if by_language[code]]
    return str(by_language[preference(language, codes)[0]]) if codes else ""


def _paragraphs(text: str) -> list[str]:
    return [breakable(part.strip()) for part in text.split("\n\n") if part.strip()]
