"""What may be done to offices and to the ways that lead to them. Each change is audited and reaches pages at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from openletter.kernel import audit, edtf, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.targets import second_look
from openletter.targets.models import Accreditation, ContactPoint, Office, OfficeHolder, PostRoute
from openletter.targets.rules import USABLE, ContactHealth, ContactKind, OfficeKind, RouteState


@transaction.atomic
def note_health(*, contact: ContactPoint, health: str, reason: str, actor: Actor, at: datetime) -> ContactPoint:
    """The contact point stands in this health from now on; one in poor health is offered nowhere any more.

    Refuses poor health without a reason: whoever repairs the address later must know what happened; and that whoever
    wrote a value says that it works before anybody else has.
    """
    if health not in USABLE and not reason.strip():
        raise Refused(_("Say what happened, for example “the letter came back”."))
    row = ContactPoint.objects.select_for_update().get(pk=contact.pk)
    before = audit.snapshot(row)
    if health == ContactHealth.OK:
        second_look.confirmed(row, by=actor.id)
    row.health, row.health_reason, row.checked_on = ContactHealth(health), reason.strip()[:200], at.date()
    row.save(update_fields=["health", "health_reason", "checked_on", "seen_by"])
    _trace("contact.health", row, before, actor, at, reason)
    return row


@transaction.atomic
def note_bounce(*, office: str, email: str, reason: str, actor: Actor, at: datetime) -> ContactPoint | None:
    """A mail to this address of an office came back for good: the address is in poor health.

    Returns None, and changes nothing, where the office has no such address or it is known to be out of use already.
    """
    points = ContactPoint.objects.filter(office__key=office, kind=ContactKind.EMAIL, value__iexact=email.strip())
    point = points.filter(health__in=USABLE).first()
    if point is None:
        return None
    return note_health(contact=point, health=ContactHealth.BOUNCED, reason=reason, actor=actor, at=at)


@transaction.atomic
def appoint(*, office: Office, name: str, since: str, actor: Actor, at: datetime) -> OfficeHolder:
    """The person holds the office from `since` (EDTF); whoever held it without an end leaves it then.

    Refuses a name or a date that cannot be read, and somebody who holds it already.
    """
    holders = list(OfficeHolder.objects.select_for_update().filter(office=office))
    running = [row for row in holders if not row.until]
    if any(row.name == name.strip() for row in running):
        raise Refused(_("This person holds the office already."))
    for row in running:
        _leave(row, since, actor, at)
    new = OfficeHolder(office=office, name=name.strip(), since=since)
    _keep(new, "office.appoint", {}, actor, at)
    return new


@transaction.atomic
def vacate(*, holder: OfficeHolder, until: str, actor: Actor, at: datetime) -> OfficeHolder:
    """The holder left on `until` (EDTF, the last day). Refuses a day before they began."""
    row = OfficeHolder.objects.select_for_update().get(pk=holder.pk)
    _leave(row, until, actor, at)
    return row


@transaction.atomic
def suspend_post(
    *, to_country: str, since: date, source: str, actor: Actor, at: datetime,
    from_country: str = "", until: date | None = None, state: str = RouteState.SUSPENDED,
) -> PostRoute:  # fmt: skip
    """Letters to a country do not go from `since` on, or go better through the embassy; from every country if empty.

    `source` says who says so. Refuses an end before the beginning.
    """
    route = PostRoute(
        from_country=from_country, to_country=to_country, state=state, since=since, until=until, source=source,
        checked_on=at.date(),
    )  # fmt: skip
    _keep(route, "route.suspend", {}, actor, at)
    return route


@transaction.atomic
def resume_post(*, route: PostRoute, last_day: date, source: str, actor: Actor, at: datetime) -> PostRoute:
    """The route's notice ends with `last_day`. Refuses a day before it began."""
    row = PostRoute.objects.select_for_update().get(pk=route.pk)
    before = audit.snapshot(row)
    row.until, row.source, row.checked_on = last_day, source or row.source, at.date()
    _keep(row, "route.resume", before, actor, at)
    return row


@transaction.atomic
def accredit(*, embassy: Office, country: str, actor: Actor, at: datetime, since: str = "") -> Accreditation:
    """The embassy speaks to one more country. Refused of an office that is no embassy, and twice."""
    if embassy.kind != OfficeKind.AMBASSADOR:
        raise Refused(_("Only an embassy can be accredited to a country."))
    row = Accreditation(office=embassy, country=country, since=since)
    _keep(row, "office.accredit", {}, actor, at)
    return row


def _leave(row: OfficeHolder, until: str, actor: Actor, at: datetime) -> None:
    before = audit.snapshot(row)
    row.until = until
    _keep(row, "office.vacate", before, actor, at)


def _keep(row: models.Model, verb: str, before: dict[str, Any], actor: Actor, at: datetime) -> None:
    try:
        row.full_clean()
        if isinstance(row, OfficeHolder):
            _in_order(row)
    except (ValidationError, edtf.MalformedDate) as error:
        message = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error.message)
        raise Refused(message) from error
    row.save()
    _trace(verb, row, before, actor, at)


def _in_order(row: OfficeHolder) -> None:
    if row.since and row.until and edtf.parse(row.until).latest < edtf.parse(row.since).earliest:
        raise Refused(_("The last day comes before the first."))


def _trace(verb: str, row: models.Model, before: dict[str, Any], actor: Actor, at: datetime, reason: str = "") -> None:
    audit.record(
        actor=actor, verb=verb, subject=row, at=at, before=before, after=audit.snapshot(row), reason=reason
    )  # fmt: skip
    marks.bump(marks.PAGES)
