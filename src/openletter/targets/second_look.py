"""Two pairs of eyes: what one person wrote leads nowhere until somebody else has said that it works.

Offices are shared by all sections and their addresses stand in live actions: one person alone could lead everybody's
letters to a mailbox of their own.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from openletter.kernel.refusals import Refused
from openletter.targets.models import ContactPoint
from openletter.targets.rules import ContactHealth


def written(point: ContactPoint, *, by: int | None) -> None:
    """The value is new, and this person's (None: a process of ours): whatever was known of the one before is void.

    Nothing is saved. One that was said to work is not verified from now on.
    """
    point.written_by, point.seen_by, point.checked_on = by, None, None
    if point.health == ContactHealth.OK:
        point.health = ContactHealth.UNVERIFIED


def confirmed(point: ContactPoint, *, by: int | None) -> None:
    """This person says that it works. Nothing is saved.

    Refuses whoever wrote the value, and a process of ours, while nobody else has said so.
    """
    if not point.seen_by_one:
        return
    if by is None or by == point.written_by:
        raise Refused(
            _("You wrote this yourself. Somebody else who looks after offices has to check it and say that it works.")
        )
    point.seen_by = by
