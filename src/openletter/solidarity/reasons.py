"""The library of reasons: which can be given in a section, and what a decision keeps of the one that was."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openletter.kernel.refusals import Refused
from openletter.solidarity.models import Reason
from openletter.solidarity.rules import OTHER, Judged


def choosable(section_id: int, *, with_picture: bool = False) -> list[Reason]:
    """The reasons in use for a section's messages, in their order: the house's, and the section's own before them."""
    rows = Reason.objects.filter(section=None) | Reason.objects.filter(section_id=section_id)
    by_code: dict[str, Reason] = {}
    for reason in sorted(rows, key=lambda each: each.section_id is not None):
        by_code[reason.code] = reason
    wanted = {Judged.MESSAGE, Judged.PICTURE} if with_picture else {Judged.MESSAGE}
    found = [reason for reason in by_code.values() if reason.is_active and wanted & set(reason.judges)]
    return sorted(found, key=lambda each: (each.order, each.code))


def given(code: str, section_id: int, words: str, *, with_picture: bool) -> Reason:
    """The reason of that code. Refuses one that is not in use here, and one that says nothing without own words."""
    reason = next((each for each in choosable(section_id, with_picture=with_picture) if each.code == code), None)
    if reason is None:
        raise Refused(_("Choose the reason."))
    if code == OTHER and not words.strip():
        raise Refused(_("Say the reason in your own words."))
    return reason
