"""Folding what acts changed into the ledger, every few seconds; counting a section's acts again when asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from typing import Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.actions.tally import Line, fold, recount
from openletter.kernel import work
from openletter.kernel.ticks import every
from openletter.kernel.work import Job

AT_ONCE: Final = 50  # actions compared in one statement


@every(seconds=5)
def fold_deltas(at: datetime) -> int:
    """Move deltas into the ledger's hourly lines; the number stays what it was."""
    return fold(at)


@work.kind("recount", _("Count again"))
def recount_section(job: Job) -> None:
    """Compare ledger and acts, action by action; what differs is told and stands in a table, nothing is changed."""
    rows = Action.objects.filter(pk__in=job.arguments["actions"]).order_by("pk")
    actions = dict(rows.values_list("pk", "ref"))
    job.expect(len(actions))
    lines: list[Line] = []
    for some in batched(actions, AT_ONCE, strict=False):
        lines += recount(some).lines
        job.step(len(some))
    differing = {line.action_id for line in lines if line.difference}
    job.keep("recount.csv", "text/csv", _table(lines, actions))
    if differing:
        text = ngettext("%(number)s action differs: see the table.", "%(number)s actions differ: see the table.",
                        len(differing))  # fmt: skip
        job.tell(text % {"number": len(differing)})
    else:
        job.tell(gettext("The ledger and the acts agree."))


def _table(lines: list[Line], refs: dict[int, str]) -> Iterator[bytes]:
    yield b"action,source,folded,waiting,acts,difference\r\n"
    for line in lines:
        cells = (refs[line.action_id], line.source, line.folded, line.waiting, line.rows, line.difference)
        yield (",".join(str(cell) for cell in cells) + "\r\n").encode()
