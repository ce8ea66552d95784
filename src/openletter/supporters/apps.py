"""Tells Django of this slice."""

from django.apps import AppConfig


class SupportersConfig(AppConfig):
    """The `supporters` slice."""

    name = "openletter.supporters"
    label = "supporters"
    default = True
