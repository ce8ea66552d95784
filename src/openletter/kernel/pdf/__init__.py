"""Paper: PDF and pictures set by Typst from our own faces (see docs/develop/mechanisms/papers.md)."""

from openletter.kernel.pdf.engine import NotDrawn, as_print, draw, draw_png
from openletter.kernel.pdf.letters import breakable, showable, shows
from openletter.kernel.pdf.pictures import Picture

__all__ = ["NotDrawn", "Picture", "as_print", "breakable", "draw", "draw_png", "showable", "shows"]
