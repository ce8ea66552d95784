"""What no database changes is asked once, on SQLite; everything else is asked on PostgreSQL too.

On PostgreSQL runs whatever speaks SQL in a way of its own: models and constraints, queries and search, deeds under
locks, acts at the front, tasks, migrations, grants, the end of personal data, every list, every screen of the desk for
who sees most and who sees their own section, every kind of action and every public page once, the whole demo world.
A new file of tests runs there unless it is put here. A name with `::` is one test, or those of one kind, of a file.
"""

from __future__ import annotations

VIEWS = "tests/desk/test_permissions.py::test_each_view_opens_as_its_door_says_and_no_further"
# Four speak for all: one section and every section, with all rights and with those of somebody who writes.
ROLES = (
    "approver", "case_coordinator", "dpo_auditor", "editor-everywhere", "group_organiser", "moderator",
    "partner_reader", "researcher", "translator",
)  # fmt: skip

ALIKE: dict[str, tuple[str, ...]] = {
    "papers, pictures and drawings": (
        "tests/actions/papers",
        "tests/desk/test_photo.py",  # how a photo is kept and deleted: tests/web/test_photos.py
        "tests/kernel/test_drawings.py",
        "tests/kernel/test_pdf.py",
        "tests/kernel/test_pictures.py",
        "tests/solidarity/test_booklet.py",
        "tests/web/drawing",
        "tests/web/test_cards.py",
        "tests/web/test_inks.py",
        "tests/web/test_portraits.py",
        "tests/web/test_timeline.py",
        "tests/web/test_world.py",
    ),
    "words, forms and templates of pages that others draw there": (
        "tests/actions/wording",
        "tests/desk/test_path.py",  # its forms do what tests/desk/test_cases.py and test_actions.py do
        "tests/desk/test_limits.py",
        "tests/desk/test_path_steps.py",
        "tests/desk/test_previews.py",
        "tests/desk/test_sheets.py",  # sheets are kept by tests/actions/urgent
        "tests/promises/test_languages.py",
        "tests/promises/test_pseudo_language.py",
        "tests/promises/test_valid_pages.py",
        "tests/web/test_court.py",
        "tests/web/test_figures.py",
        "tests/web/test_guidance.py",
        "tests/web/test_lengths.py",
        "tests/web/test_look.py",
        "tests/web/test_own_words.py",
        "tests/web/test_recipients.py",
        "tests/web/test_rules.py",
        "tests/web/test_sheet.py",
        "tests/web/test_structured.py",
        "tests/web/test_weight.py",
        "tests/web/tools",  # every kind is drawn there by tests/promises/test_addresses_in_poor_health.py
    ),
    "the same deeds once more, on every way that leads to them": (
        "tests/desk/test_nobody_alone.py",  # the second person: tests/desk/test_proposals.py
        "tests/desk/test_spellings.py",  # names are looked for by tests/desk/test_naming.py
        "tests/desk/test_writing_on.py",  # what waits: tests/desk/test_writing_together.py
        "tests/desk/test_permissions.py::test_the_doors_stand_before_the_views",
        *(f"{VIEWS}[{role}" for role in ROLES),
        "tests/desk/test_redirects.py::test_no_way_leads_off_the_site_round_in_a_circle_or_from_others",
        "tests/promises/test_mail_links.py",  # confirming and withdrawing: tests/actions/test_acts.py
        "tests/promises/test_safety_stop.py",  # the stop: tests/actions/test_recall.py, desk/test_stopping.py
        "tests/promises/test_taken_down_everywhere.py",  # every page is drawn by tests/promises/test_public_nodes.py
        "tests/web/front/test_floods.py",  # acts at the front: tests/web/front/test_acts.py
    ),
    "what no database is asked, or one of its own": (
        "tests/bench",
        "tests/cases/test_clock_facts.py",
        "tests/cases/test_clock_properties.py",
        "tests/cases/test_clock_words.py",
        "tests/cli/test_children.py",
        "tests/cli/test_descriptors.py",
        "tests/cli/test_readiness.py",
        "tests/cli/test_translations.py",
        "tests/cli/test_web.py",
        "tests/promises/test_durability.py::test_a_killed_web_process_loses_nothing_it_had_confirmed",
        "tests/promises/test_durability.py::test_a_polite_end_answers_every_act_it_has_begun",
        "tests/tools",
        "tests/web/front/test_house.py",
        "tests/web/front/test_words.py",
        "tests/web/test_answers.py",
        "tests/web/test_behind_nginx.py",
    ),
}


def names() -> tuple[str, ...]:
    """Every folder, file and test of the list."""
    return tuple(name for those in ALIKE.values() for name in those)


def left_out() -> tuple[str, ...]:
    """The list as pytest takes it."""
    return tuple(f"--deselect={name}" if "::" in name else f"--ignore={name}" for name in names())
