"""What may be done to a case. Every verb checks the rules, writes, and leaves its trace in the audit."""

from openletter.cases.operations.consent import (
    ConsentMissing,
    record_consent,
    require_consent,
    withdraw_consent,
)
from openletter.cases.operations.guidance import guide_messages
from openletter.cases.operations.life import change_status, relate
from openletter.cases.operations.news import OutcomeText, UpdateText, add_update, record_outcome

__all__ = [
    "ConsentMissing",
    "OutcomeText",
    "UpdateText",
    "add_update",
    "change_status",
    "guide_messages",
    "record_consent",
    "record_outcome",
    "relate",
    "require_consent",
    "withdraw_consent",
]
