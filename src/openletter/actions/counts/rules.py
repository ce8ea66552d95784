"""How long people take to confirm, in steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Delay(TextChoices):
    """The time between an act and its confirmation."""

    MINUTES = "10m", _("within ten minutes")
    HOUR = "1h", _("within an hour")
    DAY = "1d", _("within a day")
    DAYS = "3d", _("within three days")
    LATER = "later", _("later")


DELAYS: Final = (
    (timedelta(minutes=10), Delay.MINUTES),
    (timedelta(hours=1), Delay.HOUR),
    (timedelta(days=1), Delay.DAY),
    (timedelta(days=3), Delay.DAYS),
)
