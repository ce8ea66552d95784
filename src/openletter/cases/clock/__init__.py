"""The case clock: what the days of a case add up to, said no more exactly than it is known."""

from openletter.cases.clock.facts import (
    CASE_FILE,
    Figure,
    FigureName,
    Happened,
    Sentence,
    State,
    Unit,
)
from openletter.cases.clock.reading import read
from openletter.cases.clock.words import Words, say

__all__ = ["CASE_FILE", "Figure", "FigureName", "Happened", "Sentence", "State", "Unit", "Words", "read", "say"]
