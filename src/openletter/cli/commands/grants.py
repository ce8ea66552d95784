"""Write the SQL that lets public nodes do their work and no more: read what a page shows, write what an act writes.

No sealed column, no wrapped key, no source of a case or proof of consent, nothing of staff, sessions, supporters or the
audit can be read with it; of an act it can change what confirming and withdrawing change. Run it as the owner of the
tables after each `openletter prepare`: openletter grants --role openletter_public | psql openletter
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import set_up_django

if TYPE_CHECKING:
    from django.db.models import Model

SUMMARY = "write the SQL for the database role of public nodes"
ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
# Personal data as it was sealed, and the keys it was sealed with; who told us of a case, and how we know of a consent.
# The traces of acts, of which a node that was broken into could make out the networks of the day.
SEALED = {"sealed", "wrapped", "source_note", "rights_note", "traces"}
# What public pages and acts read. A table that is not named is closed: a new one is opened on purpose or not at all.
READS = {
    "kernel": "OutboxEntry SealingKey DataKey LimitRule ChangeMark",
    "sections": "Section SectionWords Contributor",
    "targets": "Legislature Area AreaPostcode Representative RepresentativeContact Office OfficeWords OfficeHolder"
    " ContactPoint Accreditation PostRoute",
    "cases": "Case CaseWords PersonAtRisk PersonWords CaseConcern CaseRelation Development DevelopmentWords Proceeding"
    " Sentence Update UpdateWords ConsentRecord ContextFigure ContextFigureWords CreditLine SolidarityGuidance"
    " CaseFinding FindingWord Outcome OutcomeWords CasePhoto CasePhotoWords PhotoCut",
    "supporters": "EmailRule ConsentNotice SignUp",
    "campaigns": "Campaign_cases Campaign CampaignWords",
    "actions": "Enclosure Action ActionWords Demand DemandWords Appeal AppealWords ActionTarget LedgerEntry TallyDelta"
    " ActionTaken UrgentSheet SheetWords DaySalt Switch ReadingLink",
    "deliveries": "LobbyContact LobbyContactWords",
    "web": "HomePage CasePage ActionPage CampaignPage StandardPage StoriesPage StoryPage StoryCase StoryCredit"
    " Redirect",
    "wagtailimages": "Image Rendition",
    "wagtailcore": "Locale Site Page PageViewRestriction ReferenceIndex",
    "contenttypes": "ContentType",
}
# Of these tables a public node reads these columns alone.
ONLY = {
    "kernel.OutboxEntry": ("id",),
    # What staff released of a representative's deeds; never who told it, how we know, or notes.
    "deliveries.LobbyContact": ("id", "uid", "case_id", "by", "by_name", "on", "did", "state", "released_at"),
    # What the front obeys; never who turned it on, nor why.
    "actions.Switch": (
        "id",
        "does",
        "whom",
        "value",
        "most",
        "seconds",
        "action_id",
        "section_id",
        "until",
        "ended_at",
    ),
    # How many pictures wait for their acts; never the picture.
    "actions.Enclosure": ("id", "action_id", "act_id"),
    # What is counted; never who entered it, why, or where the sheets lie.
    "actions.LedgerEntry": ("id", "action_id", "source", "quantity", "hour", "automatic", "recorded_at"),
    # Where old addresses lead; never who said so.
    "web.Redirect": ("id", "section_id", "source", "page_id", "target"),
    # Which page a link opens and until when; never who made it, or for whom.
    "actions.ReadingLink": (
        "id",
        "uid",
        "case_id",
        "action_id",
        "section_id",
        "language",
        "made_at",
        "ends_at",
        "revoked_at",
    ),
    # Where a sign-up stands, for the page behind its link; never whose it is.
    "supporters.SignUp": ("id", "section_id", "state"),
    "cases.ConsentRecord": ("id", "case_id", "scope", "state", "on", "expires_on"),
}
# What confirming, withdrawing, disowning and allowing again write; nothing makes an act another act.
CHANGED_OF_AN_ACT = (
    "state", "evidence", "confirmed_at", "ended_at", "person", "sealed", "data_key_id", "to_target", "public", "news",
    "traces",
)  # fmt: skip
WRITES = {
    "actions.ActionTaken": "INSERT, UPDATE (" + ", ".join(CHANGED_OF_AN_ACT) + ")",
    "actions.Enclosure": "INSERT",
    "actions.TallyDelta": "INSERT",
    "kernel.OutboxEntry": "INSERT",
    "kernel.DataKey": "INSERT",
    "deliveries.LobbyContact": "INSERT",
    "supporters.SignUp": "INSERT, UPDATE (state, confirmed_at, ended_at, person, sealed, data_key_id)",
    "solidarity.Objection": "INSERT",
    "solidarity.PageReport": "INSERT",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """For whom."""
    parser.add_argument("--role", required=True, metavar="NAME", help="the PostgreSQL role of the public nodes")


def run(options: argparse.Namespace) -> int:
    """Print the statements; nothing is changed."""
    if not ROLE.fullmatch(options.role):
        raise Refusal(f"{options.role!r} is not a plain role name; use small letters, digits and _.")
    set_up_django()
    for statement in statements(options.role):
        print(f"{statement};")
    return 0


def statements(role: str) -> Iterator[str]:
    """What takes everything from the role, and then what gives it its few rights, table by table."""
    from django.apps import apps

    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table):
        if model._meta.managed and not model._meta.proxy:
            yield from _of_table(model, role)


def _of_table(model: type[Model], role: str) -> Iterator[str]:
    table = f'"{model._meta.db_table}"'
    label = model._meta.label
    if model._meta.object_name in READS.get(model._meta.app_label, "").split():
        columns = [field.column for field in model._meta.local_concrete_fields]
        open_columns = [column for column in ONLY.get(label, columns) if column not in SEALED]
        part = "" if open_columns == columns else " (" + ", ".join(f'"{column}"' for column in open_columns) + ")"
        yield f"GRANT SELECT{part} ON {table} TO {role}"
    if label in WRITES:
        yield f"GRANT {WRITES[label]} ON {table} TO {role}"
