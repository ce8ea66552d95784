"""Addresses at which nothing stands any more, and where they lead."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.sections.models import Section
from openletter.web.models.windows import WindowPage


class Redirect(models.Model):
    """One address of a section's site that leads to another: to a page, wherever it stands, or to an address."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="redirects")
    source = models.CharField(_("old address"), max_length=400)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, null=True, related_name="led_to")
    target = models.CharField(_("leads to"), max_length=600, blank=True)
    made_at = models.DateTimeField(_("made on"))
    made_by = models.CharField(_("made by"), max_length=200)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering: ClassVar = ["source", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "source"], name="one_way_from_an_address")]

    def __str__(self) -> str:
        return self.source

    def leads_to(self) -> str | None:
        """The address it leads to now; None while the page it names is on no site."""
        if self.page_id is None:
            return self.target
        # Where it stands is known of any page; what a story says is not read by public nodes before its day.
        page = self.page.specific_deferred if self.page is not None and self.page.live else None
        return page.get_url_parts()[2] if isinstance(page, WindowPage) else None
