"""Tells Django of this slice."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """The `actions` slice."""

    name = "openletter.actions"
    label = "actions"
    default = True

    def ready(self) -> None:
        """Register the kinds of action, and what follows from facts."""
        from openletter.actions import kinds, tasks  # noqa: F401
        from openletter.actions.operations import changing  # noqa: F401
