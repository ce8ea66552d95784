"""Where a case stands, how urgent it is, and who may see a fact of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseStatus(TextChoices):
    """Where the advocacy file stands in its life."""

    INTAKE = "intake", _("Intake")
    UNDER_VERIFICATION = "under_verification", _("Under verification")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ACTIVE = "active", pgettext_lazy("case status", "Active")
    MONITORING = "monitoring", _("Monitoring")
    CLOSED = "closed", pgettext_lazy("case status", "Closed")
    REOPENED = "reopened", pgettext_lazy("case status", "Reopened")


PUBLIC_STATUSES = frozenset({CaseStatus.ACTIVE, CaseStatus.MONITORING, CaseStatus.CLOSED, CaseStatus.REOPENED})


CASE_MOVES: dict[str, frozenset[str]] = {
    CaseStatus.INTAKE: frozenset({CaseStatus.UNDER_VERIFICATION, CaseStatus.DECLINED}),
    CaseStatus.UNDER_VERIFICATION: frozenset({CaseStatus.ACCEPTED, CaseStatus.DECLINED}),
    CaseStatus.ACCEPTED: frozenset({CaseStatus.ACTIVE, CaseStatus.DECLINED}),
    CaseStatus.DECLINED: frozenset({CaseStatus.UNDER_VERIFICATION}),
    CaseStatus.ACTIVE: frozenset({CaseStatus.MONITORING, CaseStatus.CLOSED}),
    CaseStatus.MONITORING: frozenset({CaseStatus.ACTIVE, CaseStatus.CLOSED}),
    CaseStatus.CLOSED: frozenset({CaseStatus.REOPENED}),
    CaseStatus.REOPENED: frozenset({CaseStatus.MONITORING, CaseStatus.CLOSED}),
}


class CasePriority(TextChoices):
    """How soon the team must turn to a case."""

    URGENT = "urgent", _("Urgent")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class Visibility(TextChoices):
    """Who may see one fact. Only `public` ever reaches a public page, feed or mail."""

    PUBLIC = "public", pgettext_lazy("visibility", "Public")
    NETWORK = "network", _("All sections")
    SECTION = "section", _("This section")
    CASE_TEAM = "case_team", _("Case team")
    RESTRICTED = "restricted", _("Restricted")


class Exposure(TextChoices):
    """How much harm it can do a person that others recognise them or find where they are."""

    ORDINARY = "ordinary", _("No more than others in such a case")
    VULNERABLE = "vulnerable", _("Vulnerable")
    HIGH = "high", pgettext_lazy("risk of being recognised", "High")


class Standing(TextChoices):
    """Whether a development is reported or established; said in words beside it."""

    ALLEGATION = "allegation", _("Allegation")
    FACT = "fact", _("Established fact")


def may_move(current: str, wanted: str) -> bool:
    """Whether a case may go from one status to another; staying where it is always may."""
    return current == wanted or wanted in CASE_MOVES.get(current, frozenset())
