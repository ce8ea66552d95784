"""The groups of Today that stand on what all parts share: drafts, days, numbers, mail, messages, names, offices."""

from openletter.desk.waiting import (
    abuse,
    calls,
    days,
    mail,
    messages,
    names,
    numbers,
    offices,
    originals,
    photos,
    proposals,
    reports,
    stories,
    translations,
    tried,
)

__all__ = [
    "abuse",
    "calls",
    "days",
    "mail",
    "messages",
    "names",
    "numbers",
    "offices",
    "originals",
    "photos",
    "proposals",
    "reports",
    "stories",
    "translations",
    "tried",
]
