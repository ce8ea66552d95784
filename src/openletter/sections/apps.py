"""Tells Django of this slice."""

from django.apps import AppConfig


class SectionsConfig(AppConfig):
    """The `sections` slice."""

    name = "openletter.sections"
    label = "sections"
    default = True
