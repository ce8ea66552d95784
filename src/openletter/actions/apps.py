"""Tells Django of this slice."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """The `actions` slice."""

    name = "openletter.actions"
    label = "actions"
    default = True
