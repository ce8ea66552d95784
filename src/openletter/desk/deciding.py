"""What somebody reads of a change that waits, and why they do not approve it although they approve in its section."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from openletter.cases.models import Case
from openletter.cases.operations.consent import CONSENT, WITHDREW, who_withdrew
from openletter.desk.called import case_called
from openletter.desk.differences import read_of, unread
from openletter.desk.found import case_of
from openletter.desk.seeing import reads_case, sees
from openletter.kernel import proposals
from openletter.kernel.clusters import Line
from openletter.kernel.models import Proposal

HALF_READ = _(
    "Part of this is about facts that you may not see. An administrator of the section approves it, or an approver who "
    "is a researcher there too: nobody lets out what they have not read."
)
BOTH_CASES = _(
    "One of the two cases is not public yet, and you may not see it. Somebody approves this who sees both: nobody lets "
    "out what they have not read."
)


def lines_for(user: Any, proposal: Proposal, lines: Iterable[Line]) -> list[Line]:
    """Those of its lines that this person reads."""
    return [line for line in read_of(lines, _seen(user, proposal)) if not _is_closed(user, line)]


def keeps_from_approving(user: Any, proposal: Proposal) -> str:
    """Why this person does not approve it, beside having written some of it; empty where nothing keeps them from it."""
    before, after = proposals.kind_of(proposal).show(proposal)
    if any(_is_closed(user, line) for line in (*before, *after)):
        return str(BOTH_CASES)
    if unread(before, after, _seen(user, proposal)):
        return str(HALF_READ)
    return str(WITHDREW) if proposal.kind == CONSENT and user.pk in who_withdrew(proposal) else ""


def joined_with(user: Any, rows: Iterable[Proposal]) -> dict[int, str]:
    """Of those that would join two cases, by number: what the other case is called to this person."""
    found = {row.pk: getattr(row, "related_case", None) for row in rows}  # as the list was asked for it
    asked = {pk: int(other) for pk, other in found.items() if other}
    cases = {case.pk: case for case in Case.objects.filter(pk__in=asked.values()).prefetch_related("words")}
    return {pk: case_called(user, cases[other]) for pk, other in asked.items() if other in cases}


def _seen(user: Any, proposal: Proposal) -> frozenset[str]:
    """Which facts of its case the person sees; of a campaign, of none, there are no other than public ones."""
    case = case_of(proposal)
    return frozenset() if case is None else sees(user, case.section_id)


def _is_closed(user: Any, line: Line) -> bool:
    """Whether a line names a case that this person may not read."""
    return isinstance(line.row, Case) and line.key.startswith("relation.") and not reads_case(user, line.row)
