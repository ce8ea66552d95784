"""Derive every public number again from the acts themselves, and say where the ledger differs.

Changes nothing unless `--repair` is given. Ends with 1 when something differs, so that a scheduler can raise the alarm.
"""

from __future__ import annotations

import argparse

from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import set_up_django

SUMMARY = "prove the public numbers from the acts"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Look, or look and repair."""
    parser.add_argument("--repair", action="store_true", help="append what makes the ledger equal to the acts")
    parser.add_argument("--reason", metavar="TEXT", default="", help="why, for the audit; needed with --repair")


def run(options: argparse.Namespace) -> int:
    """Print what was compared and each difference."""
    if options.repair and not options.reason.strip():
        raise Refusal('a repair needs its reason for the audit: --reason "what happened"')
    set_up_django()
    from openletter.actions.tally.recount import recount, repair
    from openletter.kernel.audit import SYSTEM
    from openletter.kernel.clock import now

    found = repair(actor=SYSTEM, at=now(), reason=options.reason) if options.repair else recount()
    print(f"{found.actions} actions: {found.counted} counted acts, {found.unconfirmed} waiting for confirmation")
    for one in found.differences:
        print(f"action {one.action_id}, {one.source}: the ledger says {one.ledger}, the acts say {one.rows}")
    if not found.differences:
        print("The ledger and the acts agree.")
    elif options.repair:
        print("Repaired; the audit has an entry for each.")
    return 1 if found.differences and not options.repair else 0
