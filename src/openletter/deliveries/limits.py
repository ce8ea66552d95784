"""The limits of letters to offices, as they stand at this moment: staff change them at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from openletter.deliveries.rules.fate import Thresholds
from openletter.deliveries.rules.pacing import Cap
from openletter.kernel.models import LimitRule

_Key = LimitRule.Key
CAPS = (_Key.LETTERS_TO_OFFICE, _Key.LETTERS_TO_OFFICE_A_DAY)


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of one office and of all together, and when an office is paused."""

    office: tuple[Cap, ...]
    in_all: Cap
    thresholds: Thresholds
    looked_at: timedelta


def limits(*, hold: bool = False) -> Limits:
    """The limits. `hold` keeps the row of the cap of all until the transaction ends: whoever claims comes alone."""
    rules = {rule.key: rule for rule in LimitRule.objects.filter(key__startswith="letters_").order_by("key")}
    if hold:
        rules[_Key.LETTERS_IN_ALL] = LimitRule.objects.select_for_update().get(key=_Key.LETTERS_IN_ALL)
    failed, unwanted = rules[_Key.LETTERS_FAILED], rules[_Key.LETTERS_UNWANTED]
    return Limits(
        office=tuple(_cap(rules[key]) for key in CAPS),
        in_all=_cap(rules[_Key.LETTERS_IN_ALL]),
        thresholds=Thresholds(failures=failed.most, complaints=unwanted.most),
        looked_at=timedelta(seconds=max(failed.seconds, unwanted.seconds)),
    )


def _cap(rule: LimitRule) -> Cap:
    return Cap(most=rule.most, within=timedelta(seconds=rule.seconds))
