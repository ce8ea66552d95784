"""`{% portrait named %}` draws the typographic portrait of a person."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from openletter.web.context.people import Named
from openletter.web.portraits import stamp

register = template.Library()


@register.simple_tag
def portrait(named: Named) -> SafeString:
    """The stamp of this name, as inline SVG."""
    return stamp(named.main.text, several=named.several, pseudonym=named.pseudonym)
