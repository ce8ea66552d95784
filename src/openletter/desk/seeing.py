"""Which facts of a case a member of staff sees: public and network ones everybody, the others by their work."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.cases.rules import PUBLIC_STATUSES, Visibility
from openletter.sections.access import Right, may, within

# Who works on the case itself: whoever writes it, approves it, or answers for it in a group.
_TEAM = (Right.EDIT_CASES, Right.RELEASE, Right.ANSWERS)


def sees(user: Any, section_id: int) -> frozenset[str]:
    """The visibilities of facts that a person may see in a section.

    Restricted facts are for those who also record consent (researchers, administrators); those of the section for
    everybody who sees its cases.
    """
    seen = {Visibility.PUBLIC, Visibility.NETWORK}
    if may(user, Right.SEE_CASES, section_id):
        seen.add(Visibility.SECTION)
    if any(may(user, right, section_id) for right in _TEAM):
        seen.add(Visibility.CASE_TEAM)
    if may(user, Right.CONSENT, section_id):
        seen.add(Visibility.RESTRICTED)
    return frozenset(str(each) for each in seen)


def reads_case(user: Any, case: Case) -> bool:
    """Whether a person may read what a case says: who sees the cases of its section, and everybody once it is out.

    An action can be seen by groups, partners and other sections while its case is still being written.
    """
    return case.released_at is not None or may(user, Right.SEE_CASES, case.section_id)


def works_on(user: Any, action: Action) -> bool:
    """Whether a person writes or publishes in the section of an action."""
    return any(may(user, right, action.section_id) for right in (Right.EDIT_ACTIONS, Right.RELEASE))


def reads_findings(user: Any, action: Action) -> bool:
    """Whether a person is told what is found of an action's case, and who agreed to what in it.

    That is for who sees the cases of its section; of another section's case, once it is out, for who writes or
    publishes the action. Groups and partners, who see actions alone, are told neither.
    """
    case = action.case
    return may(user, Right.SEE_CASES, case.section_id) or (works_on(user, action) and reads_case(user, case))


def readable_cases(user: Any) -> Q:
    """The filter that keeps cases a person may read: those of their sections, and of others what is out."""
    return within(user, Right.SEE_CASES, "section_id") | Q(status__in=PUBLIC_STATUSES, released_at__isnull=False)


def shown(user: Any, section_id: int, rows: Any) -> Any:
    """Those of the rows that the person may see, asked of the database: what is hidden is not even fetched."""
    return rows.filter(visibility__in=sees(user, section_id))
