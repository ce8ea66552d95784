"""When a photograph of a person at risk may be shown, and where."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from openletter.cases.rules.consent import ConsentScope

# The window of the stamp that frames a photo, and the widths (pixels) it is kept in.
RATIO = (100, 114)
WIDTHS = (160, 320, 640)
HEIGHTS = {width: round(width * RATIO[1] / RATIO[0]) for width in WIDTHS}
KINDS = ("avif", "webp", "jpg")


def may_show_photo(standing: Collection[str], expires_on: date | None, *, on: date) -> bool:
    """Whether a photo may stand on a page: consented to, and not past its last day."""
    return ConsentScope.PHOTO in standing and (expires_on is None or on <= expires_on)


def may_travel(standing: Collection[str], expires_on: date | None, *, on: date) -> bool:
    """Whether a photo may leave our house on a card: other sites keep what they were given, whatever we do later."""
    return ConsentScope.SOCIAL_MEDIA in standing and may_show_photo(standing, expires_on, on=on)


def may_print(standing: Collection[str], expires_on: date | None, *, on: date) -> bool:
    """Whether a photo may stand on paper that people post: what was printed cannot be called back."""
    return ConsentScope.PRINT in standing and may_show_photo(standing, expires_on, on=on)
