"""Who opened a case of which something is not public: written down as it is shown, and told in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.cases.models import Case
from openletter.cases.operations.opening import OPENED, Held, Shown, is_out, note_opening
from openletter.cases.rules import Visibility
from openletter.desk.seeing import sees
from openletter.kernel import clock
from openletter.kernel.languages import in_a_row
from openletter.kernel.models import AuditEntry

SCREENS: dict[str, Any] = {
    Shown.PAGE: _("Page of the case"), Shown.FORM: _("Form of the case"), Shown.PATH: _("Publish an action"),
    Shown.PREVIEW: _("Preview"),
}  # fmt: skip
MARKS: dict[str, Any] = {
    Held.UNRELEASED: _("Not public yet"), Held.RECALLED: _("Recalled"), Held.WAITS: _("Change that waits"),
    **{str(each): each.label for each in Visibility},
}  # fmt: skip


def note(request: Any, case: Case, on: Shown) -> None:
    """Write down that this person has the case before their eyes."""
    seen = sees(request.user, case.section_id)
    note_opening(case=case, seen=seen, on=on, actor=request.user.actor, at=clock.now())


def note_preview(request: Any, case: Case) -> None:
    """The same of a page in preview, which shows what will be public: only where the case is not out."""
    if not is_out(case):
        note(request, case, Shown.PREVIEW)


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
