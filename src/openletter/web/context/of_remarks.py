"""What is said kindly of own words, and what must be mended: a sentence for each remark."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openletter.actions.wording import Remark


def said(remark: Remark) -> str:
    """The sentence that stands beside the field."""
    return _("Please look at this once more.")
