"""What may be done to a case. Every verb checks the rules, writes, and leaves its trace in the audit."""

from openletter.cases.operations import proposing as proposing  # registers the kinds of proposals
from openletter.cases.operations.changing import hide, propose_change, release
from openletter.cases.operations.comparing import needs_second_person
from openletter.cases.operations.consent import (
    ConsentMissing,
    record_consent,
    require_consent,
    withdraw_consent,
)
from openletter.cases.operations.drafting import Facts, Said, correct_case, open_case, protect, take_on
from openletter.cases.operations.guidance import guide_messages
from openletter.cases.operations.life import change_status
from openletter.cases.operations.news import OutcomeText, UpdateText, add_update, record_outcome, words_hold
from openletter.cases.operations.photos import PhotoFacts, put_photo, remove_photo
from openletter.cases.operations.recall import (
    last_recall,
    may_show_again,
    own_stop,
    recall,
    require_not_recalled,
    show_again,
)
from openletter.cases.operations.relating import relate, untie
from openletter.cases.operations.safety import answer_finding, answered_by

__all__ = [
    "ConsentMissing",
    "Facts",
    "OutcomeText",
    "PhotoFacts",
    "Said",
    "UpdateText",
    "add_update",
    "answer_finding",
    "answered_by",
    "change_status",
    "correct_case",
    "guide_messages",
    "hide",
    "last_recall",
    "may_show_again",
    "needs_second_person",
    "open_case",
    "own_stop",
    "propose_change",
    "protect",
    "put_photo",
    "recall",
    "record_consent",
    "record_outcome",
    "relate",
    "release",
    "remove_photo",
    "require_consent",
    "require_not_recalled",
    "show_again",
    "take_on",
    "untie",
    "withdraw_consent",
    "words_hold",
]
