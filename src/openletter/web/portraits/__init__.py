"""Typographic portraits: a postage stamp drawn from a name, for people of whom no picture may be shown."""

from openletter.web.portraits.drawing import HEIGHT, WIDTH, Paint, photo_frame, stamp
from openletter.web.portraits.letters import initials

__all__ = ["HEIGHT", "WIDTH", "Paint", "initials", "photo_frame", "stamp"]
