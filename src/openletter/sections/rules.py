"""Roles and what each may do, as pure tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a member of staff does in a section."""

    ADMIN = "admin", _("Administrator")
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    RESEARCHER = "researcher", _("Researcher")
    TRANSLATOR = "translator", _("Translator")
    MODERATOR = "moderator", _("Moderator")
    CASE_COORDINATOR = "case_coordinator", _("Case coordinator")
    GROUP_ORGANISER = "group_organiser", _("Group organiser")
    DPO_AUDITOR = "dpo_auditor", _("Data-protection officer")
    PARTNER_READER = "partner_reader", _("Reader of a partner organisation")


class Unconfirmed(TextChoices):
    """What happens to acts whose e-mail address has not been confirmed."""

    WAIT = "wait", _("They wait, and count once confirmed")
    SHOWN_APART = "shown_apart", _("They are shown apart until confirmed")


class ContributorKind(TextChoices):
    """Who is credited."""

    PERSON = "person", _("Person")
    GROUP = "group", _("Local group")
    COORDINATOR = "coordinator", _("Coordinator")
    PARTNER = "partner", _("Partner")


class CreditRole(TextChoices):
    """What somebody is credited for; the words stand before the names."""

    # Translators: these seven stand before one or several names, as a heading of who did what for a story
    WRITTEN = "written", _("Written by")
    RESEARCHED = "researched", _("Researched by")
    PHOTO = "photo", _("Photographs")
    TRANSLATED = "translated", _("Translated by")
    COORDINATED = "coordinated", _("Coordinated by")
    TOGETHER = "together", _("Together with")
    THANKS = "thanks", _("With thanks to")


class HalfTranslated(TextChoices):
    """What readers of a language get of an action that is not whole in it."""

    FALL_BACK = "fall_back", _("The whole action in another language, with a notice")
    HIDE = "hide", _("Nothing: the page is hidden until it is whole")


# First segments of addresses that belong to the house; no section may be called so, and no page.
RESERVED = frozenset(
    {
        "act", "count", "look", "confirm", "desk", "sign-in", "mailbox", "static", "media", "api", "healthz",
        "robots.txt", "sitemap.xml", ".well-known", "search", "proof", "ink", "privacy", "how-we-count",
        "feed", "feed.atom", "deadlines.ics", "country", "card", "photo", "read",
        "about", "safety", "accessibility", "contact", "good-news", "stories", "cases",
    }
)  # fmt: skip
