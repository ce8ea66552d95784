"""What a message to the person may and may not hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContentRule(TextChoices):
    """A three-way rule for one thing a supporter may want to put in a message."""

    NEVER = "never", pgettext_lazy("guidance", "Never")
    ALLOWED = "allowed", pgettext_lazy("guidance", "Allowed")
    ENCOURAGED = "encouraged", pgettext_lazy("guidance", "Encouraged")


class ReturnAddressRule(TextChoices):
    """Whether a card needs, may have, or must not have the sender's address."""

    REQUIRED = "required", pgettext_lazy("return address", "Required")
    OPTIONAL = "optional", pgettext_lazy("return address", "Optional")
    FORBIDDEN = "forbidden", pgettext_lazy("return address", "Forbidden")


class RecipientRoute(TextChoices):
    """By which way a message of solidarity reaches the person."""

    PRISON = "prison", _("To the prison")
    FAMILY = "family", _("Through the family")
    LAWYER = "lawyer", _("Through the lawyer")
    PARTNER = "partner", _("Through a partner organisation")
    SECTION_OFFICE = "section_office", _("Through the section's office")
    ONLINE_ONLY = "online_only", _("Online only")
