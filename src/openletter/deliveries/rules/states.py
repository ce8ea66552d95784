"""What becomes of a letter sent to an office by mail, and of what the office answers."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailState(TextChoices):
    """What became of one letter."""

    WAITING = "waiting", pgettext_lazy("letter to an office", "Waiting")
    # Claimed by a worker. It stays so only while it is handed over, or when the worker died doing so.
    SENDING = "sending", pgettext_lazy("letter to an office", "Being sent")
    SENT = "sent", pgettext_lazy("letter to an office", "Sent")
    UNCERTAIN = (
        "uncertain",
        pgettext_lazy("letter to an office", "Perhaps sent: the connection ended too early to know"),
    )
    BOUNCED = "bounced", pgettext_lazy("letter to an office", "Came back")
    REFUSED = "refused", pgettext_lazy("letter to an office", "Refused by the server")
    SKIPPED = "skipped", pgettext_lazy("letter to an office", "Skipped: no usable address")
    DROPPED = "dropped", pgettext_lazy("letter to an office", "Dropped: recalled, too late or withdrawn")


# What has left the house, as far as we know.
GONE = (MailState.SENT, MailState.UNCERTAIN, MailState.BOUNCED)


class Trouble(TextChoices):
    """What went wrong with a letter that was handed over."""

    BOUNCE = "bounce", pgettext_lazy("trouble with a letter", "Came back")
    REFUSAL = "refusal", pgettext_lazy("trouble with a letter", "Refused by the server")
    DELAY = "delay", pgettext_lazy("trouble with a letter", "Put off by the server")
    COMPLAINT = "complaint", pgettext_lazy("trouble with a letter", "Reported as unwanted")


class PauseReason(TextChoices):
    """Why no letter goes to an office."""

    NONE = "", pgettext_lazy("pause", "Not paused")
    ADDRESS_DEAD = "address_dead", pgettext_lazy("pause", "The address no longer exists")
    BOUNCES = "bounces", pgettext_lazy("pause", "Too many letters came back")
    REFUSALS = "refusals", pgettext_lazy("pause", "The server refuses or puts off too many letters")
    COMPLAINTS = "complaints", pgettext_lazy("pause", "The office reported letters as unwanted")
    BY_HAND = "by_hand", pgettext_lazy("pause", "Paused by staff")


class ResponseKind(TextChoices):
    """What an office's answer amounts to, as a campaigner judges it."""

    FAVOURABLE_ACTION = "favourable_action", _("Favourable action")
    ASSISTANCE = "assistance", _("Assistance")
    PLEDGE = "pledge", _("Pledge")
    REQUEST_FOR_INFORMATION = "request_for_information", _("Request for information")
    DENIAL = "denial", _("Denial")
    COUNTER_MEASURE = "counter_measure", _("Counter-measure")
    TOKEN_OR_AUTO_REPLY = "token_or_auto_reply", _("Token or automatic reply")
    NO_RESPONSE = "no_response", _("No response")
    REFUSED_DELIVERY = "refused_delivery", _("Delivery refused")


class ResponseWay(TextChoices):
    """How an answer came."""

    MAIL = "mail", pgettext_lazy("how an answer came", "By e-mail")
    POST = "post", pgettext_lazy("how an answer came", "By post")
    PHONE = "phone", pgettext_lazy("how an answer came", "By telephone")
    IN_PERSON = "in_person", pgettext_lazy("how an answer came", "In person")
    PUBLIC = "public", pgettext_lazy("how an answer came", "In public")
