"""Tells Django of this slice."""

from django.apps import AppConfig


class MailingsConfig(AppConfig):
    """The `mailings` slice."""

    name = "openletter.mailings"
    label = "mailings"
    default = True

    def ready(self) -> None:
        """Register what follows from facts, and the rounds of sending."""
        from openletter.mailings import tasks  # noqa: F401
