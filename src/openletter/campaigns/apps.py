"""Tells Django of this slice."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The `campaigns` slice."""

    name = "openletter.campaigns"
    label = "campaigns"
    default = True
