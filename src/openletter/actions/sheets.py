"""An action's sheet, whole: what page, paper and JSON show of an urgent action, in every language it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from openletter.actions.models import Action, UrgentSheet
from openletter.actions.rules import TargetRole
from openletter.actions.urgent.series import PUBLISHED
from openletter.actions.urgent.sheet import Addressed, Called, Earlier, Model, Said, Sheet, Way
from openletter.cases.models import Case
from openletter.cases.queries import named_people
from openletter.kernel.words import Fact
from openletter.targets.models import Office
from openletter.targets.queries import ways_to
from openletter.targets.resolution.holders import Term, holder_on

_PARTS = (
    "words", "demands__words", "appeals__words", "sheets__words", "case__people__words", "targets__office__words",
    "targets__office__holders", ways_to("targets__office__contact_points"), "targets__office__accreditations",
)  # fmt: skip


def sheet_of(action_id: int, *, on: date) -> Sheet | None:
    """The sheet of an action with offices, ways and holders of the day; None where the action is no urgent action.

    Of the case it names the people and the country, so whether that may be shown is for the caller to ask. Publisher
    and addresses are the caller's too: a sheet does not know where it is shown. `previous` holds the references of
    the earlier ones as `url` where they stand here.
    """
    action = Action.objects.select_related("case").prefetch_related(*_PARTS).filter(pk=action_id).first()
    sheet = next(iter(action.sheets.all()), None) if action else None
    if action is None or sheet is None:
        return None
    offices = sorted(action.targets.all(), key=lambda row: (row.order, row.pk))
    texts = next((appeal for appeal in action.appeals.all() if not appeal.use), None)
    return Sheet(
        ua_number=sheet.ua_number,
        ua_sequence=sheet.ua_sequence,
        index_number=sheet.index_number,
        issued_on=sheet.issued_on.isoformat() if sheet.issued_on else "",
        appeal_deadline=action.deadline.isoformat() if action.deadline else "",
        country=action.case.country,
        people=tuple(_people(action.case)),
        words=_said(action, sheet),
        demands=tuple({row.language: row.text for row in _rows(demand)} for demand in action.demands.all()),
        letters={row.language: Model(row.subject, row.body) for row in _rows(texts)} if texts else {},
        mention_organisation=texts.mention_organisation if texts else True,
        preferred_languages=tuple(sheet.preferred_languages),
        targets=tuple(_office(row.office, on) for row in offices if row.role == TargetRole.TARGET),
        copies=tuple(_office(row.office, on) for row in offices if row.role == TargetRole.COPY),
        diplomatic_copies=sheet.diplomatic_copies,
        previous=tuple(_earlier(sheet)),
    )


def _rows(fact: Fact) -> list:
    """Words in one order whatever the database gives: by language."""
    return sorted(fact.words.all(), key=lambda row: str(row.language))


def _people(case: Case) -> Iterator[dict[str, str]]:
    for person in named_people(case):
        yield {row.language: row.name for row in _rows(person)}


def _said(action: Action, sheet: UrgentSheet) -> dict[str, Said]:
    told = {row.language: row for row in sheet.words.all()}
    return {
        row.language: Said(
            title=row.title,
            ask=row.ask,
            **{
                name: str(getattr(told.get(row.language), name, ""))
                for name in ("summary", "background_heading", "background", "pronouns")
            },
        )
        for row in _rows(action)
    }


def _office(office: Office, on: date) -> Addressed:
    terms = [Term(row.name, row.since, row.until) for row in office.holders.all()]
    return Addressed(
        words={row.language: Called(row.name, row.salutation, row.closing) for row in _rows(office)},
        key=office.key, kind=office.kind, portfolio=office.portfolio, territory=office.territory,
        accredited_to=tuple(row.country for row in office.accreditations.all()), holder=holder_on(terms, on),
        preferred_languages=tuple(office.preferred_languages),
        ways=tuple(Way(row.kind, row.value) for row in _usable(office.contact_points.all())),
    )  # fmt: skip


def _usable(rows: Iterable) -> list:
    return sorted((row for row in rows if row.usable), key=lambda row: (row.kind, row.pk))


def _earlier(sheet: UrgentSheet) -> Iterator[Earlier]:
    """The earlier ones, the latest first: those published here, else as the sheet that was read named them."""
    named = {one["ua_sequence"]: Earlier(**one) for one in sheet.elsewhere}
    rows = UrgentSheet.objects.filter(
        section=sheet.section_id, ua_number=sheet.ua_number, ua_sequence__lt=sheet.ua_sequence
    ).select_related("action")
    here = {
        row.ua_sequence: Earlier(row.ua_sequence, row.index_number, row.action.ref)
        for row in rows
        if row.action.status in PUBLISHED
    }
    for place in sorted(named | here, reverse=True):
        yield here.get(place) or named[place]
