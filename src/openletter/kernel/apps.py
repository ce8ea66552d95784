"""Tells Django of this slice."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The `kernel` slice."""

    name = "openletter.kernel"
    label = "kernel"
    default = True
