"""`{% portrait named %}` draws the portrait of a person: the photo in its frame, or the typographic stamp."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from openletter.cases.rules.photos import HEIGHTS, WIDTHS
from openletter.web.context.people import Named, Photograph
from openletter.web.portraits import photo_frame, stamp

register = template.Library()
MIDDLE = WIDTHS[1]
# How wide the window of the frame is: five sixths of the portrait, which the stylesheet sizes (see .portrait).
SIZES = {True: "(min-width: 60rem) 10rem, (min-width: 33rem) 17vw, 5.5rem", False: "5rem"}


@register.simple_tag
def portrait(named: Named, foremost: bool = False) -> SafeString:
    """The photo framed by the stamp, or the stamp of the name. `foremost` for the one the page is about."""
    if named.photo is None:
        return stamp(named.main.text, several=named.several, pseudonym=named.pseudonym)
    return photo_frame(named.main.text) + _picture(named.photo, foremost)


def _picture(photo: Photograph, foremost: bool) -> SafeString:
    sources = format_html_join(
        "", '<source type="image/{}" srcset="{}" sizes="{}">',
        ((kind, _set(photo, kind), SIZES[foremost]) for kind in ("avif", "webp")),
    )  # fmt: skip
    return format_html(
        '<picture class="photo">{}<img src="{}{}.jpg" width="{}" height="{}" alt="{}" lang="{}" {}></picture>',
        sources, photo.base, MIDDLE, MIDDLE, HEIGHTS[MIDDLE], photo.alt.text, photo.alt.language,
        SafeString('fetchpriority="high"' if foremost else 'loading="lazy" decoding="async"'),
    )  # fmt: skip


def _set(photo: Photograph, kind: str) -> str:
    return ", ".join(f"{photo.base}{width}.{kind} {width}w" for width in WIDTHS)
