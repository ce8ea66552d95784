"""The picture other sites show beside a link to one of our pages."""

from openletter.web.cards.drawing import drawn
from openletter.web.cards.shape import HEIGHT, WIDTH, Card, Line

__all__ = ["HEIGHT", "WIDTH", "Card", "Line", "drawn"]
