"""Tells Django of this slice."""

from django.apps import AppConfig


class SolidarityConfig(AppConfig):
    """The `solidarity` slice."""

    name = "openletter.solidarity"
    label = "solidarity"
    default = True

    def ready(self) -> None:
        """Register what follows from facts."""
        from openletter.solidarity import tasks  # noqa: F401
