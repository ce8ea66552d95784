"""Switches: what may be turned on against a flood, for whom, and how long. Pure; the hot path reads this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Does(TextChoices):
    """What a switch does."""

    STOP = "stop", _("Take no new acts")
    SHADOW = "shadow", _("Accept silently, count only after a look")
    PROVE = "prove", _("Ask browsers for a proof of work")
    CONFIRM = "confirm", _("Count nobody without a confirmed address")
    HOLD_MAIL = "hold_mail", _("Hold confirmation mails back")


class Whom(TextChoices):
    """Whom a switch is about."""

    EVERYBODY = "everybody", _("Everybody")
    NETWORK = "network", _("One network, by its label of the day")
    DOMAIN = "domain", _("One mail domain")
    UNLISTED = "unlisted", _("Mail domains that no e-mail rule names")
    COUNTRY = "country", _("Who gives one country")
    EACH_NETWORK = "each_network", _("Each network, above a number")
    EACH_DOMAIN = "each_domain", _("Each mail domain, above a number")
    EACH_WORDS = "each_words", _("The same own words, above a number")


NEEDS_VALUE = frozenset({Whom.NETWORK, Whom.DOMAIN, Whom.COUNTRY})
ABOVE = frozenset({Whom.EACH_NETWORK, Whom.EACH_DOMAIN, Whom.EACH_WORDS})
# For whom each can be said: a page asks everybody for a proof, and a mail already owed knows no burst.
FOR: dict[str, frozenset[str]] = {
    Does.STOP: frozenset(Whom.values),
    Does.SHADOW: frozenset(Whom.values),
    Does.PROVE: frozenset({Whom.EVERYBODY}),
    Does.CONFIRM: frozenset({Whom.EVERYBODY}),
    Does.HOLD_MAIL: frozenset(Whom.values) - ABOVE,
}


@dataclass(frozen=True, slots=True)
class Sender:
    """What is known of whoever acts, at the moment they act. `domain` is canonical; labels as in `traces`."""

    network: str
    domain: str = ""
    country: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One switch as the hot path needs it. Without an action or section it holds everywhere."""

    id: int
    does: str
    whom: str
    value: str = ""
    most: int = 0
    seconds: int = 0
    action: int | None = None
    section: int | None = None
    until: datetime | None = None

    def holds(self, *, action: int, section: int, at: datetime) -> bool:
        """Whether it is on for an act of this action with this section."""
        return (
            (self.until is None or at < self.until)
            and (self.action is None or self.action == action)
            and (self.section is None or self.section == section)
        )

    def names(self, sender: Sender, *, listed: bool) -> bool:
        """Whether this sender is meant; bursts are counted elsewhere. `listed`: an e-mail rule names the domain."""
        if self.whom == Whom.UNLISTED:
            return bool(sender.domain) and not listed
        known = {Whom.NETWORK: sender.network, Whom.DOMAIN: sender.domain, Whom.COUNTRY: sender.country}
        return self.whom == Whom.EVERYBODY or (self.whom in known and known[Whom(self.whom)] == self.value)

    def counts_by(self, sender: Sender) -> str:
        """What a burst is counted by; empty where this sender gives nothing to count, or it is no burst."""
        by = {
            Whom.EACH_NETWORK: sender.network, Whom.EACH_DOMAIN: sender.domain, Whom.EACH_WORDS: sender.words,
        }  # fmt: skip
        return by.get(Whom(self.whom), "")
