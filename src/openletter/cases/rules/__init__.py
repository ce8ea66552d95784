"""What may be said about a case, and when it may be said in public: enumerations and pure decisions.

The words are those of docs/concepts.md; stored values never change once released.
"""

from openletter.cases.rules.chronology import (
    CourtType,
    DevelopmentKind,
    ProceedingResult,
    ProceedingStage,
    SentenceKind,
)
from openletter.cases.rules.consent import (
    GIVERS,
    SCOPES_OF_A_PUBLIC_PAGE,
    SCOPES_UNDER_A_PSEUDONYM,
    ConsentEntry,
    ConsentGiver,
    ConsentScope,
    ConsentState,
    last_day,
    missing_scopes,
    standing_scopes,
)
from openletter.cases.rules.guidance import ContentRule, RecipientRoute, ReturnAddressRule
from openletter.cases.rules.life import (
    CASE_MOVES,
    PUBLIC_STATUSES,
    CasePriority,
    CaseStatus,
    Exposure,
    Standing,
    Visibility,
    may_move,
)
from openletter.cases.rules.outcome import GOOD_OUTCOMES, Attribution, OutcomeType
from openletter.cases.rules.subject import Concern, Designation, SubjectKind

__all__ = [
    "CASE_MOVES",
    "GIVERS",
    "GOOD_OUTCOMES",
    "PUBLIC_STATUSES",
    "SCOPES_OF_A_PUBLIC_PAGE",
    "SCOPES_UNDER_A_PSEUDONYM",
    "Attribution",
    "CasePriority",
    "CaseStatus",
    "Concern",
    "ConsentEntry",
    "ConsentGiver",
    "ConsentScope",
    "ConsentState",
    "ContentRule",
    "CourtType",
    "Designation",
    "DevelopmentKind",
    "Exposure",
    "OutcomeType",
    "ProceedingResult",
    "ProceedingStage",
    "RecipientRoute",
    "ReturnAddressRule",
    "SentenceKind",
    "Standing",
    "SubjectKind",
    "Visibility",
    "last_day",
    "may_move",
    "missing_scopes",
    "standing_scopes",
]
