"""Reading an urgent action from the text of its two pages, as one copies it out of a PDF."""

from openletter.actions.urgent.text.reading import read

__all__ = ["read"]
