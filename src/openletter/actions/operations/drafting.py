"""An urgent action drafted from a sheet that was read elsewhere, once a person has looked at everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openletter.actions.models import Action, ActionTarget, Appeal, Demand, UrgentSheet
from openletter.actions.rules import TargetRole
from openletter.actions.urgent.numbers import stamped
from openletter.actions.urgent.sheet import Addressed, Sheet
from openletter.cases.models import Case
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.ids import new_ref
from openletter.kernel.languages import known
from openletter.kernel.refusals import Refused
from openletter.kernel.words import write
from openletter.sections.models import Section
from openletter.targets.models import Accreditation, ContactPoint, Office
from openletter.targets.rules import ContactHealth, ContactKind, OfficeKind, Portfolio

KIND = "urgent_action"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One office of the sheet: one that we know, or None where a new one is made of what the sheet says."""

    role: TargetRole
    said: Addressed
    office: Office | None = None


@transaction.atomic
def draft_from(
    *, sheet: Sheet, case: Case, section: Section, offices: Sequence[Chosen], actor: Actor, at: datetime
) -> Action:
    """The sheet is a draft like any other. Offices nobody knew are new in the directory, their ways not verified.

    Words in languages that this installation does not have are left out. Refuses a place in a series that is taken,
    and the same office twice.
    """
    _require_free(sheet, section)
    action = Action.objects.create(
        case=case, section=section, kind=KIND, deadline=_day(sheet.appeal_deadline), offers=["news"]
    )
    write(action, _ours({code: {"title": said.title, "ask": said.ask} for code, said in sheet.words.items()}))
    _sheet(action, sheet)
    for order, demand in enumerate(sheet.demands):
        row = Demand.objects.create(action=action, order=order)
        write(row, _ours({code: {"text": text} for code, text in demand.items() if text}))
    if sheet.letters:
        appeal = Appeal.objects.create(action=action, mention_organisation=sheet.mention_organisation)
        texts = {code: {"subject": one.subject, "body": one.body} for code, one in sheet.letters.items()}
        write(appeal, _ours(texts))
    _address(action, offices, note=f"{sheet.ua_number} ({sheet.ua_sequence})", by=actor)
    after = {"sheet": f"{sheet.ua_number} ({sheet.ua_sequence})", "from": sheet.url or sheet.publisher}
    audit.record(actor=actor, verb="action.import_sheet", subject=action, at=at, section=section.key, after=after)
    marks.bump(marks.ACTIONS)
    return action


def _require_free(sheet: Sheet, section: Section) -> None:
    taken = UrgentSheet.objects.filter(section=section, ua_number=sheet.ua_number, ua_sequence=sheet.ua_sequence)
    if taken.exists():
        stamp = stamped(sheet.ua_number, sheet.ua_sequence)
        raise Refused(
            _("%(stamp)s stands here already. Correct the number, or change what is there.") % {"stamp": stamp}
        )


def _sheet(action: Action, sheet: Sheet) -> None:
    row = UrgentSheet.objects.create(
        action=action,
        ua_number=sheet.ua_number,
        ua_sequence=sheet.ua_sequence,
        index_number=sheet.index_number,
        issued_on=_day(sheet.issued_on),
        preferred_languages=list(sheet.preferred_languages),
        diplomatic_copies=sheet.diplomatic_copies,
        elsewhere=[
            {"ua_sequence": one.ua_sequence, "index_number": one.index_number, "url": one.url}
            for one in sheet.previous
        ],
    )  # fmt: skip
    names = ("summary", "background_heading", "background", "pronouns")
    told = {code: {name: getattr(said, name) for name in names} for code, said in sheet.words.items()}
    write(row, _ours({code: texts for code, texts in told.items() if any(texts.values())}))


def _address(action: Action, offices: Sequence[Chosen], *, note: str, by: Actor) -> None:
    placed: set[int] = set()
    for order, chosen in enumerate(offices):
        office = chosen.office or _new_office(chosen.said, note, by)
        if office.pk in placed:
            raise Refused(_("%(office)s stands twice in the list. Leave it out once.") % {"office": office})
        placed.add(office.pk)
        ActionTarget.objects.create(action=action, office=office, role=chosen.role, order=order)


def _new_office(said: Addressed, note: str, by: Actor) -> Office:
    """A new office; the name of its holder is not taken over, for a sheet does not say since when."""
    name = next((called.name for called in said.words.values() if called.name), "")
    key = said.key or slugify(name)[:50] or new_ref()
    if Office.objects.filter(key=key).exists():
        key = f"{key[:48]}-{new_ref()}"
    office = Office.objects.create(
        key=key,
        kind=said.kind if said.kind in OfficeKind else OfficeKind.OTHER,
        portfolio=said.portfolio if said.portfolio in Portfolio else "",
        territory=said.territory,
        preferred_languages=list(said.preferred_languages),
    )
    texts = {
        code: {"name": called.name, "salutation": called.salutation, "closing": called.closing}
        for code, called in said.words.items()
    }
    write(office, _ours(texts))
    for country in said.accredited_to:
        Accreditation.objects.create(office=office, country=country)
    for way in said.ways:
        if way.kind in ContactKind:
            ContactPoint.objects.create(
                office=office, kind=way.kind, value=way.value, health=ContactHealth.UNVERIFIED, note=note,
                written_by=by.id,
            )  # fmt: skip
    return office


def _ours[Texts](by_language: Mapping[str, Texts]) -> dict[str, Texts]:
    return {code: texts for code, texts in by_language.items() if code in known()}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
