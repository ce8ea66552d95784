"""Tells Django of this slice."""

from django.apps import AppConfig
from django.db.models import fields


class DeskConfig(AppConfig):
    """The `desk` slice."""

    name = "openletter.desk"
    label = "desk"
    default = True

    def ready(self) -> None:
        """Register what follows from facts; a choice not yet made is a dash in every language."""
        fields.BLANK_CHOICE_LABEL = "—"
        from openletter.desk import tasks  # noqa: F401
