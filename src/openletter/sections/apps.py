"""Tells Django of this slice."""

from django.apps import AppConfig


class SectionsConfig(AppConfig):
    """The `sections` slice."""

    name = "openletter.sections"
    label = "sections"
    default = True

    def ready(self) -> None:
        """Register what recurs."""
        from openletter.sections import tasks  # noqa: F401
