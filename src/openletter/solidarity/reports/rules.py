"""What a report can be about, how long it may be, and how long it is kept."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONGEST = 1_000
LONGEST_CONTACT = 200
LONGEST_PAGE = 300
# What was written is destroyed so long after somebody has settled it.
KEPT_AFTER = timedelta(days=90)


class About(TextChoices):
    """What is wrong, in a reader's words; the first two cannot wait."""

    DANGER = "danger", _("It puts somebody in danger")
    CONSENT = "consent", _("It is about me or my family, and should not be shown")
    FACT = "fact", _("Something is not true, or out of date")
    RIGHTS = "rights", _("A picture or text is mine")
    READING = "reading", _("I cannot read or use the page")
    OTHER = "other", _("Something else")


# What comes before a token in our addresses.
_OWN = re.compile(r"/(confirm|counted|look-again|read|thanks)/.*", re.DOTALL)
GRAVE = (About.DANGER, About.CONSENT)


def page_of(address: str) -> str:
    """The path of a page, without its host and what follows a question mark; empty where it is none.

    Of an address that is one person's own, for it ends in a token, only what comes before the token.

    >>> page_of("https://openletter.example/ca/en/confirm/AbC.dEf/")
    '/ca/en/confirm/'
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = _OWN.sub(r"/\1/", parts.path) if parts.scheme in ("", "http", "https") else ""
    plain = path.startswith("/") and not address.startswith("//") and path.isprintable() and "\\" not in path
    return path if plain and len(path) <= LONGEST_PAGE else ""
