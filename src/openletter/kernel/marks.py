"""Telling every process that something changed: a counter per name, read by the fronts each second."""

from django.db import connection

PAGES = "pages"  # any published page, text, photo or consent
ACTIONS = "actions"  # what the hot path needs to know of actions
RULES = "rules"  # limits, e-mail rules, sections


def bump(*names: str) -> None:
    """Raise each mark by one, inside the caller's transaction: nobody is told of what is rolled back."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(
                "INSERT INTO kernel_changemark (name, version) VALUES (%s, 1)"
                " ON CONFLICT (name) DO UPDATE SET version = kernel_changemark.version + 1",
                [name],
            )
