"""Sizes of paper and envelopes, and which of them lie in the shops of a country."""

from __future__ import annotations

from enum import StrEnum

# Unicode CLDR, supplemental data, `paperSize type="US-Letter"`: everybody else writes on A4.
US_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})
# Where the window of an envelope is on its right, as in France and where its post was built after that model.
WINDOW_RIGHT = frozenset({
    "BE", "BF", "BI", "BJ", "CD", "CF", "CG", "CH", "CI", "CM", "DJ", "DZ", "ES", "FR", "GA", "GN", "IT", "LU", "MA",
    "MC", "MG", "ML", "MR", "NE", "PT", "SN", "TD", "TG", "TN",
})  # fmt: skip


class Format(StrEnum):
    """A sheet of paper, or a postcard's."""

    A4 = "a4"
    LETTER = "us-letter"


class EnvelopeFormat(StrEnum):
    """An envelope, by the name under which it is sold."""

    DL = "dl"
    C6 = "c6"
    C5 = "c5"
    NUMBER_10 = "number-10"

    @property
    def size(self) -> tuple[float, float]:
        """Breadth and height in millimetres (ISO 269; ASTM D4727 for the number 10)."""
        sizes = {"dl": (220.0, 110.0), "c6": (162.0, 114.0), "c5": (229.0, 162.0), "number-10": (241.3, 104.8)}
        return sizes[self.value]


def format_of(country: str) -> Format:
    """The paper that people in a country have in their printers."""
    return Format.LETTER if country in US_LETTER else Format.A4


def envelope_of(country: str) -> EnvelopeFormat:
    """The envelope into which that paper goes folded in three."""
    return EnvelopeFormat.NUMBER_10 if country in US_LETTER else EnvelopeFormat.DL


def window_side(country: str) -> str:
    """`left` or `right`: where the address on a folded letter shows through an envelope's window."""
    return "right" if country in WINDOW_RIGHT else "left"
