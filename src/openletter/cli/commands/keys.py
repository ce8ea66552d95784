"""Secrets and keys: make a secret for the environment; make, rotate and list the keys that open personal data."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import environment, set_up_django
from openletter.config.env import new_secret

if TYPE_CHECKING:
    from openletter.sections.models import Section

SUMMARY = "make secrets; make, rotate and list keys"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with keys."""
    deeds = parser.add_subparsers(metavar="secret | new | rotate | list", required=True)
    for name, deed, description in (
        ("secret", _secret, "Print a fresh secret for OPENLETTER_SECRET_KEY or OPENLETTER_PERSON_KEY."),
        ("new", _new, "Make the first key pair of a section; without a name, of every section that has none."),
        ("rotate", _rotate, "Make a new key pair and wrap what was sealed before to it; nothing is lost or re-sealed."),
        ("list", _list, "List key pairs: since when, what still needs them, whether the private half is here."),
    ):
        sub = deeds.add_parser(name, description=description, help=description)
        sub.set_defaults(deed=deed)
        if name in ("new", "rotate"):
            sub.add_argument("section", nargs="?", help="key of one section; left out: all")


def run(options: argparse.Namespace) -> int:
    """Do it."""
    deed: Callable[[argparse.Namespace], int] = options.deed
    return deed(options)


def _secret(options: argparse.Namespace) -> int:
    print(new_secret())
    return 0


def _new(options: argparse.Namespace) -> int:
    """Refuses a section that has a key: a second one is a rotation."""
    _ready()
    from openletter.kernel.clock import now
    from openletter.supporters.operations import new_section_key
    from openletter.supporters.queries import sealing_key_of, sections_without_key

    sections = _sections(options.section) if options.section else sections_without_key()
    for section in sections:
        if sealing_key_of(section):
            raise Refusal(f"{section.key} has a key. To replace it: openletter keys rotate {section.key}")
        print(f"{section.key}: {new_section_key(section, now()).id}")
    if not sections:
        print("Every active section has a key.")
    return 0


def _rotate(options: argparse.Namespace) -> int:
    _ready()
    from openletter.kernel.clock import now
    from openletter.kernel.sealing import CannotOpen
    from openletter.supporters.operations import new_section_key, rewrap_data_keys

    for section in _sections(options.section):
        key = new_section_key(section, now())
        try:
            moved = rewrap_data_keys(section)
        except CannotOpen as error:
            raise Refusal(f"{error} New acts are sealed to {key.id}; put the file back and rotate again.") from error
        print(f"{section.key}: {key.id}, {moved} data keys wrapped to it")
    print("Keep a copy of the key folder apart from the database. `openletter keys list` says which keys can go.")
    return 0


def _list(options: argparse.Namespace) -> int:
    _ready()
    from openletter.kernel.sealing import KeyFolder
    from openletter.supporters.queries import keys_standing, sections_without_key

    folder = KeyFolder(environment().key_dir)
    for key in keys_standing():
        until = f"{key.retired_at:%Y-%m-%d}" if key.retired_at else "now"
        here = "private half here" if folder.path(str(key.id)).exists() else "private half not here"
        note = ", can be removed" if key.removable else ""
        print(f"{key.holder} {key.id} {key.made_at:%Y-%m-%d} to {until}, {key.data_keys} data keys, {here}{note}")
    for section in sections_without_key():
        print(f"section:{section.key} has no key and cannot take acts. Make one: openletter keys new {section.key}")
    return 0


def _ready() -> None:
    if environment().role == "public":
        raise Refusal("a `public` node takes acts in and must not hold private keys.")
    set_up_django()


def _sections(key: str | None) -> list[Section]:
    from openletter.sections.models import Section

    found = list(Section.objects.filter(key=key) if key else Section.objects.filter(is_active=True))
    if key and not found:
        raise Refusal(f"there is no section called {key!r}.")
    return found
