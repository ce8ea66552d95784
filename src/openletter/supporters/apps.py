"""Tells Django of this slice."""

from importlib import import_module

from django.apps import AppConfig


class SupportersConfig(AppConfig):
    """The `supporters` slice."""

    name = "openletter.supporters"
    label = "supporters"
    default = True

    def ready(self) -> None:
        """Register what recurs."""
        import_module("openletter.supporters.tasks")
