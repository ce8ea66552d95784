"""Own words are welcome: what is said kindly about them before they go, and what must be mended. Pure; no query."""

from openletter.actions.wording.letter import asks_again, look, look_at_letter
from openletter.actions.wording.remarks import Remark, digest

__all__ = ["Remark", "asks_again", "digest", "look", "look_at_letter"]
