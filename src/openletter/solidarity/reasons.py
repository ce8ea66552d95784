"""The library of reasons: which can be given in a section, and what a decision keeps of the one that was."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from openletter.kernel.refusals import Refused
from openletter.solidarity.models import Reason
from openletter.solidarity.rules import OTHER, Judged


def of_message(*, with_picture: bool) -> tuple[Judged, ...]:
    """What is judged with a message: its words, and its picture where it has one."""
    return (Judged.MESSAGE, Judged.PICTURE) if with_picture else (Judged.MESSAGE,)


def choosable(section_id: int, judged: Iterable[Judged]) -> list[Reason]:
    """The reasons in use in a section for what is judged, in their order; a section's own in place of the house's."""
    rows = (Reason.objects.filter(section=None) | Reason.objects.filter(section_id=section_id)).prefetch_related(
        "words"
    )
    by_code: dict[str, Reason] = {}
    for reason in sorted(rows, key=lambda each: each.section_id is not None):
        by_code[reason.code] = reason
    wanted = set(judged)
    found = [reason for reason in by_code.values() if reason.is_active and wanted & set(reason.judges)]
    return sorted(found, key=lambda each: (each.order, each.code))


def given(code: str, section_id: int, words: str, *, judged: Iterable[Judged]) -> Reason:
    """The reason of that code. Refuses one that is not in use here, and one that says nothing without own words."""
    reason = next((each for each in choosable(section_id, judged) if each.code == code), None)
    if reason is None:
        raise Refused(_("Choose the reason."))
    if code == OTHER and not words.strip():
        raise Refused(_("Say the reason in your own words."))
    return reason
