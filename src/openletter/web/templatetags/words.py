"""`{% said spelling language %}` writes words, marking those borrowed from another language as what they are."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from openletter.kernel.languages import direction, in_a_row
from openletter.web.context.people import Spelling

register = template.Library()


@register.simple_tag
def said(spelling: Spelling | None, language: str) -> SafeString | str:
    """The text; inside a span with `lang` and `dir` where it is not in the page's language."""
    if spelling is None:
        return ""
    if spelling.language == language:
        return spelling.text
    return format_html('<span lang="{}" dir="{}">{}</span>', spelling.language, spelling.direction, spelling.text)


register.filter("in_a_row", in_a_row)
register.filter("direction", direction)


@register.filter
def written(html: str) -> SafeString:
    """Rich text as staff wrote it; the editor lets only its own few elements through."""
    return SafeString(expand_db_html(html or ""))
