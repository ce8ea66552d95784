"""Giving and taking roles."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.accounts.models import User
from openletter.kernel import audit, second
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.sections.models import Membership, Section
from openletter.sections.rules import Role


@transaction.atomic
def give_role(*, user: User, section: Section | None, role: str, actor: Actor, at: datetime) -> Membership:
    """The person has the role in the section; without a section, in all of them. Twice is as once."""
    membership, made = Membership.objects.get_or_create(user=user, section=section, role=Role(role))
    if made:
        _record(second.GIVEN, membership, actor, at)
    return membership


@transaction.atomic
def take_role(*, membership: Membership, actor: Actor, at: datetime) -> None:
    """The person no longer has the role. Refuses to take one's own administration: nobody locks themselves out."""
    if membership.user_id == actor.id and membership.role == Role.ADMIN:
        raise Refused(_("You cannot take your own administrator role away. Ask another administrator."))
    _record("role.take", membership, actor, at)
    membership.delete()


def _record(verb: str, membership: Membership, actor: Actor, at: datetime) -> None:
    section = membership.section.key if membership.section else ""
    audit.record(
        actor=actor, verb=verb, subject=membership.user, at=at, section=section,
        after={"role": str(membership.role), "section": section or "*"},
    )  # fmt: skip
