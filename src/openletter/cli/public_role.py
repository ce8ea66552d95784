"""What the database role of public nodes may read and write: tables, of these single columns, and of these single rows.

One line a table says which rows the pages and the front need; PostgreSQL keeps to it, whatever a node asks. A table
that is not named is closed: a new one is opened on purpose or not at all (docs/decisions/0012-rows-of-public-nodes.md).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a table are read: those of which `where` is true, as SQL; every one where it is empty.

    `{own}` in it stands for the table itself. `although` says why every row is open of a table that looks as if it held
    something hidden: because it has a state, or belongs to rows that are not all open.
    """

    where: str = ""
    although: str = ""


EVERY = Rows()


def beneath(column: str, table: str, *, key: str = "id") -> str:
    """The rows whose parent is one the role reads: the policy of the parent's table is asked, too."""
    return f"EXISTS (SELECT FROM {table} AS above WHERE above.{key} = {{own}}.{column})"


def both(*conditions: str) -> Rows:
    """The rows of which all of this is true."""
    return Rows(" AND ".join(conditions))


def of(column: str, table: str, *, key: str = "id") -> Rows:
    """The rows that go where their parent goes, and nothing else."""
    return Rows(beneath(column, table, key=key))


PUBLIC = "{own}.visibility = 'public'"
LINKED = "link.revoked_at IS NULL AND link.ends_at > now()"
# A case that was let out, is not recalled and is covered by consent today; or one that somebody reads before that.
SHOWN_CASE = (
    "{own}.recalled_at IS NULL AND ("  # noqa: S608 - our own words
    "{own}.status IN ('active', 'monitoring', 'closed', 'reopened') AND {own}.released_at IS NOT NULL"
    " AND EXISTS (SELECT FROM cases_casefinding AS found"
    " WHERE found.case_id = {own}.id AND found.shown_until >= current_date)"
    f" OR EXISTS (SELECT FROM actions_readinglink AS link WHERE link.case_id = {{own}}.id AND {LINKED}))"
)
# An action that is or was live: acts belong to it for ever, whatever becomes of its case.
KNOWN_ACTION = (
    "{own}.status IN ('live', 'suspended', 'closed', 'archived')"
    f" OR EXISTS (SELECT FROM actions_readinglink AS link WHERE link.action_id = {{own}}.id AND {LINKED})"
)
# What an action says is there as long as neither it nor its case is taken down.
TOLD_ACTION = (
    "EXISTS (SELECT FROM actions_action AS act JOIN cases_case AS about ON about.id = act.case_id"
    " WHERE act.id = {own}.%s AND act.status <> 'suspended')"
)
NOT_STOPPED = (
    "NOT EXISTS (SELECT FROM actions_action AS stopped"
    " WHERE stopped.case_id = {own}.case_id AND stopped.status = 'suspended')"
)
# The latest word on the photo is that it may be shown, and its last day has not passed.
PHOTO_AGREED = (
    "EXISTS (SELECT FROM cases_consentrecord AS given WHERE given.case_id = {own}.case_id AND given.scope = 'photo'"
    " AND given.state = 'given' AND given.on <= current_date"
    " AND (given.expires_on IS NULL OR given.expires_on >= current_date)"
    " AND NOT EXISTS (SELECT FROM cases_consentrecord AS later WHERE later.case_id = given.case_id"
    " AND later.scope = 'photo' AND later.on <= current_date AND (later.on, later.id) > (given.on, given.id)))"
)
# A story that tells of somebody goes where their case goes.
TOLD_STORY = (
    "NOT EXISTS (SELECT FROM web_storycase AS told WHERE told.story_id = {own}.page_ptr_id AND told.tells"
    " AND (NOT EXISTS (SELECT FROM cases_case AS about WHERE about.id = told.case_id)"
    " OR EXISTS (SELECT FROM actions_action AS stopped"
    " WHERE stopped.case_id = told.case_id AND stopped.status = 'suspended')))"
)
SHOWN_CAMPAIGN = (
    "EXISTS (SELECT FROM web_campaignpage AS seen JOIN wagtailcore_page AS page ON page.id = seen.page_ptr_id"
    " WHERE seen.campaign_id = {own}.id)"
)

OF_CASE = of("case_id", "cases_case")
OF_PAGE = of("page_ptr_id", "wagtailcore_page")

READS: dict[str, Rows] = {
    "kernel.OutboxEntry": EVERY,
    "kernel.SealingKey": EVERY,
    "kernel.DataKey": EVERY,
    "kernel.LimitRule": EVERY,
    "kernel.ChangeMark": EVERY,
    "sections.Section": EVERY,
    "sections.SectionWords": EVERY,
    "sections.Contributor": Rows("{own}.agreed_on <= current_date AND {own}.taken_back_on IS NULL"),
    "targets.Legislature": EVERY,
    "targets.Area": EVERY,
    "targets.AreaPostcode": EVERY,
    "targets.Representative": Rows("{own}.objected_on IS NULL"),
    "targets.RepresentativeContact": of("representative_id", "targets_representative"),
    "targets.Office": EVERY,
    "targets.OfficeWords": EVERY,
    "targets.OfficeHolder": EVERY,
    "targets.ContactPoint": EVERY,
    "targets.Accreditation": EVERY,
    "targets.PostRoute": Rows(although="its state is that of the post, which everybody may know"),
    "cases.Case": Rows(SHOWN_CASE),
    "cases.CaseWords": of("fact_id", "cases_case"),
    "cases.PersonAtRisk": both(PUBLIC, OF_CASE.where),
    "cases.PersonWords": of("fact_id", "cases_personatrisk"),
    "cases.CaseConcern": OF_CASE,
    "cases.CaseRelation": both(OF_CASE.where, beneath("related_id", "cases_case")),
    "cases.Development": both(PUBLIC, OF_CASE.where),
    "cases.DevelopmentWords": of("fact_id", "cases_development"),
    "cases.Proceeding": both(PUBLIC, OF_CASE.where),
    "cases.Sentence": both(PUBLIC, OF_CASE.where),
    "cases.Update": OF_CASE,
    "cases.UpdateWords": of("fact_id", "cases_update"),
    "cases.ConsentRecord": OF_CASE,
    "cases.ContextFigure": OF_CASE,
    "cases.ContextFigureWords": of("fact_id", "cases_contextfigure"),
    "cases.CaseCredit": both(OF_CASE.where, beneath("contributor_id", "sections_contributor")),
    "cases.SolidarityGuidance": OF_CASE,
    "cases.CaseFinding": Rows(although="a number and a day, of which the policy of cases is made"),
    "cases.FindingWord": OF_CASE,
    "cases.Outcome": OF_CASE,
    "cases.OutcomeWords": of("fact_id", "cases_outcome"),
    "cases.CasePhoto": both(
        OF_CASE.where, NOT_STOPPED, "({own}.expires_on IS NULL OR {own}.expires_on >= current_date)", PHOTO_AGREED
    ),
    "cases.CasePhotoWords": of("fact_id", "cases_casephoto"),
    "cases.PhotoKey": EVERY,  # made at random: of which case, nobody can tell from it
    "cases.PhotoCut": of("photo_id", "cases_casephoto"),
    "supporters.EmailRule": EVERY,
    "supporters.ConsentNotice": EVERY,
    "supporters.SignUp": Rows(although="where a sign-up stands, for the page behind its link; never whose it is"),
    "campaigns.Campaign": Rows(SHOWN_CAMPAIGN),
    "campaigns.CampaignWords": of("fact_id", "campaigns_campaign"),
    "campaigns.Campaign_cases": both(beneath("campaign_id", "campaigns_campaign"), OF_CASE.where),
    "actions.Action": Rows(KNOWN_ACTION),
    "actions.ActionWords": Rows(TOLD_ACTION % "fact_id"),
    "actions.Demand": Rows(TOLD_ACTION % "action_id"),
    "actions.DemandWords": of("fact_id", "actions_demand"),
    "actions.Appeal": Rows(TOLD_ACTION % "action_id"),
    "actions.AppealWords": of("fact_id", "actions_appeal"),
    "actions.ActionTarget": Rows(TOLD_ACTION % "action_id"),
    "actions.ActionCredit": both(TOLD_ACTION % "action_id", beneath("contributor_id", "sections_contributor")),
    "actions.UrgentSheet": Rows(TOLD_ACTION % "action_id"),
    "actions.SheetWords": of("fact_id", "actions_urgentsheet"),
    "actions.LedgerEntry": Rows(although="numbers alone, and nothing may slow counting"),
    "actions.TallyDelta": Rows(although="numbers alone, and nothing may slow counting"),
    "actions.ActionTaken": Rows(although="sealed; acts only belong to what was live, and nothing may slow them"),
    "actions.Enclosure": Rows(although="a number and its act; nothing may slow acts"),
    "actions.DaySalt": EVERY,
    "actions.Switch": Rows("{own}.ended_at IS NULL"),
    "actions.ReadingLink": Rows(although="numbers and days: a link that has ended says so to whoever holds it"),
    "deliveries.LobbyContact": both("{own}.state = 'released'", OF_CASE.where),
    "deliveries.LobbyContactWords": of("fact_id", "deliveries_lobbycontact"),
    "web.HomePage": OF_PAGE,
    "web.CasePage": Rows(although="two numbers; the address of what was taken down still says that it was"),
    "web.ActionPage": Rows(although="two numbers; the address of what was taken down still says that it was"),
    "web.CampaignPage": Rows(although="two numbers, of which the policy of campaigns is made"),
    "web.StandardPage": OF_PAGE,
    "web.StoriesPage": OF_PAGE,
    "web.StoryPage": both(OF_PAGE.where, "{own}.on <= current_date", TOLD_STORY),
    "web.StoryCase": Rows(although="numbers: whether a story is told depends on every case it tells of"),
    "web.StoryCredit": of("story_id", "web_storypage", key="page_ptr_id"),
    "web.Redirect": Rows("{own}.page_id IS NULL OR " + beneath("page_id", "wagtailcore_page")),
    "wagtailimages.Image": Rows(although="who put it there is a number; the files are shared with public nodes anyway"),
    "wagtailimages.Rendition": EVERY,
    "wagtailcore.Locale": EVERY,
    "wagtailcore.Site": Rows(although="the number of its first page alone"),
    "wagtailcore.Page": Rows("{own}.live"),
    "contenttypes.ContentType": EVERY,
}

# Personal data as it was sealed, and the keys it was sealed with; who told us of a case, and how we know of a consent.
# The traces of acts, of which a node that was broken into could make out the networks of the day.
SEALED = {"sealed", "wrapped", "source_note", "rights_note", "traces"}
# Of these tables a public node reads these columns alone.
ONLY = {
    "kernel.OutboxEntry": ("id",),
    # What staff released of a representative's deeds; never who told it, how we know, or notes.
    "deliveries.LobbyContact": ("id", "uid", "case_id", "by", "by_name", "on", "did", "state", "released_at"),
    # How an office is reached; never what staff noted beside it.
    "targets.ContactPoint": (
        "id", "office_id", "kind", "value", "order", "health", "checked_on", "written_by", "seen_by",
    ),
    # What the front obeys; never who turned it on, nor why.
    "actions.Switch": (
        "id", "does", "whom", "value", "most", "seconds", "action_id", "section_id", "until", "ended_at",
    ),
    # How many pictures wait for their acts; never the picture.
    "actions.Enclosure": ("id", "action_id", "act_id"),
    # What is counted; never who entered it, why, or where the sheets lie.
    "actions.LedgerEntry": ("id", "action_id", "source", "quantity", "hour", "automatic", "recorded_at"),
    # Where old addresses lead; never who said so.
    "web.Redirect": ("id", "section_id", "source", "page_id", "target"),
    # Which page a link opens and until when; never who made it, or for whom.
    "actions.ReadingLink": (
        "id", "uid", "case_id", "action_id", "section_id", "language", "made_at", "ends_at", "revoked_at",
    ),
    # Where a sign-up stands, for the page behind its link; never whose it is.
    "supporters.SignUp": ("id", "section_id", "state"),
    "cases.ConsentRecord": ("id", "case_id", "scope", "state", "on", "expires_on"),
}  # fmt: skip
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
