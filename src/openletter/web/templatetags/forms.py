"""`{% state field %}` writes what a field tells browsers and screen readers of itself."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from openletter.web.context.acting import Field

register = template.Library()


@register.simple_tag
def state(field: Field) -> SafeString:
    """`required`, `aria-invalid` and `aria-describedby`, as far as they hold, and what to say when it is wrong."""
    # A list in which something always stands chosen cannot be left empty, and HTML does not let it say otherwise.
    filled = field.kind == "select" and bool(field.options) and field.options[0].value != ""
    found = mark_safe(" required" if field.required and not filled else "")  # noqa: S308 - one of two constants
    for name, words in (("missing", field.if_missing), ("malformed", field.if_malformed)):
        if words:
            found += format_html(' data-{}="{}"', name, words)
    if field.fault:
        found += mark_safe(' aria-invalid="true"')
    if field.described_by:
        found += format_html(' aria-describedby="{}"', field.described_by)
    return found
