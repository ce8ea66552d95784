"""Actions, the acts people take, and the ledger from which the public number comes."""

from openletter.actions.enclosures.models import Enclosure
from openletter.actions.models.abuse import DaySalt, Invalidation, InvalidationRun, JudgedAct, Switch, Trend
from openletter.actions.models.adapting import Adaptation, ReadingLink
from openletter.actions.models.after_outcome import OutcomeQuestion
from openletter.actions.models.call import (
    Action,
    ActionCredit,
    ActionTarget,
    ActionWords,
    Appeal,
    AppealWords,
    Demand,
    DemandWords,
)
from openletter.actions.models.counting import LedgerEntry, LedgerEvidence, TallyDelta
from openletter.actions.models.counts import ActCount
from openletter.actions.models.taken import ActionTaken
from openletter.actions.models.urgent import SheetWords, UrgentSheet

__all__ = [
    "ActCount",
    "Action",
    "ActionCredit",
    "ActionTaken",
    "ActionTarget",
    "ActionWords",
    "Adaptation",
    "Appeal",
    "AppealWords",
    "DaySalt",
    "Demand",
    "DemandWords",
    "Enclosure",
    "Invalidation",
    "InvalidationRun",
    "JudgedAct",
    "LedgerEntry",
    "LedgerEvidence",
    "OutcomeQuestion",
    "ReadingLink",
    "SheetWords",
    "Switch",
    "TallyDelta",
    "Trend",
    "UrgentSheet",
]
