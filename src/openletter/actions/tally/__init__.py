"""Counting: what acts change is appended, folded into the ledger within seconds, and can be derived again from rows.

Importing this needs no Django set up: the front reads figures while Django is still starting.
See docs/develop/mechanisms/counting.md.
"""

from openletter.actions.tally.figures import Count, count_of, counts_of
from openletter.actions.tally.fold import fold
from openletter.actions.tally.recount import Difference, Line, Recount, recount, repair

__all__ = ["Count", "Difference", "Line", "Recount", "count_of", "counts_of", "fold", "recount", "repair"]
