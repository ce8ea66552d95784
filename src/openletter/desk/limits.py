"""How long a text may be: said beside its field and refused there, never cut while somebody pastes.

A browser keeps to `maxlength` by leaving out what is more, without a word. So no field of ours has it: the limit stands
in the help, a text that is longer comes back whole, and the fault says by how much.
"""

from __future__ import annotations

from typing import Any

from django.forms import BoundField, CharField, EmailField
from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html
from django.utils.translation import gettext as _


class Limited(BoundField):
    """A field on its form, which is a copy of its own: what is said here is said of no other form."""

    def __init__(self, form: Any, field: Any, name: str) -> None:
        if isinstance(field, CharField) and not isinstance(field, EmailField):
            most = field.widget.attrs.pop("maxlength", None)
            if most and not field.disabled:
                said = _("At most %(most)s letters.") % {"most": most}
                field.help_text = format_html("{}<br>{}", field.help_text, said) if field.help_text else said
        super().__init__(form, field, name)


class Renderer(DjangoTemplates):
    """Draws the forms of the installation; those of the public pages are not Django's."""

    bound_field_class = Limited
