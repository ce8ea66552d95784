"""Tells Django of this slice."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The `accounts` slice."""

    name = "openletter.accounts"
    label = "accounts"
    default = True

    def ready(self) -> None:
        """Register what recurs."""
        from openletter.accounts import tasks  # noqa: F401
