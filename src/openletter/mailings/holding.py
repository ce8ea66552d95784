"""Mails that a switch holds back: looked at again every quarter of an hour, so that they go soon after it is off."""

from __future__ import annotations

from datetime import datetime, timedelta

from openletter.actions.abuse.switches import Does, Rule, Sender
from openletter.actions.abuse.traces import unpack
from openletter.actions.models import ActionTaken, Switch
from openletter.actions.operations.switches import mailboxes
from openletter.supporters.rules import canonical_email

LOOKED_AT_EVERY = timedelta(minutes=15)


def holds(act: ActionTaken, email: str, *, at: datetime) -> bool:
    """Whether a switch holds the mail about this act back. One query where none is on."""
    rows = Switch.objects.filter(does=Does.HOLD_MAIL, ended_at=None)
    rules = [Rule(r.pk, r.does, r.whom, r.value, 0, 0, r.action_id, r.section_id, r.until) for r in rows]
    rules = [rule for rule in rules if rule.holds(action=act.action_id, section=act.section_id, at=at)]
    if not rules:
        return False
    known, traces = mailboxes(), unpack(act.traces)
    domain = canonical_email(email, known).rpartition("@")[2]
    sender = Sender(traces.network if traces else "", domain, act.country)
    return any(rule.names(sender, listed=domain in known) for rule in rules)
