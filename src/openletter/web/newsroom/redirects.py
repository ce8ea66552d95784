"""Leading from addresses of old to where things stand: by hand, from a table, and by themselves when a page moves."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from openletter.cases.operations.naming import first_withheld, nobody_knows, require_nobody_withheld
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section
from openletter.sections.rules import RESERVED
from openletter.web.models import Redirect, StandardPage

LONGEST_WAY = 20
MOST_LINES = 2000
LONGEST_SOURCE, LONGEST_TARGET = 400, 600


@transaction.atomic
def lead(*, section: Section, source: str, target: str, abroad: bool, actor: Actor, at: datetime) -> Redirect:
    """The old address leads to the other one from now on; one that led elsewhere is changed.

    Refuses an address of another section or of the house, another site unless the person may lead `abroad`, a way that
    leads back to where it begins, and addresses that name somebody at risk who may not be named.
    """
    require_nobody_withheld([_said(source, target)], on=at.date(), knows=nobody_knows)
    return _lead(section=section, source=source, target=target, abroad=abroad, actor=actor, at=at)


def _said(*addresses: str) -> str:
    return " · ".join(map(unquote, addresses))


def _lead(*, section: Section, source: str, target: str, abroad: bool, actor: Actor, at: datetime) -> Redirect:
    came, goes = _path(source), target.strip()
    top = "/" if section.host else f"/{section.key}/"
    if not came.startswith(top) or came == top or came.strip("/").split("/")[0] in RESERVED - {section.key}:
        # Translators: %(top)s is how the addresses of the section's site begin, such as /ca/
        raise Refused(_("The old address is not one of this section’s site: those begin with %(top)s.") % {"top": top})
    if not goes.startswith("/") or goes.startswith(("//", "/\\")):
        parts = urlsplit(goes)
        if parts.scheme not in ("http", "https") or not parts.netloc or "\\" in goes:
            raise Refused(_("Write where it leads as an address of this site (/…) or as a whole one (https://…)."))
        if not abroad and parts.hostname != (section.host or None):
            raise Refused(_("Only an administrator of the section leads to another site."))
    if len(came) > LONGEST_SOURCE or len(goes) > LONGEST_TARGET or not (came + goes).isprintable():
        raise Refused(_("This address is too long, or holds signs that no address has."))
    _refuse_circle(section, came, goes)
    row, _made = Redirect.objects.update_or_create(
        section=section, source=came,
        defaults={"page": None, "target": goes, "made_at": at, "made_by": actor.name},
    )  # fmt: skip
    audit.record(
        actor=actor, verb="redirect.save", subject=row, at=at, section=section.key, after={"from": came, "to": goes}
    )
    marks.bump(marks.PAGES)
    return row


@transaction.atomic
def forget(*, redirect: Redirect, actor: Actor, at: datetime) -> None:
    """The old address leads nowhere any more."""
    audit.record(
        actor=actor, verb="redirect.delete", subject=redirect, at=at, section=redirect.section.key,
        before={"from": redirect.source, "to": redirect.leads_to() or ""},
    )  # fmt: skip
    redirect.delete()
    marks.bump(marks.PAGES)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line of a table; lines are counted from one, with the heading."""

    line: int
    text: str
    says: str


def take_in(*, section: Section, table: str, abroad: bool, actor: Actor, at: datetime) -> tuple[int, list[Fault]]:
    """All lines of a table of two columns, from and to, or none: how many lead now, and what is wrong where."""
    rows = list(csv.reader(io.StringIO(table)))
    faults: list[Fault] = []
    if len(rows) > MOST_LINES:
        return 0, [Fault(MOST_LINES + 1, "", _("The table is too long."))]
    if named := first_withheld([(n, [_said(*row)]) for n, row in enumerate(rows, 1)], on=at.date(), knows=nobody_knows):
        number, why_not = named
        return 0, [Fault(number, ", ".join(rows[number - 1])[:200] if number else "", why_not)]
    done = 0
    with transaction.atomic():
        for number, row in enumerate(rows, start=1):
            if not any(cell.strip() for cell in row) or (number == 1 and not row[0].strip().startswith(("/", "http"))):
                continue
            try:
                if len(row) < 2:
                    raise Refused(_("A line has two columns: the old address, and where it leads."))
                _lead(section=section, source=row[0], target=row[1], abroad=abroad, actor=actor, at=at)
                done += 1
            except Refused as refusal:
                faults.append(Fault(number, ", ".join(row)[:200], str(refusal.message)))
        if faults:
            transaction.set_rollback(True)
    return (0 if faults else done), faults


def way_from(section: Section, path: str) -> str | None:
    """Where an address leads at which nothing stands; None where it leads nowhere."""
    bare = path.rstrip("/")
    rows = Redirect.objects.filter(section=section, source__in=[path, bare, f"{bare}/"])
    row = rows.only("section_id", "source", "page_id", "target").first()
    return row.leads_to() if row else None


def places_of(page: Page) -> dict[int, str]:
    """The addresses of a standing page and of those beneath it, as readers know them now."""
    rows = StandardPage.objects.descendant_of(page, inclusive=True).filter(live=True)
    return {row.pk: row.get_url_parts()[2] for row in rows}


@transaction.atomic
def follow(before: Mapping[int, str], *, actor: Actor, at: datetime) -> None:
    """Pages that stand elsewhere now are still found at the addresses they had."""
    for page in StandardPage.objects.filter(pk__in=before):
        now, section = page.get_url_parts()[2], page.home.section
        Redirect.objects.filter(section=section, source=now).delete()  # it stands there itself
        if now != before[page.pk]:
            Redirect.objects.update_or_create(
                section=section, source=before[page.pk],
                defaults={"page_id": page.pk, "target": "", "made_at": at, "made_by": actor.name},
            )  # fmt: skip


def _path(address: str) -> str:
    """The path of an address, without host, query and escapes; with a slash at its start."""
    return "/" + unquote(urlsplit(address.strip()).path).lstrip("/")


def _refuse_circle(section: Section, came: str, goes: str) -> None:
    seen, here = {came.rstrip("/")}, urlsplit(goes).path if not urlsplit(goes).netloc else None
    for _step in range(LONGEST_WAY):
        if here is None:
            return
        if unquote(here).rstrip("/") in seen:
            raise Refused(_("This way leads back to where it begins."))
        seen.add(unquote(here).rstrip("/"))
        here = way_from(section, unquote(here))
    raise Refused(_("This way leads through too many addresses."))
