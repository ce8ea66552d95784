"""The groups of Today that stand on what all parts share: drafts, days, numbers, mail, messages, offices."""

from openletter.desk.waiting import calls, days, mail, messages, numbers, offices, translations

__all__ = ["calls", "days", "mail", "messages", "numbers", "offices", "translations"]
