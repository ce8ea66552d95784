"""The doors of our own screens: one line an address. A new screen without a line here is shut, and a test says so.

`page` is only read, `form` is read and sent, `deed` only does something (POST). Any one of the rights named opens the
door; with `row`, it must be held in the section of the row that the address names. With `fresh`, the person proves
again who they are: a session alone does not open it (named for people in docs/operate/staff.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from openletter.desk.doors.door import Door, Ways, deed, form, own, page
from openletter.sections.access import Right


def _list(name: str, right: Right) -> dict[str, Door]:
    return {f"{name}:index": page(right), f"{name}:index_results": page(right)}


def _preview(name: str, right: Right, row: str) -> dict[str, Door]:
    return {f"{name}{part}": page(right, row=row) for part in ("", "_shown", "_part")}


WRITES_OR_APPROVES = (Right.EDIT_CASES, Right.EDIT_ACTIONS, Right.RELEASE)
CASES = {
    **_list("cases", Right.SEE_CASES),
    "cases:add": form(Right.EDIT_CASES),
    "cases:edit": form(Right.EDIT_CASES, row="case"),
    "cases:inspect": page(Right.SEE_CASES, row="case"),
    "desk_case_update": form(Right.EDIT_CASES, row="case"),
    "desk_case_relate": form(Right.EDIT_CASES, row="case"),
    "desk_case_untie": form(Right.EDIT_CASES, row="case"),
    "desk_case_messages": form(Right.EDIT_CASES, row="case"),
    "desk_case_photo": form(Right.EDIT_CASES, row="case"),
    "desk_case_photo_remove": form(Right.EDIT_CASES, row="case"),
    "desk_case_photo_whole": page(Right.SEE_CASES, row="case"),
    "desk_case_consent": form(Right.CONSENT, row="case"),
    "desk_case_withdraw": form(Right.CONSENT, row="case"),
    "desk_case_outcome": form(Right.EDIT_CASES, row="case"),
    "desk_case_after": form(Right.EDIT_CASES, Right.RELEASE, row="case or its actions"),
    "desk_case_answer": form(Right.EDIT_CASES, row="case"),
    "desk_case_hide": form(Right.EDIT_CASES, Right.RELEASE, row="case"),
    "desk_proposals": page(*WRITES_OR_APPROVES),
    "desk_proposal": form(*WRITES_OR_APPROVES, row="proposal"),
    "desk_proposal_picture": page(*WRITES_OR_APPROVES, row="proposal"),
    "desk_case_status": form(Right.RELEASE, row="case"),
    "desk_case_pages": form(Right.RELEASE, row="case"),
    "desk_case_recall": form(Right.RECALL, row="case"),
    "desk_case_resume": form(Right.RECALL, row="case"),
    "desk_case_down": page(Right.RECALL, row="case"),
    **_preview("desk_case_preview", Right.SEE_CASES, "case"),
    "desk_case_let_read": form(Right.EDIT_CASES, row="case"),
    "desk_case_let_read_revoke": form(Right.EDIT_CASES, row="link to a case"),
    "desk_safety_stop": form(Right.RECALL),
}
ACTIONS = {
    **_list("actions", Right.SEE_ACTIONS),
    "actions:add": form(Right.EDIT_ACTIONS),
    "actions:edit": form(Right.EDIT_ACTIONS, row="action"),
    "actions:inspect": page(Right.SEE_ACTIONS, row="action"),
    "desk_action_submit": form(Right.EDIT_ACTIONS, row="action"),
    "desk_action_next": form(Right.EDIT_ACTIONS, row="action"),
    "desk_action_changes": form(Right.RELEASE, row="action"),
    "desk_action_approve": form(Right.RELEASE, row="action"),
    "desk_action_publish": form(Right.RELEASE, row="action"),
    "desk_action_extend": form(Right.RELEASE, row="action"),
    "desk_action_close": form(Right.RELEASE, row="action"),
    "desk_action_resume": form(Right.RELEASE, row="action"),
    "desk_action_pages": form(Right.RELEASE, row="action"),
    "desk_action_suspend": form(Right.RECALL, row="action"),
    "desk_action_down": page(Right.RECALL, row="action"),
    "desk_action_ledger": form(Right.LEDGER, row="action"),
    **_preview("desk_action_preview", Right.SEE_CASES, "action"),
    "desk_action_count": form(Right.LEDGER, row="action"),
    "desk_action_let_read": form(Right.EDIT_ACTIONS, row="action"),
    "desk_action_let_read_revoke": form(Right.EDIT_ACTIONS, row="link to an action"),
    "desk_action_offer": form(Right.RELEASE, row="action"),
    "desk_action_offer_end": form(Right.RELEASE, row="action"),
    "desk_offered": page(Right.SEE_ACTIONS),
    "desk_offered_action": form(Right.SEE_ACTIONS, row="offered action"),
    "desk_action_adapt": form(Right.EDIT_ACTIONS, row="adaptation"),
    "desk_action_original": form(Right.EDIT_ACTIONS, row="adaptation"),
    "desk_sheet_import": form(Right.EDIT_ACTIONS),
}
LEDGER = {
    **_list("ledger", Right.SEE_ACTIONS),
    "ledger:inspect": page(Right.SEE_ACTIONS, row="ledger entry"),
    "desk_ledger_add": form(Right.LEDGER),
    "desk_ledger_count": form(Right.LEDGER),
    "desk_ledger_table": page(Right.SEE_ACTIONS),
    "desk_ledger_correct": form(Right.LEDGER, row="ledger entry"),
    "desk_ledger_add_file": form(Right.LEDGER, row="ledger entry"),
    "desk_ledger_file": deed(Right.LEDGER, Right.AUDIT, row="evidence"),
}
# Whoever sees cases may read the path of an action, which tells of its case; the steps themselves ask who may write,
# approve and publish.
PUBLISHING = {
    "desk_publish": form(Right.EDIT_ACTIONS),
    "desk_publish_new_case": form(Right.EDIT_CASES),
    **{
        f"desk_publish_{step}": form(Right.SEE_CASES, row="action")
        for step in (
            "case", "call", "targets", "text", "languages", "terms", "safety", "preview", "review", "publish",
        )
    },
}  # fmt: skip
TRANSLATIONS = {
    "desk_words": form(Right.WORDS, Right.REVIEW_WORDS, row="words"),
    "desk_words_file": page(Right.WORDS, Right.REVIEW_WORDS, row="words"),
    "desk_words_import": form(Right.WORDS, row="words"),
    "desk_translations": page(Right.REVIEW_WORDS),
    **_list("glossary", Right.REVIEW_WORDS),
    "glossary:add": form(Right.WORDS),
    "glossary:edit": form(Right.WORDS, row="glossary term"),
    "desk_glossary_delete": form(Right.WORDS, row="glossary term"),
    "desk_glossary_table": page(Right.REVIEW_WORDS),
    "desk_glossary_import": form(Right.WORDS),
    "desk_translation_ask": form(Right.EDIT_ACTIONS, row="words"),
}
ACTS = {
    "desk_acts": page(Right.ACTS),
    "desk_act": page(Right.ACTS, row="act"),
    "desk_act_open": deed(Right.OPEN_ACTS, row="act", fresh=True),
    "desk_acts_person": form(Right.OPEN_ACTS, fresh=True),
    "desk_acts_person_hand_out": deed(Right.OPEN_ACTS, fresh=True),
    "desk_acts_person_take_back": deed(Right.OPEN_ACTS, fresh=True),
}
ABUSE = {
    "desk_abuse": page(Right.ABUSE),
    "desk_switches": page(Right.ABUSE),
    "desk_switch_add": form(Right.ABUSE),
    "desk_switch_off": form(Right.ABUSE, row="switch"),
    "desk_invalidations": page(Right.ABUSE),
    "desk_invalidation_add": form(Right.ABUSE),
    "desk_invalidation": page(Right.ABUSE, row="judgement"),
    "desk_invalidation_change": deed(Right.ABUSE, row="judgement", fresh=True),
}
MESSAGES = {
    "desk_messages": page(Right.MODERATE, Right.BUNDLES),
    "desk_messages_queue": page(Right.MODERATE),
    "desk_messages_decisions": page(Right.SECTION),
    "desk_report": page(Right.MODERATE, row="report"),
    "desk_report_decide": deed(Right.MODERATE, row="report"),
    "desk_messages_next": deed(Right.MODERATE),
    "desk_messages_case": page(Right.MODERATE, Right.BUNDLES, row="messages of a case"),
    "desk_message": page(Right.MODERATE, row="message"),
    "desk_message_picture": page(Right.MODERATE, row="message"),
    "desk_message_decide": deed(Right.MODERATE, row="message"),
    "desk_bundle_gather": deed(Right.BUNDLES, row="messages of a case"),
    "desk_bundle": page(Right.BUNDLES, row="bundle"),
    "desk_bundle_part": page(Right.BUNDLES, row="bundle"),
    "desk_bundle_sheet": page(Right.BUNDLES, row="bundle"),
    "desk_bundle_change": deed(Right.BUNDLES, row="bundle"),
}
DELIVERIES = {
    **_list("letters", Right.DIRECTORY),
    "letters:inspect": page(Right.DIRECTORY, row="letters"),
    "desk_letters_pause": form(Right.DIRECTORY, row="letters"),
    "desk_letters_resume": form(Right.DIRECTORY, row="letters"),
    **_list("answers", Right.ANSWERS),
    "answers:inspect": page(Right.ANSWERS, row="answer"),
    "desk_answers_add": form(Right.ANSWERS),
    "desk_answer_open": form(Right.ANSWERS, row="answer"),
    "desk_answer_judge": form(Right.ANSWERS, row="answer"),
    **_list("lobby-contacts", Right.SEE_ACTIONS),
    "lobby-contacts:add": form(Right.EDIT_ACTIONS),
    "lobby-contacts:edit": form(Right.EDIT_ACTIONS, row="lobby contact"),
    "lobby-contacts:inspect": page(Right.SEE_ACTIONS, row="lobby contact"),
    "desk_lobby_release": form(Right.RELEASE, row="lobby contact"),
    "desk_lobby_back": form(Right.RELEASE, row="lobby contact"),
    "desk_lobby_read": form(Right.ANSWERS, row="lobby contact"),
}
HANDOVERS = {
    "desk_handovers": page(Right.DELIVER),
    "desk_handover": page(Right.DELIVER, row="hand-over"),
    "desk_handover_certificate": page(Right.DELIVER, row="hand-over"),
    "desk_handover_change": deed(Right.DELIVER, row="hand-over"),
    "desk_names_take_out": deed(Right.DELIVER, row="request for names", fresh=True),
    "desk_names_change": deed(Right.DELIVER, row="request for names", fresh=True),
    "desk_action_hand_over": form(Right.DELIVER, row="action"),
}
DIRECTORY = {
    **_list("offices", Right.DIRECTORY),
    "offices:add": form(Right.DIRECTORY),
    "offices:edit": form(Right.DIRECTORY, row="office"),
    "desk_offices_import": form(Right.DIRECTORY),
    **_list("contact-points", Right.DIRECTORY),
    "contact-points:edit": form(Right.DIRECTORY, row="contact point"),
    **_list("routes", Right.DIRECTORY),
    "routes:add": form(Right.DIRECTORY),
    "routes:edit": form(Right.DIRECTORY, row="route"),
    "desk_routes_import": form(Right.DIRECTORY),
    **_list("representatives", Right.DIRECTORY),
    "representatives:inspect": page(Right.DIRECTORY, row="representative"),
    "desk_representatives_import": form(Right.DIRECTORY),
    "desk_representatives_export": page(Right.DIRECTORY),
    "desk_representative_objection": form(Right.DIRECTORY, row="representative"),
    **_list("campaigns", Right.DIRECTORY),
    "campaigns:add": form(Right.DIRECTORY),
    "campaigns:edit": form(Right.DIRECTORY, row="campaign"),
}
HOUSE = {
    **_list("sections", Right.SECTION),
    "sections:add": form(Right.HOUSE),
    "sections:edit": form(Right.SECTION, row="section"),
    "sections:inspect": page(Right.SECTION, row="section"),
    "desk_section_wording": form(Right.SECTION, row="section"),
    **_list("reasons", Right.SECTION),
    "reasons:add": form(Right.SECTION),
    "reasons:edit": form(Right.SECTION, row="reason"),
    **_list("limits", Right.HOUSE),
    "limits:edit": form(Right.HOUSE, row="limit"),
    **_list("email-rules", Right.HOUSE),
    "email-rules:add": form(Right.HOUSE),
    "email-rules:edit": form(Right.HOUSE, row="e-mail rule"),
}
TYPED = "wagtailadmin_choose_page_external_link"
SITE = {
    "desk_stories": page(Right.SITE, Right.RELEASE),
    "desk_story_begin": deed(Right.SITE),
    "desk_story": form(Right.SITE, Right.RELEASE, row="story"),
    "desk_story_draft": page(Right.SITE, Right.RELEASE, row="story"),
    "desk_story_translate": deed(Right.SITE, row="story"),
    **_list("contributors", Right.SITE),
    "contributors:add": form(Right.SITE),
    "contributors:edit": form(Right.SITE, row="contributor"),
    "desk_site": page(Right.SITE),
    "desk_redirects": form(Right.SITE),
    "desk_redirects_import": form(Right.SITE),
    "desk_redirect_forget": deed(Right.SITE, row="redirect"),
    "desk_picture_file": page(Right.SITE, Right.RELEASE, row="file of a picture"),
    # Who writes for no site and sets a link types an address.
    "desk_choose_page": replace(page(Right.SITE), instead=TYPED),
}
PEOPLE = {
    "desk_staff": page(Right.STAFF),
    "desk_invite": form(Right.STAFF, fresh=True),
    "desk_person": form(Right.STAFF, row="person", fresh=True),
    "desk_take_role": form(Right.STAFF, row="person", fresh=True),
    "desk_send_link": form(Right.STAFF, row="person", fresh=True),
    "desk_vouch": form(Right.STAFF, row="person", fresh=True),
    "desk_let_go_on": form(Right.STAFF, row="person", fresh=True),
    "desk_end_sessions": form(Right.STAFF, row="person", fresh=True),
    "desk_sign_ins": own(),
    "desk_sign_in_end": own("own sign-in", Ways.DO),
    "desk_sign_ins_end_others": own(ways=Ways.DO),
    "desk_take_factor": form(Right.STAFF, row="person", everywhere=True, fresh=True),
    "desk_close_account": form(Right.STAFF, row="person", everywhere=True, fresh=True),
    **_list("audit", Right.AUDIT),
    "audit:inspect": page(Right.AUDIT, row="audit entry"),
    **_list("openings", Right.AUDIT),
    "desk_audit_export": form(Right.AUDIT, fresh=True),
    "desk_access_reports": page(Right.AUDIT),
    "desk_access_report": form(Right.AUDIT, row="access report"),
    "desk_access_report_file": page(Right.AUDIT, row="access report"),
}
FIGURES = {
    "desk_figures": page(Right.FIGURES),
    "desk_figures_csv": page(Right.FIGURES, row="figure"),
    "desk_figures_png": page(Right.FIGURES, row="figure"),
}
TODAY = {
    "desk_today_group": own("group of Today"),
    "desk_works": own(),
    "desk_work": own("own work"),
    "desk_work_file": own("own work"),
    "desk_work_stop": own("own work", Ways.DO),
    "desk_work_seen": own("own work", Ways.DO),
}
# The headings under which docs/operate/permissions.md lists them.
OURS: Mapping[str, Mapping[str, Door]] = {
    "Cases": CASES,
    "Actions": ACTIONS,
    "Publishing": PUBLISHING,
    "Translations": TRANSLATIONS,
    "The ledger": LEDGER,
    "Acts": ACTS,
    "Floods and falsified numbers": ABUSE,
    "Messages": MESSAGES,
    "Letters, answers, contacts": DELIVERIES,
    "Handing over": HANDOVERS,
    "Figures": FIGURES,
    "Offices and campaigns": DIRECTORY,
    "The site": SITE,
    "Sections and the house": HOUSE,
    "People and the audit": PEOPLE,
    "Today and long work": TODAY,
}
