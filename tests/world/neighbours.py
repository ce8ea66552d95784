"""More people to act for, on a site that runs: `python -m tests.world.neighbours uk Rosa Karim Lin`. All invented."""

from __future__ import annotations

import sys

import django


def move_in(section: str, names: list[str]) -> None:
    """Each name becomes a public case with an open petition, on the section's site in all its languages."""
    from tests.world import pages

    from openletter.kernel import words
    from openletter.sections.models import Section

    home = Section.objects.get(key=section)
    for name in names:
        case = pages.a_case(home, name.lower())
        words.write(case.people.get(), {code: {"name": f"{name} Example"} for code in home.languages})
        pages.an_action(case, home.languages)


if __name__ == "__main__":
    django.setup()
    move_in(sys.argv[1], sys.argv[2:])
