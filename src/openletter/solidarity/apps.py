"""Tells Django of this slice."""

from django.apps import AppConfig


class SolidarityConfig(AppConfig):
    """The `solidarity` slice."""

    name = "openletter.solidarity"
    label = "solidarity"
    default = True
