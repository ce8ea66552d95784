"""A chart as a picture: the same drawing with its colours, set with title, time and note from our own faces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.charts.ground import WIDE
from openletter.kernel.languages import direction
from openletter.kernel.pdf import Picture, draw_png
from openletter.kernel.pdf.letters import faces

if TYPE_CHECKING:
    from openletter.desk.figures import Asked, Figure

SHEET = "desk/charts/sheet.typ"
DOTS: Final = 144.0
INKS: Final = {
    "s0": "#4a6a98", "s1": "#a9bdd8", "s2": "#1e1b17", "s3": "#7d7465", "s4": "#b9b0a0", "s5": "#e2d9c8",
    "l1": "#d3deed", "l2": "#acc1de", "l3": "#7f9cc7", "l4": "#4a6a98", "l5": "#1c3f73", "land": "#ece7dc",
}  # fmt: skip


def as_png(figure: Figure, asked: Asked) -> bytes:
    """The figure for a talk or a report, 1600 pixels wide. Raises NotDrawn; ValueError where nothing is drawn."""
    if figure.chart is None:
        raise ValueError("nothing is drawn of this")
    svg = figure.chart.framed(WIDE, "wide")
    painted = svg.replace("<title", f"<style>{_style()}</style><title", 1)
    words: dict[str, Any] = {
        "title": figure.title, "about": " · ".join(filter(None, (asked.name, str(asked.period)))), "says": figure.says,
        # Translators: on a picture of a figure; %(day)s is the day it was drawn.
        "note": " ".join(filter(None, (figure.note, gettext("As of %(day)s.") % {"day": said.day(asked.today)}))),
        "language": said.reader(), "direction": direction(said.reader()),
    }  # fmt: skip
    return draw_png(SHEET, words, dots=DOTS, pictures={"chart": Picture.drawn(painted)})


def _style() -> str:
    fonts = ", ".join(f"'{face}'" for face in faces("Print"))
    fills = "".join(f".{name}{{fill:{ink}}}" for name, ink in INKS.items())
    return (
        f"text{{font-family:{fonts};font-size:13px;fill:#4b453c}}.number,.word{{fill:#1e1b17}}{fills}"
        ".axis{stroke:#4b453c;fill:none}.grid{stroke:#d9d0bf;fill:none}.ring{stroke:#fffdf9;stroke-width:1}"
    )
