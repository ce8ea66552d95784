"""The tables of a case."""

from openletter.cases.models.case import Case, CaseConcern, CaseRelation, CaseWords, PersonAtRisk, PersonWords
from openletter.cases.models.chronology import (
    Development,
    DevelopmentWords,
    Proceeding,
    Sentence,
    Update,
    UpdateWords,
)
from openletter.cases.models.consent import ConsentRecord
from openletter.cases.models.context import CaseCredit, ContextFigure, ContextFigureWords, SolidarityGuidance
from openletter.cases.models.finding import CaseFinding, FindingWord
from openletter.cases.models.outcome import Outcome, OutcomeWords
from openletter.cases.models.photo import CasePhoto, CasePhotoWords, PhotoCut, PhotoKey, PhotoMaster
from openletter.cases.models.safety import SafetyAnswer

__all__ = [
    "Case",
    "CaseConcern",
    "CaseCredit",
    "CaseFinding",
    "CasePhoto",
    "CasePhotoWords",
    "CaseRelation",
    "CaseWords",
    "ConsentRecord",
    "ContextFigure",
    "ContextFigureWords",
    "Development",
    "DevelopmentWords",
    "FindingWord",
    "Outcome",
    "OutcomeWords",
    "PersonAtRisk",
    "PersonWords",
    "PhotoCut",
    "PhotoKey",
    "PhotoMaster",
    "Proceeding",
    "SafetyAnswer",
    "Sentence",
    "SolidarityGuidance",
    "Update",
    "UpdateWords",
]
