"""What a sheet still lacks before it can be an action."""

from __future__ import annotations

from collections.abc import Iterator

from openletter.actions.urgent.sheet import Fault, Sheet


def lacking(sheet: Sheet) -> tuple[Fault, ...]:
    """Every field that is empty, in the order of the sheet; what many sheets do without is not among them."""
    return tuple(Fault(name, "missing") for name in _empty(sheet))


def _empty(sheet: Sheet) -> Iterator[str]:
    for name in ("ua_number", "ua_sequence", "index_number", "issued_on", "appeal_deadline", "country"):
        if not getattr(sheet, name):
            yield name
    if not any(any(person.values()) for person in sheet.people):
        yield "people"
    for name in ("title", "ask", "summary", "background", "pronouns"):
        if not any(getattr(said, name) for said in sheet.words.values()):
            yield name
    if not any(any(demand.values()) for demand in sheet.demands):
        yield "demands"
    if not any(letter.body for letter in sheet.letters.values()):
        yield "letters"
    for name in ("preferred_languages", "targets"):
        if not getattr(sheet, name):
            yield name
    if not sheet.copies and not sheet.diplomatic_copies:
        yield "copies"
    if sheet.ua_sequence > 1 and not sheet.previous:
        yield "previous"
