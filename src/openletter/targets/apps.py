"""Tells Django of this slice."""

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """The `targets` slice."""

    name = "openletter.targets"
    label = "targets"
    default = True
