"""Taking over another section's action: what was taken, what is one's own, and what the original says by now.

An adaptation holds all its words itself, so what its readers see never depends on the original's rows. Beside them
stands what the original said when each text was taken over; comparing the three tells what waits to be decided.
See docs/develop/mechanisms/adaptation.md.
"""

from openletter.actions.adaptation.comparing import Proposal, Same, compare, same_or_own
from openletter.actions.adaptation.marking import Bit, marked
from openletter.actions.adaptation.pieces import Piece, own_uid, pieces_of

__all__ = ["Bit", "Piece", "Proposal", "Same", "compare", "marked", "own_uid", "pieces_of", "same_or_own"]
