"""Run inside a world: is every act that was answered as accepted there exactly once, and do the numbers agree?

Reads a JSON list of addresses from standard input, prints JSON.
"""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openletter.config.settings")

import django

django.setup()

from openletter.actions.intake.known import Known
from openletter.actions.models import Action, ActionTaken
from openletter.actions.rules import ActState
from openletter.actions.tally import count_of, fold, recount
from openletter.config.env import env
from openletter.kernel import clock
from openletter.kernel.models import OutboxEntry
from openletter.supporters.rules import canonical_email, person_of


def main() -> None:
    """Look."""
    action = Action.objects.get(ref=sys.argv[1])
    key = env().person_key.encode()
    accepted = [person_of(canonical_email(email, Known().mailboxes), key) for email in json.load(sys.stdin)]
    acts = ActionTaken.objects.filter(action=action)
    there = [bytes(person) for person in acts.values_list("person", flat=True)]
    told = [act for entry in OutboxEntry.objects.filter(fact="acts_taken") for act in entry.payload["taken"]]
    before = count_of(action.pk)
    fold(clock.now())
    after = count_of(action.pk)
    print(
        json.dumps(
            {
                "rows": len(there),
                "missing": len(set(accepted) - set(there)),
                "doubled": len(there) - len(set(there)),
                "untold": len({id_.hex for id_ in acts.values_list("id", flat=True)} ^ set(told)),
                "told_twice": len(told) - len(set(told)),
                "differences": len(recount().differences),
                "off_by": after.unconfirmed - acts.filter(state=ActState.PENDING).count(),
                "moved_by_folding": after.unconfirmed - before.unconfirmed,
            }
        )
    )


if __name__ == "__main__":
    main()
