"""Turning something on against a flood, and off again: audited, and known to every front within seconds."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.abuse import switches
from openletter.actions.abuse.switches import Does, Whom
from openletter.actions.abuse.traces import LABEL
from openletter.actions.models import Action, DaySalt, Switch
from openletter.kernel import audit, countries, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section
from openletter.supporters.models import EmailRule
from openletter.supporters.rules import MailboxRule, canonical_email

LONGEST = timedelta(days=90)


@transaction.atomic
def turn_on(
    *, does: str, whom: str, actor: Actor, at: datetime, reason: str, value: str = "", most: int = 0, seconds: int = 0,
    action: Action | None = None, section: Section | None = None, until: datetime | None = None,
) -> Switch:  # fmt: skip
    """From the next second on. Without an action or a section it holds for the whole installation.

    Refuses without a reason or an end in time, what cannot be said of those it names, and a burst without its number.
    A label of a network means something for one day only, so its switch ends with that day.
    """
    value = _value(whom, value)
    if whom == Whom.NETWORK:
        midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time(), tzinfo=at.tzinfo)
        until = min(until, midnight) if until else midnight
    _check(does, whom, value, most, seconds, reason, until, at)
    row = Switch.objects.create(
        does=does, whom=whom, value=value, most=most if whom in switches.ABOVE else 0,
        seconds=seconds if whom in switches.ABOVE else 0, action=action, section=section, reason=reason.strip(),
        actor_id=actor.id, actor=actor.name[:200], since=at, until=until,
    )  # fmt: skip
    _note(row, "switch.on", actor, at, reason)
    return row


@transaction.atomic
def turn_off(*, switch: Switch, actor: Actor, at: datetime, reason: str) -> Switch:
    """From the next second on. What it did stays: shadowed acts wait to be looked at. Refuses without a reason."""
    row = Switch.objects.select_for_update().get(pk=switch.pk)
    if row.ended_at is not None:
        raise Refused(_("It is off already."))
    if not reason.strip():
        raise Refused(_("Say why it is turned off."))
    row.ended_at, row.ended_by, row.ended_why = at, actor.name[:200], reason.strip()
    row.save(update_fields=["ended_at", "ended_by", "ended_why"])
    _note(row, "switch.off", actor, at, reason)
    return row


def end_those_over(*, at: datetime) -> int:
    """Note as ended what came to its end by itself; the fronts obeyed the hour already."""
    over = list(Switch.objects.filter(ended_at=None, until__lte=at))
    for row in over:
        with transaction.atomic():
            if Switch.objects.filter(pk=row.pk, ended_at=None).update(ended_at=row.until, ended_by="system"):
                _note(row, "switch.over", audit.SYSTEM, at, "")
    return len(over)


def keep_salts(*, at: datetime) -> None:
    """There is a salt for today and tomorrow (UTC), and none of a day that is over."""
    today = at.date()
    days = {today, today + timedelta(days=1)}
    missing = days - set(DaySalt.objects.filter(day__in=days).values_list("day", flat=True))
    with transaction.atomic():
        DaySalt.objects.bulk_create(
            (DaySalt(day=day, salt=os.urandom(16)) for day in missing), ignore_conflicts=True
        )  # fmt: skip
        gone, _each = DaySalt.objects.filter(day__lt=today).delete()
        if missing or gone:
            marks.bump(marks.ACTIONS)


def canonical_domain(domain: str) -> str:
    """A mail domain as acts are counted under it; empty for what is none."""
    typed = domain.strip().lower().rpartition("@")[2].strip(".")
    if not typed or "." not in typed or " " in typed:
        return ""
    return canonical_email(f"x@{typed}", mailboxes()).rpartition("@")[2]


def mailboxes() -> dict[str, MailboxRule]:
    """The e-mail rules, by domain."""
    return {r.domain: MailboxRule(r.same_as, r.ignores_dots, r.plus_addressing) for r in EmailRule.objects.all()}


def _value(whom: str, value: str) -> str:
    value = value.strip()
    if whom == Whom.DOMAIN:
        return canonical_domain(value)
    if whom == Whom.COUNTRY:
        return value.upper() if value.upper() in countries.CODES else ""
    if whom == Whom.NETWORK:
        label = value.lower()
        return label if len(label) == LABEL and all(sign in "0123456789abcdef" for sign in label) else ""
    return ""


def _check(
    does: str, whom: str, value: str, most: int, seconds: int, reason: str, until: datetime | None, at: datetime
) -> None:  # fmt: skip
    if does not in Does or whom not in Whom or whom not in switches.FOR[does]:
        raise Refused(_("This cannot be said of them: choose for whom once more."))
    if whom in switches.NEEDS_VALUE and not value:
        raise Refused(
            _("Say which one: a domain such as mail.example, a country's two letters, or a network's label of today.")
        )
    if whom in switches.ABOVE and not (most and seconds):
        raise Refused(_("Say above which number, and in how many seconds."))
    if not reason.strip():
        raise Refused(_("Say why. Whoever looks at it next week has only this sentence."))
    if until is None or not at < until <= at + LONGEST:
        raise Refused(_("Say until when: at most ninety days from now. It can be turned on again."))


def _note(row: Switch, verb: str, actor: Actor, at: datetime, reason: str) -> None:
    section = row.section or (row.action.section if row.action else None)
    audit.record(
        actor=actor, verb=verb, subject=row, at=at, section=section.key if section else "", reason=reason,
        after={
            "does": row.does, "whom": row.whom, "value": row.value, "most": row.most, "seconds": row.seconds,
            "action": row.action.ref if row.action else "", "until": row.until.isoformat() if row.until else "",
        },
    )  # fmt: skip
    marks.bump(marks.RULES)
