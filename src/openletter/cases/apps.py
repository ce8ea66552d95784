"""Tells Django of this slice."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The `cases` slice."""

    name = "openletter.cases"
    label = "cases"
    default = True

    def ready(self) -> None:
        """Register what recurs."""
        from openletter.cases import tasks  # noqa: F401
