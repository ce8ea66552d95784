"""Who opened a case of which something is not public: written down as it is shown, and told in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.cases.operations.opening import OPENED, Held, Shown, held_of, is_out, kept_back, note_opening
from openletter.cases.rules import Visibility
from openletter.desk.seeing import sees
from openletter.kernel import clock
from openletter.kernel.languages import in_a_row
from openletter.kernel.models import AuditEntry

SCREENS: dict[str, Any] = {
    Shown.PAGE: _("Page of the case"), Shown.FORM: _("Form of the case"), Shown.PATH: _("Publish an action"),
    Shown.PREVIEW: _("Preview"), Shown.DEED: _("Form for one thing"), Shown.WORDS: _("Words in one language"),
    Shown.SECOND: _("Waits for a second person"), Shown.ACTION: _("Page of an action"), Shown.AUDIT: _("Audit"),
}  # fmt: skip
MARKS: dict[str, Any] = {
    Held.UNRELEASED: _("Not public yet"), Held.RECALLED: _("Recalled"), Held.WAITS: _("Change that waits"),
    **{str(each): each.label for each in Visibility},
}  # fmt: skip


def note(request: Any, case: Case, on: Shown) -> None:
    """Write down that this person has the whole case before their eyes, as far as their role shows it."""
    _note(request, case, kept_back(case, sees(request.user, case.section_id)), on)


def note_part(request: Any, case: Case, on: Shown, also: Iterable[str] = ()) -> None:
    """The same of a page that tells some of it; of what is hidden in a case that is out, only what `also` names."""
    _note(request, case, {*held_of(case), *map(str, also)}, on)


def note_of(request: Any, subject: Any, on: Shown, also: Iterable[str] = ()) -> None:
    """The same of a page about a case or an action; what is about neither tells of no case."""
    if case := subject if isinstance(subject, Case) else subject.case if isinstance(subject, Action) else None:
        note_part(request, case, on, also)


def _note(request: Any, case: Case, marks: Iterable[str], on: Shown) -> None:
    note_opening(case=case, marks=sorted(marks), on=on, actor=request.user.actor, at=clock.now())


def note_preview(request: Any, case: Case) -> None:
    """The same of a page in preview, which shows what will be public: only where the case is not out."""
    if not is_out(case):
        note(request, case, Shown.PREVIEW)


def shows(change: Any) -> list[str]:
    """The mark of a form that opens with a change that waits, if it does."""
    return [str(Held.WAITS)] if change else []


def purpose_of(entry: AuditEntry) -> str:
    """What somebody opened something for; of a case, where it was read and what of it is not public."""
    if entry.verb != OPENED:
        return entry.reason
    marks = [str(MARKS.get(mark, mark)) for mark in entry.after.get("marks", ())]
    screen = entry.after.get("screen", "")
    # Translators: %(screen)s is where a case was read, such as "Preview"; %(marks)s what of it is not public, such as
    # "Case team, Restricted".
    told = {"screen": SCREENS.get(screen, screen), "marks": in_a_row(marks)}
    return gettext("%(screen)s: %(marks)s") % told
