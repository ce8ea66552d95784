"""Tells Django of this slice."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The `web` slice."""

    name = "openletter.web"
    label = "web"
    default = True

    def ready(self) -> None:
        """Register what has to be looked after, and who may write which pages, before anybody asks."""
        from openletter.web import tasks  # noqa: F401
        from openletter.web.newsroom.permissions import register

        register()
