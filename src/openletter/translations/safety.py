"""What newly stands in the way of readers once a translation is approved: the check that the original passed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from openletter.actions import safety
from openletter.actions.models import Action
from openletter.actions.safety import Finding, found_in, safety_check
from openletter.cases.models import Case
from openletter.cases.operations.naming import NamesSomebody, names_of, nobody_knows, require_nobody_withheld
from openletter.cases.queries.naming import named_in
from openletter.kernel.audit import Actor
from openletter.translations.models import Rendering
from openletter.translations.parts import whole
from openletter.translations.reckoning import Sheet, sheet_of
from openletter.translations.rules import TranslationState
from openletter.translations.texts import found

_LEFT_OUT = (Rendering.Kind.CAMPAIGN, "summary")


def findings_of(sheet: Sheet, on: date) -> tuple[Finding, ...]:
    """What the check finds of a case, or of an action with its case, as the database has it; of all else nothing."""
    if sheet.kind == Rendering.Kind.CASE:
        return safety_check(Case.objects.get(pk=sheet.subject.pk), None, on)
    if sheet.kind == Rendering.Kind.ACTION:
        action = Action.objects.select_related("case").get(pk=sheet.subject.pk)
        return safety_check(action.case, action, on)
    return ()


def require_nothing_new(sheet: Sheet, before: Iterable[Finding], *, actor: Actor, on: date) -> None:
    """Pass if the check finds nothing that it did not find before, or all of it was answered by somebody else.

    What stood before is no reason to keep a translation back. Raises NotSafe, naming what is new.
    """
    case = sheet.subject if sheet.kind == Rendering.Kind.CASE else getattr(sheet.subject, "case", None)
    safety.require_nothing_new(findings_of(sheet, on), before, case=case, actor=actor)


def require_names_told(sheet: Sheet, on: date) -> None:
    """Pass if the words of a section, a campaign or a page, as they stand now, name nobody who may not be shown.

    Nor anybody whom the source does not name, but for a campaign's summary, which is left out once that must be.
    Whom a story tells of is asked for with the story. Raises NamesSomebody, without the name: who translates may not
    know whom we follow. Cases and actions are asked by their own check.
    """
    if sheet.kind in (Rendering.Kind.CASE, Rendering.Kind.ACTION):
        return
    pages = getattr(sheet.subject, "pages", {}).values() if sheet.kind == Rendering.Kind.PAGE else ()
    told = {link.case_id for page in pages for link in _cases_of(page) if link.tells}
    require_nobody_withheld([piece.present for piece in sheet.pieces], on=on, knows=nobody_knows, told=told)
    lasting = [piece for piece in sheet.pieces if (sheet.kind, piece.name) != _LEFT_OUT]
    known = {each.case for each in named_in([piece.source for piece in lasting], on=on)} | told
    if new := [each for each in named_in([piece.present for piece in lasting], on=on) if each.case not in known]:
        # Translators: %(names)s is a list of names of people at risk.
        sentence = _("This text names %(names)s. Write a story of the case instead: somebody else looks at it first.")
        raise NamesSomebody(sentence % {"names": names_of(new)})


def _cases_of(page: Any) -> Iterable[Any]:
    """The cases a story belongs to; other pages belong to none."""
    return page.cases.all() if hasattr(page, "cases") else ()


def waiting_findings(case: Case, *, at: datetime) -> list[Finding]:
    """What the check would find in translations of a case and its actions that wait for a reviewer; each once.

    So that who writes the case can say why words may stay before they are approved.
    """
    rows = Rendering.objects.filter(
        Q(kind=Rendering.Kind.CASE, subject_id=case.pk)
        | Q(kind=Rendering.Kind.ACTION, subject_id__in=case.actions.values("pk")),
        state=TranslationState.IN_REVIEW,
    )
    sheets = (sheet_of(row.kind, found(row.kind, row.subject_id), row.language, at=at) for row in rows)
    return list(dict.fromkeys(finding for sheet in sheets for finding in _in_drafts(sheet, case)))


def _in_drafts(sheet: Sheet, case: Any) -> Iterable[Finding]:
    for piece in sheet.pieces:
        mine = [part for part in sheet.parts if part.piece == piece]
        if any(part.draft for part in mine) and all(
            part.text for part in mine
        ):  # put together as it will stand: what is found is known by its words
            text = whole(piece, {part.number: part.text for part in mine})
            yield from found_in(text, sheet.rendering.language, case=case)
