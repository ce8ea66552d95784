"""What the switches that are on say to one act: refused, accepted in the shadow, or nothing special."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openletter.actions.abuse.switches import ABOVE, Does, Rule, Sender
from openletter.actions.intake.known import Known, Limit
from openletter.actions.intake.limits import Windows

STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of one act. `refused` is the code of a refusal, or empty."""

    refused: str = ""
    shadowed: bool = False
    prove: bool = False
    confirm: bool = False


NOTHING_SPECIAL = Ruling()


class Switchboard:
    """Asks the switches. Bursts are counted by this process alone, as the limits are."""

    def __init__(self) -> None:
        self._bursts = Windows()

    def ruling(self, known: Known, sender: Sender, *, action: int, section: int, at: datetime) -> Ruling:
        """All switches that are on for this act, taken together: a stop goes before everything else."""
        if not known.switches:
            return NOTHING_SPECIAL
        listed = sender.domain in known.mailboxes
        does = {
            rule.does
            for rule in known.switches
            if rule.holds(action=action, section=section, at=at) and self._names(rule, sender, listed, at)
        }
        return Ruling(
            refused=STOPPED if Does.STOP in does else "",
            shadowed=Does.SHADOW in does,
            prove=Does.PROVE in does,
            confirm=Does.CONFIRM in does,
        )

    def _names(self, rule: Rule, sender: Sender, listed: bool, at: datetime) -> bool:
        if rule.whom not in ABOVE:
            return rule.names(sender, listed=listed)
        by = rule.counts_by(sender)
        limit = Limit(rule.most, rule.seconds)
        return bool(by) and not self._bursts.allows(f"{rule.id}:{by}".encode(), limit, at=at.timestamp())
