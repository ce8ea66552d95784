"""Run inside a world: open its limits and say where the action is that everybody will sign. Prints JSON."""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openletter.config.settings")

import django

django.setup()

from django.db import connection

from openletter.actions.models import Action, ActionTaken
from openletter.actions.rules import Door, Terms, door
from openletter.config.env import env
from openletter.kernel import clock, marks, tokens
from openletter.kernel.models import LimitRule
from openletter.web.models import ActionPage

# Rows as a long campaign leaves them: each a person of its own, sealed words of the usual length.
FILL_POSTGRES = """
INSERT INTO actions_taken (id, action_id, section_id, person, state, channel, evidence, language, country, taken_at,
    to_target, public, news, data_key_id, sealed)
SELECT gen_random_uuid(), %(action)s, %(section)s, decode(md5('fill' || n), 'hex'), 'pending', 'web_form', 'clicked',
    'fr', 'CA', now(), true, false, false, gen_random_uuid(), decode(repeat(md5(n::text), 9), 'hex')
FROM generate_series(%(first)s, %(last)s) AS n
"""
FILL_SQLITE = """
WITH RECURSIVE numbers(n) AS (SELECT %(first)s UNION ALL SELECT n + 1 FROM numbers WHERE n < %(last)s)
INSERT INTO actions_taken (id, action_id, section_id, person, state, channel, evidence, language, country, taken_at,
    to_target, public, news, data_key_id, sealed)
SELECT lower(hex(randomblob(16))), %(action)s, %(section)s, randomblob(16), 'pending', 'web_form', 'clicked',
    'fr', 'CA', '2026-01-01 00:00:00', 1, 0, 0, lower(hex(randomblob(16))), randomblob(144) FROM numbers
"""
STEP = 250_000


def main() -> None:
    """Open the limits, fill up to the wanted number of rows, describe the action."""
    LimitRule.objects.update(most=2_000_000_000)
    LimitRule.objects.filter(key="fastest_form_seconds").update(most=0)
    marks.bump(marks.RULES)
    pages = ActionPage.objects.live().filter(action__status="live").select_related("action").order_by("pk")
    page = next((page for page in pages if door(_terms(page.action), at=clock.now()) is Door.OPEN), None)
    if page is None:
        raise SystemExit("the demo world has no action that can be taken")
    fill(page.action, int(sys.argv[1]))
    parts = page.get_url_parts()
    print(
        json.dumps(
            {
                "ref": page.action.ref,
                "action": page.action.pk,
                "section": page.action.section.key,
                "language": page.locale.language_code,
                "page": parts[2] if parts else "/",
                "started": tokens.sign_for_now(page.action.ref, purpose="form", key=env().secret_key),
            }
        )
    )


def _terms(action: Action) -> Terms:
    return Terms(status=action.status, opens_at=action.opens_at, deadline=action.deadline)


def fill(action: Action, wanted: int) -> None:
    """Add rows until there are as many as wanted."""
    statement = FILL_POSTGRES if connection.vendor == "postgresql" else FILL_SQLITE
    there = ActionTaken.objects.count()
    with connection.cursor() as cursor:
        for first in range(there + 1, wanted + 1, STEP):
            numbers = {"first": first, "last": min(first + STEP - 1, wanted)}
            cursor.execute(statement, {"action": action.pk, "section": action.section_id, **numbers})
        cursor.execute("ANALYZE actions_taken")


if __name__ == "__main__":
    main()
