"""Tells Django of this slice."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The `web` slice."""

    name = "openletter.web"
    label = "web"
    default = True
