"""Make a new version ready to start: translations compiled, files collected, database migrated.

In demo mode an empty database gets the demo world. Run it once for each new version, before the processes start;
`openletter run` does so by itself.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from openletter.cli.readiness import files_stand, note_prepared
from openletter.cli.surroundings import environment, make_folders, set_up_django
from openletter.cli.translations import compile_translations
from openletter.config.env import Env

SUMMARY = "make a new version ready to start"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The demo world can be left out."""
    parser.add_argument("--without-demo", action="store_true", help="do not load the demo world in demo mode")


def run(options: argparse.Namespace) -> int:
    """Everything a process needs at start stands; noted last, so an interrupted run is done again."""
    settings = environment()
    make_folders(settings.data_dir)
    say("Preparing the first start of this version; this takes a minute at most.")
    compile_translations()
    set_up_django()
    migrate(settings)
    if not files_stand(settings):
        collect_files()
    if settings.mode == "demo" and not options.without_demo and demo_is_here():
        load_demo_if_empty()
    note_prepared(settings)
    return 0


def migrate(settings: Env) -> None:
    """The tables are those of this version."""
    from django.core.management import call_command
    from django.db import connection

    say("  database")
    if settings.is_sqlite and not database_exists(settings):
        # A file that does not exist yet has nothing to lose: no waiting for the disk while its tables are made.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    from openletter.web.operations import welcome_languages

    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    welcome_languages()
    connection.close()


def database_exists(settings: Env) -> bool:
    """Whether the embedded database was there before this run."""
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    return file.exists() and file.stat().st_size > 0


def collect_files() -> None:
    """Style sheets, scripts and fonts stand in one folder under names that carry their content's hash."""
    from django.core.management import call_command

    say("  style sheets and fonts")
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)


def demo_is_here() -> bool:
    """Whether this installation came with the demo world."""
    from openletter.cli.commands import demo

    return demo.is_available()


def load_demo_if_empty() -> None:
    """The demo world, when there is no section yet."""
    from openletter.cli.commands import demo

    if demo.is_empty():
        say("  demo world")
        demo.load()


def say(sentence: str) -> None:
    """One line to the terminal, at once."""
    print(sentence, flush=True)
