"""Tells Django of this slice."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """The `deliveries` slice."""

    name = "openletter.deliveries"
    label = "deliveries"
    default = True
