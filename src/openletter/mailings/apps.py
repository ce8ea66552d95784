"""Tells Django of this slice."""

from django.apps import AppConfig


class MailingsConfig(AppConfig):
    """The `mailings` slice."""

    name = "openletter.mailings"
    label = "mailings"
    default = True
