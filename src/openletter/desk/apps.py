"""Tells Django of this slice."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The `desk` slice."""

    name = "openletter.desk"
    label = "desk"
    default = True

    def ready(self) -> None:
        """Register what follows from facts."""
        from openletter.desk import tasks  # noqa: F401
