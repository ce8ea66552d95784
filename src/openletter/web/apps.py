"""Tells Django of this slice."""

from django.apps import AppConfig

from openletter.kernel.beginnings import Beginning


class WebConfig(AppConfig):
    """The `web` slice."""

    name = "openletter.web"
    label = "web"
    default = True

    def ready(self) -> None:
        """Register what has to be looked after, and who may write which pages, before anybody asks."""
        from wagtail.models import Page

        from openletter.web import tasks  # noqa: F401
        from openletter.web.newsroom.permissions import register

        register()
        # What stands beneath a page is found by the beginning of its path, again and again for each page drawn.
        Page._meta.get_field("path").register_lookup(Beginning)
