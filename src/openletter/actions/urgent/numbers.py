"""Numbers of an urgent action: of the series, of the document, and its place in the series.

`UA 60/16` is the series and the two digits of its year; some write `UA 83.18`. `AMR 37/6674/2017` is the document:
region or theme, country, serial and year; older ones have a serial of two or three digits and a short year.
"""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

UA: Final = re.compile(r"UA (\d{1,3})[/.](\d{2})", re.ASCII)
INDEX: Final = re.compile(r"[A-Z]{3} \d{2}/\d{2,4}/\d{2,4}", re.ASCII)

_ORDINALS: Final = (
    # Translators: the place of an urgent action in its series, set large beside its number: "First UA 60/16".
    pgettext_lazy("urgent action", "First"),
    pgettext_lazy("urgent action", "Second"),
    pgettext_lazy("urgent action", "Third"),
    pgettext_lazy("urgent action", "Fourth"),
    pgettext_lazy("urgent action", "Fifth"),
    pgettext_lazy("urgent action", "Sixth"),
    pgettext_lazy("urgent action", "Seventh"),
    pgettext_lazy("urgent action", "Eighth"),
    pgettext_lazy("urgent action", "Ninth"),
    pgettext_lazy("urgent action", "Tenth"),
    pgettext_lazy("urgent action", "Eleventh"),
    pgettext_lazy("urgent action", "Twelfth"),
)
LAST_IN_A_SERIES: Final = 99


def ua_number(text: str) -> str:
    """`UA 60/16` from any usual spelling of it; empty where it is none."""
    found = UA.fullmatch(" ".join(text.upper().replace(":", " ").replace("UA", "UA ").split()))
    if found is None:
        found = UA.fullmatch("UA " + "".join(text.split()))
    return f"UA {int(found[1])}/{found[2]}" if found and int(found[1]) else ""


def index_number(text: str) -> str:
    """`AMR 37/6674/2017` from any usual spelling of it; empty where it is none."""
    plain = " ".join(text.upper().split())
    plain = re.sub(r"\s*/\s*", "/", plain)
    return plain if INDEX.fullmatch(plain) else ""


def ordinal(sequence: int) -> str:
    """`First`, `Second` in the language in use; from the thirteenth on a plain number."""
    if 0 < sequence <= len(_ORDINALS):
        return str(_ORDINALS[sequence - 1])
    # Translators: the place of an urgent action in its series, where it is beyond the twelfth.
    return pgettext("urgent action", "No. %(number)s") % {"number": sequence}


def stamped(number: str, sequence: int) -> str:
    """The series and the place in it, as one heading: `Third UA 60/16`."""
    # Translators: %(ordinal)s is "First" or "Second", %(number)s is "UA 60/16".
    return _("%(ordinal)s %(number)s") % {"ordinal": ordinal(sequence), "number": number}
