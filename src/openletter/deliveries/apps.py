"""Tells Django of this slice."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """The `deliveries` slice."""

    name = "openletter.deliveries"
    label = "deliveries"
    default = True

    def ready(self) -> None:
        """Register what follows from facts, and the rounds of sending."""
        from openletter.deliveries import tasks  # noqa: F401
