"""The words we agreed on, as a CSV table: `section, from, term, language, we_say, not_translated, note`.

An empty section is every section. A term that is there already is brought up to date; a term that the table does not
name stays.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext

from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.cells import safe_cell
from openletter.kernel.languages import known
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section
from openletter.targets.directory.cells import Row, one_of, rows_of
from openletter.targets.representatives import checking
from openletter.targets.representatives.checking import Unfit
from openletter.targets.representatives.shapes import Fault
from openletter.translations.models import GlossaryTerm

REQUIRED: Final = ("from", "term", "language", "we_say")
COLUMNS: Final = ("section", *REQUIRED, "not_translated", "note")
_YES: Final = "yes"
type Places = Mapping[str, Section | None]


def places(sections: Iterable[Section], *, everywhere: bool) -> dict[str, Section | None]:
    """Where somebody may write terms, by what the table calls it."""
    found: dict[str, Section | None] = {section.key: section for section in sections}
    return {"": None, **found} if everywhere else found


def table(terms: Iterable[GlossaryTerm]) -> str:
    """The terms as a table that can be brought in again."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(COLUMNS)
    for term in terms:
        cells = (
            term.section.key if term.section else "", term.source_language, term.term, term.language, term.ours,
            _YES if term.is_kept else "", term.note,
        )  # fmt: skip
        lines.writerow([safe_cell(cell) for cell in cells])
    return file.getvalue()


def read(body: bytes, allowed: Places) -> tuple[list[GlossaryTerm], list[Fault]]:
    """Every term of the table, unsaved, and what is wrong with it."""
    terms: list[GlossaryTerm] = []
    faults: list[Fault] = []
    try:
        for number, cells in rows_of(body, faults, required=REQUIRED, known=COLUMNS.__contains__):
            row = Row(number, cells, faults)
            term = _term(row, allowed)
            if not row.faulty:
                terms.append(term)
    except (Unfit, csv.Error) as error:
        faults.append(Fault(0, "", str(error)))
    if not faults and not terms:
        faults.append(Fault(0, "", gettext("There is no term in this file.")))
    return terms, faults


def _term(row: Row, allowed: Places) -> GlossaryTerm:
    language = one_of(list(known()))
    found = GlossaryTerm(
        source_language=row.take("from", language) or "", language=row.take("language", language) or "",
        term=row.take("term", lambda text: _filled(text, "term")) or "",
        ours=row.take("we_say", lambda text: checking.line(text, _most("ours"))) or "",
        is_kept=row.take("not_translated", one_of(["", _YES])) == _YES,
        note=row.take("note", lambda text: checking.line(text, _most("note"))) or "",
    )  # fmt: skip
    if (where := row.cells.get("section", "")) in allowed:
        found.section = allowed[where]
    else:
        row.fault("section", gettext("You do not write the words of this section."))
    if not found.ours and not found.is_kept and not row.faulty:
        row.fault("we_say", gettext("Say what we say for it, or that it is not translated."))
    if found.language == found.source_language and not row.faulty:
        row.fault("language", gettext("A term is not translated into its own language."))
    return found


def _most(name: str) -> int:
    longest: int | None = getattr(GlossaryTerm._meta.get_field(name), "max_length", None)
    return longest or 0


def _filled(text: str, name: str) -> str:
    if not text:
        raise Unfit(gettext("This must be filled."))
    return checking.line(text, _most(name))


@transaction.atomic
def take_away(term: GlossaryTerm, *, actor: Actor, at: datetime) -> None:
    """The term is gone; what was translated with it stays as it is."""
    before, number = audit.snapshot(term), term.pk
    term.delete()
    term.pk = number  # the audit names the row that was
    audit.record(
        actor=actor, verb="glossaryterm_deleted", subject=term, at=at, before=before, after={},
        section=term.section.key if term.section else "",
    )  # fmt: skip


@transaction.atomic
def bring_in(body: bytes, allowed: Places, *, actor: Actor, at: datetime) -> tuple[int, int]:
    """The terms stand as the table says; returns how many are new and how many were there.

    Refuses, with nothing written, while there are faults.
    """
    terms, faults = read(body, allowed)
    if faults:
        raise Refused(gettext("The file has faults; nothing of it was imported."))
    new = 0
    for term in terms:
        same = {name: getattr(term, name) for name in ("section", "source_language", "term", "language")}
        kept = GlossaryTerm.objects.filter(**same).first()
        before = audit.snapshot(kept) if kept else {}
        term.pk = kept.pk if kept else None
        term.save()
        new += kept is None
        audit.record(
            actor=actor, verb=f"glossaryterm_{'edited' if kept else 'created'}", subject=term, at=at, before=before,
            after=audit.snapshot(term), section=term.section.key if term.section else "",
        )  # fmt: skip
    return new, len(terms) - new
