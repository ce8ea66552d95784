"""Tells Django of this slice."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The `kernel` slice."""

    name = "openletter.kernel"
    label = "kernel"
    default = True

    def ready(self) -> None:
        """Register what recurs."""
        from openletter.kernel import tasks  # noqa: F401
