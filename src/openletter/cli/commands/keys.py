"""Secrets and keys: secrets for the environment, and the key pairs to which sections' personal data is sealed.

The public halves are in the database, the private halves in the key folder (OPENLETTER_KEY_DIR) of desk and worker
nodes. Who loses a private half loses what was sealed to it, for ever: back the folder up, apart from the database.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import environment, set_up_django
from openletter.config.env import new_secret

if TYPE_CHECKING:
    from openletter.sections.models import Section

SUMMARY = "make secrets; make, list and rotate keys"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with keys."""
    deeds = parser.add_subparsers(metavar="secret | list | make | rotate", required=True)
    for name, deed, description in (
        ("secret", _secret, "Print a fresh secret for OPENLETTER_SECRET_KEY or OPENLETTER_PERSON_KEY."),
        ("list", _list, "List the key pairs, what is still sealed to each, and whether the private half is here."),
        ("make", _make, "Give a key pair to every active section that has none."),
    ):
        deeds.add_parser(name, description=description, help=description).set_defaults(deed=deed)
    description = "Give a section a new key pair and wrap what it holds to it; what is sealed stays as it is."
    rotate = deeds.add_parser("rotate", description=description, help=description)
    rotate.add_argument("section", metavar="SECTION", help="the section's key, as it stands in addresses")
    rotate.set_defaults(deed=_rotate)


def run(options: argparse.Namespace) -> int:
    """Do it."""
    deed: Callable[[argparse.Namespace], int] = options.deed
    return deed(options)


def _secret(options: argparse.Namespace) -> int:
    print(new_secret())
    return 0


def _list(options: argparse.Namespace) -> int:
    set_up_django()
    from openletter.supporters.queries import keys_standing

    here = {file.stem for file in environment().key_dir.glob("*.key")}
    for key in keys_standing():
        until = f"retired {key.retired_at:%Y-%m-%d}" if key.retired_at else "in use"
        half = "private half here" if str(key.id) in here else "private half NOT on this machine"
        print(f"{key.holder}  {key.id}  since {key.made_at:%Y-%m-%d}, {until}; {key.data_keys} data keys; {half}")
    return 0


def _make(options: argparse.Namespace) -> int:
    set_up_django()
    from openletter.supporters.queries import sections_without_key

    for section in sections_without_key():
        _new_key(section)
    return 0


def _rotate(options: argparse.Namespace) -> int:
    set_up_django()
    from openletter.kernel.sealing import CannotOpen
    from openletter.sections.models import Section
    from openletter.supporters.operations import rewrap_data_keys

    section = Section.objects.filter(key=options.section).first()
    if section is None:
        known = ", ".join(Section.objects.values_list("key", flat=True)) or "none yet"
        raise Refusal(f"there is no section {options.section!r}. Sections: {known}.")
    _new_key(section)
    try:
        moved = rewrap_data_keys(section)
    except CannotOpen as error:
        raise Refusal(
            f"the new key is in use, but an older one is needed to finish: {error} Then rotate again."
        ) from error
    print(
        f"{moved} data keys wrapped to it. When `keys list` counts none under a retired key, its file can be removed."
    )
    return 0


def _new_key(section: Section) -> None:
    from openletter.kernel.clock import now
    from openletter.kernel.sealing import CannotOpen
    from openletter.supporters.operations import new_section_key

    try:
        key = new_section_key(section, now())
    except (CannotOpen, OSError) as error:
        raise Refusal(f"no key can be kept here: {error}") from error
    print(f"{section.key}: {key.id}")
