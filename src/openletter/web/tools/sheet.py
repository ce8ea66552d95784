"""The sheet of an urgent action: on its page, as a PDF of two pages, and as data for other programs.

Its addresses outlive the action: they tell that its day has passed, and lead to the newest of the series once that has
taken its place. What was recalled is gone at all of them (the dispatcher sees to it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openletter.actions.kinds import Tool
from openletter.actions.papers import Format, format_of
from openletter.actions.papers.sheet import FORMATS, PaperOffice, SheetPaper, draw_sheet, languages_in_words
from openletter.actions.rules import Door
from openletter.actions.sheets import sheet_of
from openletter.actions.urgent.interchange import to_json
from openletter.actions.urgent.numbers import ordinal, stamped
from openletter.actions.urgent.sheet import Addressed, Earlier, Sheet
from openletter.kernel.languages import direction, in_a_row, preference
from openletter.sections.routing import Place
from openletter.targets.rules import NETWORKS, ContactKind
from openletter.web import answers
from openletter.web.context import figures, of_recipients
from openletter.web.context.of_case import spelling
from openletter.web.context.of_page import absolute, name_of
from openletter.web.context.of_recipients import RecipientView
from openletter.web.context.page import Link
from openletter.web.context.people import Spelling
from openletter.web.tools import Matter

ALWAYS = True
_WAYS = frozenset(
    {ContactKind.POSTAL, ContactKind.EMAIL, ContactKind.WEB_FORM, ContactKind.PHONE, ContactKind.FAX, *NETWORKS}
)


@dataclass(frozen=True)
class SheetView:
    """The sheet on its page."""

    ordinal: str
    number: str
    index: str
    issued: str
    issued_iso: str
    summary: tuple[Spelling, ...]
    heading: Spelling | None
    background: tuple[Spelling, ...]
    salutations: tuple[tuple[Spelling, Spelling], ...]  # an office and how a letter to it begins
    diplomatic: bool
    languages: str
    people: str
    pronouns: str
    previous: tuple[Link, ...]
    papers: tuple[Link, ...]
    data: str
    open: bool


def build(matter: Matter) -> SheetView | None:
    """The sheet as its page shows it; None while an action of this kind has none."""
    sheet = _sheet(matter)
    if sheet is None:
        return None
    place, running = matter.place, matter.action.door in (Door.OPEN, Door.NOT_YET)
    code = preference(place.language, sheet.words)[0]
    said, manner = sheet.words[code], figures.manner(place.language, place.section.territory)
    return SheetView(
        ordinal=ordinal(sheet.ua_sequence),
        number=sheet.ua_number,
        index=sheet.index_number,
        issued=figures.day(date.fromisoformat(sheet.issued_on), manner) if sheet.issued_on else "",
        issued_iso=sheet.issued_on,
        summary=_paragraphs(said.summary, code),
        heading=spelling(said.background_heading, code),
        background=_paragraphs(said.background, code),
        salutations=tuple(pair for office in sheet.targets if (pair := _salutation(office, place.language))),
        diplomatic=sheet.diplomatic_copies,
        languages=languages_in_words(sheet.preferred_languages, place.language),
        people=in_a_row(_in(person, place.language) for person in sheet.people),
        pronouns=said.pronouns,
        previous=tuple(_link(sheet, earlier) for earlier in sheet.previous if earlier.url),
        papers=tuple(Link(_paper(form), matter.address(Tool.SHEET, f"{form}.pdf")) for form in _formats(place)),
        data=matter.address(Tool.SHEET, "ua.json"),
        open=running,
    )


def answer(request: HttpRequest, matter: Matter, leaf: str) -> HttpResponse:
    """The PDF (`a4.pdf`, `us-letter.pdf`) or the data (`ua.json`); the newest's own where another took its place."""
    form = leaf.removesuffix(".pdf")
    if leaf != "ua.json" and (form not in FORMATS or form == leaf):
        raise Http404
    newer = matter.action.superseded_by
    if newer is not None and newer.door in (Door.OPEN, Door.EXPIRED, Door.CLOSED):
        return answers.elsewhere(matter.place.address(f"act/{newer.ref}/{Tool.SHEET.value}/{leaf}"))
    sheet = _sheet(matter)
    if sheet is None or matter.action.door == Door.NOT_YET:
        raise Http404
    if leaf == "ua.json":
        return _discreet(answers.document(to_json(sheet), "application/json; charset=utf-8"), matter)
    paper = _on_paper(sheet, matter, form)
    response = answers.document(draw_sheet(paper, at=matter.at), "application/pdf")
    name = "-".join(sheet.ua_number.lower().replace("/", " ").split())
    response["Content-Disposition"] = f'inline; filename="{name}-{sheet.ua_sequence}-{matter.place.language}.pdf"'
    return _discreet(response, matter)


def _discreet(response: HttpResponse, matter: Matter) -> HttpResponse:
    if matter.case.hide_from_search:
        response["X-Robots-Tag"] = "noindex"
    return response


def _on_paper(sheet: Sheet, matter: Matter, form: str) -> SheetPaper:
    place = matter.place
    targets, copies = _offices(matter)
    return SheetPaper(
        targets=targets,
        copies=copies,
        sheet=sheet,
        language=place.language,
        manner=figures.manner(place.language, place.section.territory),
        format=form,
        living=sheet.url,
        office=name_of(place.section, place.language),
        office_email=place.section.contact_email,
        ended=_ended(matter),
    )


def _ended(matter: Matter) -> str:
    """What stands on a sheet that must not be followed any more; empty while appeals help."""
    if matter.action.door == Door.CLOSED:
        return _("This urgent action is closed. Please send no more appeals.")
    if matter.action.door == Door.EXPIRED:
        return _("The deadline has passed. Check with the section office before you send anything.")
    return ""


def _sheet(matter: Matter) -> Sheet | None:
    """The sheet with the addresses it has on this site."""
    sheet = sheet_of(matter.action.id, on=matter.at.date())
    if sheet is None:
        return None
    return replace(
        sheet,
        publisher=name_of(matter.place.section, matter.place.language),
        url=_short(matter.place, matter.action.ref),
        previous=tuple(_found(earlier, matter.place) for earlier in sheet.previous),
    )


def _found(earlier: Earlier, place: Place) -> Earlier:
    """One that stands here is named by its reference, one elsewhere by its whole address."""
    if "/" in earlier.url:
        # Imported from elsewhere: nothing but an address of the web is ever made a link.
        return earlier if earlier.url.lower().startswith(("https://", "http://")) else replace(earlier, url="")
    if not earlier.url:
        return earlier
    return replace(earlier, url=_short(place, earlier.url))


def _short(place: Place, ref: str) -> str:
    return absolute(place.section, place.address(f"act/{ref}/"))


def _formats(place: Place) -> tuple[str, ...]:
    """Both papers, the one in the printers of the country first."""
    return FORMATS[::-1] if format_of(place.section.territory) == Format.LETTER else FORMATS


def _paper(form: str) -> str:
    return {"a4": _("PDF, A4"), "us-letter": _("PDF, US Letter")}[form]


def _link(sheet: Sheet, earlier: Earlier) -> Link:
    return Link(stamped(sheet.ua_number, earlier.ua_sequence), earlier.url)


def _salutation(office: Addressed, language: str) -> tuple[Spelling, Spelling] | None:
    code = preference(language, office.words)[0]
    name, said = office.words[code].name, office.words[code].salutation.rstrip(",،")
    return (Spelling(name, code, direction(code)), Spelling(said, code, direction(code))) if said else None


def _offices(matter: Matter) -> tuple[tuple[PaperOffice, ...], tuple[PaperOffice, ...]]:
    """Targets and copies as they are reached from the section's country; without their ways once it is over."""
    over = matter.action.door != Door.OPEN
    manner = figures.manner(matter.place.language, matter.place.section.territory)
    found = matter.recipients()
    view = of_recipients.view_of(found, frozenset() if over else _WAYS, manner, over=over)
    if view is None:
        return (), ()
    return (
        tuple(_on_paper_too(one, said.salutation, over) for one, said in zip(view.to, found.targets, strict=True)),
        tuple(_on_paper_too(one, said.salutation, over) for one, said in zip(view.copies, found.copies, strict=True)),
    )


def _on_paper_too(office: RecipientView, salutation: str, over: bool) -> PaperOffice:
    through = (("", (office.via.name.text,)), *_ways(office.via)) if office.via else ()
    return PaperOffice(
        name=office.name.text,
        holder=office.holder,
        ways=(*_ways(office), *through),
        salutation="" if over else salutation,
        notes=() if over else office.notices,
    )


def _ways(office: RecipientView) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The postal address speaks for itself; the other ways have their name before them."""
    post = str(ContactKind.POSTAL.label)
    # Translators: %(way)s is "E-mail" or "Fax", and an address or number follows.
    return tuple(("" if way.label == post else _("%(way)s:") % {"way": way.label}, way.lines) for way in office.ways)


def _paragraphs(text: str, code: str) -> tuple[Spelling, ...]:
    found = (spelling(part.strip(), code) for part in text.split("\n\n"))
    return tuple(part for part in found if part)


def _in(names: Mapping[str, str], language: str) -> str:
    return names[preference(language, names)[0]] if names else ""
