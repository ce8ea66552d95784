"""What follows in actions from facts, and what recurs: of the published calls, and of the acts people took."""

from openletter.actions.tasks import abuse, acts, calls, counts, enclosures, life, tally

__all__ = ["abuse", "acts", "calls", "counts", "enclosures", "life", "tally"]
