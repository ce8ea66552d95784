"""Acts by country, language, state and delay, gathered beside the ledger (see docs/develop/mechanisms/figures.md)."""

from openletter.actions.counts.days import DayOf
from openletter.actions.counts.gather import gather
from openletter.actions.counts.rules import DELAYS, Delay

__all__ = ["DELAYS", "DayOf", "Delay", "gather"]
