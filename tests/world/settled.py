"""What follows from loading the demo world, done to the end: `python -m tests.world.settled`, once for all copies."""

from __future__ import annotations

import argparse
from datetime import timedelta


def settle() -> None:
    """Nothing waits any more: no mail goes out of a copy for what was done before it was made."""
    from openletter.cli.commands import work
    from openletter.kernel.clock import now
    from openletter.mailings import rules, sending
    from openletter.translations import following

    work.run(argparse.Namespace(once=True))  # a round sends a hundred mails
    while sending.send_due(rules.BULK, using="bulk", at=now(), most=1000, within=timedelta(minutes=5)):
        pass
    before = 0
    while (reckoned := following.follow(at=now())) != before:
        before = reckoned


if __name__ == "__main__":
    from openletter.cli.surroundings import set_up_django

    set_up_django()
    settle()
