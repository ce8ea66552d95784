"""Kinds of offices and of ways to reach them, and which way may be used."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfficeKind(TextChoices):
    """Which office a target holds."""

    HEAD_OF_STATE = "head_of_state", _("Head of state")
    MONARCH = "monarch", _("Monarch")
    HEAD_OF_GOVERNMENT = "head_of_government", _("Head of government")
    MINISTER = "minister", _("Minister")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    ATTORNEY_GENERAL = "attorney_general", _("Attorney general")
    COURT_PRESIDENT = "court_president", _("President of a court")
    PARLIAMENT_SPEAKER = "parliament_speaker", _("Speaker of parliament")
    MEMBER_OF_PARLIAMENT = "member_of_parliament", _("Member of parliament")
    GOVERNOR = "governor", _("Governor")
    MAYOR = "mayor", _("Mayor")
    POLICE_CHIEF = "police_chief", _("Chief of police")
    PRISON_DIRECTOR = "prison_director", _("Prison director")
    PRISON_ADMINISTRATION = "prison_administration", _("Prison administration")
    ARMED_FORCES = "armed_forces", _("Armed forces")
    HUMAN_RIGHTS_INSTITUTION = "human_rights_institution", _("Human rights institution")
    AMBASSADOR = "ambassador", _("Ambassador")
    # Stands for many: whichever embassy of this country is accredited to the country of the person who writes.
    ACCREDITED_EMBASSY = "accredited_embassy", _("Embassy in the supporter’s country")
    FOREIGN_MINISTRY = "foreign_ministry", _("Foreign ministry")
    INTERGOVERNMENTAL_BODY = "intergovernmental_body", _("Intergovernmental body")
    COMPANY = "company", _("Company")
    OTHER = "other", pgettext_lazy("office", "Other")


class Portfolio(TextChoices):
    """What a minister is in charge of."""

    JUSTICE = "justice", _("Justice")
    INTERIOR = "interior", _("Interior")
    FOREIGN_AFFAIRS = "foreign_affairs", _("Foreign affairs")
    HUMAN_RIGHTS = "human_rights", _("Human rights")
    HEALTH = "health", pgettext_lazy("portfolio", "Health")
    DEFENCE = "defence", _("Defence")
    EDUCATION = "education", _("Education")
    LABOUR = "labour", _("Labour")
    COMMUNICATIONS = "communications", _("Communications")
    ENVIRONMENT = "environment", _("Environment")


class ContactKind(TextChoices):
    """By which way an office is reached."""

    POSTAL = "postal", _("Postal address")
    EMAIL = "email", _("E-mail")
    WEB_FORM = "web_form", _("Web form")
    PHONE = "phone", _("Telephone")
    FAX = "fax", _("Fax")
    X_TWITTER = "x_twitter", "X"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    BLUESKY = "bluesky", "Bluesky"
    MASTODON = "mastodon", "Mastodon"
    OTHER = "other", pgettext_lazy("contact", "Other")


class ContactHealth(TextChoices):
    """Whether a way still works."""

    OK = "ok", pgettext_lazy("contact health", "Works")
    UNVERIFIED = "unverified", pgettext_lazy("contact health", "Not verified")
    BOUNCED = "bounced", pgettext_lazy("contact health", "Bounced")
    BLOCKED = "blocked", pgettext_lazy("contact health", "Blocked")
    RETIRED = "retired", pgettext_lazy("contact health", "Retired")


USABLE = frozenset({ContactHealth.OK, ContactHealth.UNVERIFIED})

# What somebody must look at: it worked once, and no more.
IN_DOUBT = frozenset({ContactHealth.BOUNCED, ContactHealth.BLOCKED})

# By which name a network's handle is known to everybody above.
NETWORKS = {
    ContactKind.X_TWITTER: "x",
    ContactKind.FACEBOOK: "facebook",
    ContactKind.INSTAGRAM: "instagram",
    ContactKind.BLUESKY: "bluesky",
    ContactKind.MASTODON: "mastodon",
}


class RouteState(TextChoices):
    """How the post from one country to another fares."""

    SUSPENDED = "suspended", _("The post carries no letters")
    THROUGH_EMBASSY = "through_embassy", _("Letters are better sent through the embassy")


class NoticeCode(StrEnum):
    """What whoever writes must know of a way, or of its absence."""

    ADDRESS_DEAD = "address_dead"  # every address of this kind is in poor health
    CHANNEL_SKIPPED = "channel_skipped"  # one address of this kind is left out, another stands
    POST_SUSPENDED = "post_suspended"  # the post between the two countries carries no letters
    SEND_THROUGH_EMBASSY = "send_through_embassy"  # write to the embassy, which is asked to forward
    NO_EMBASSY = "no_embassy"  # an embassy is asked for, and none is accredited
    NO_CHANNEL = "no_channel"  # no way to reach this office is left
