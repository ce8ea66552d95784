"""Tells Django of this slice."""

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    """The `translations` slice."""

    name = "openletter.translations"
    label = "translations"
    default = True

    def ready(self) -> None:
        """Register what follows from facts, and what recurs."""
        from openletter.translations import tasks  # noqa: F401
