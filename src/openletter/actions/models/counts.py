"""How many acts there were of what, gathered from the acts themselves: made to be read fast, and to be made again."""

from __future__ import annotations

from django.db import models

from openletter.actions.models.call import Action


class ActCount(models.Model):
    """The acts of one action in one span of which one thing is true. Derived: nothing is decided by it.

    `since` begins a day, or for countries a month: nobody can ask for the countries of a day.
    """

    class About(models.TextChoices):
        """What `key` says."""

        COUNTRY = "country"  # of acts that count, by month
        LANGUAGE = "language"  # of acts that count
        STATE = "state"  # of all acts
        DELAY = "delay"  # how long people took to confirm

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    since = models.DateField()
    key = models.CharField(max_length=12, blank=True)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "since", "action", "key"], name="one_count_per_span")]

    def __str__(self) -> str:
        return f"{self.about} {self.since} {self.key}: {self.number}"
