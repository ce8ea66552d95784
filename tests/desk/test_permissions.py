"""Every page of ours, every role, own section and another's: who gets in is written down here and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation
from tests.desk.world import World, person
from wagtail.admin.menu import Menu

from openletter.sections.access import RIGHTS, Right
from openletter.sections.rules import Role

# What each page asks for. The right must be held in the row's own section.
LISTS = {
    "cases:index": Right.SEE_CASES,
    "cases:index_results": Right.SEE_CASES,
    "cases:add": Right.EDIT_CASES,
    "actions:index": Right.SEE_ACTIONS,
    "actions:index_results": Right.SEE_ACTIONS,
    "actions:add": Right.EDIT_ACTIONS,
    "offices:index": Right.DIRECTORY,
    "offices:index_results": Right.DIRECTORY,
    "offices:add": Right.DIRECTORY,
    "desk_offices_import": Right.DIRECTORY,
    "desk_routes_import": Right.DIRECTORY,
    "contact-points:index": Right.DIRECTORY,
    "contact-points:index_results": Right.DIRECTORY,
    "routes:index": Right.DIRECTORY,
    "routes:index_results": Right.DIRECTORY,
    "routes:add": Right.DIRECTORY,
    "letters:index": Right.DIRECTORY,
    "letters:index_results": Right.DIRECTORY,
    "answers:index": Right.ANSWERS,
    "answers:index_results": Right.ANSWERS,
    "desk_answers_add": Right.ANSWERS,
    "representatives:index": Right.DIRECTORY,
    "representatives:index_results": Right.DIRECTORY,
    "desk_representatives_import": Right.DIRECTORY,
    "desk_representatives_export": Right.DIRECTORY,
    "desk_sheet_import": Right.EDIT_ACTIONS,
    "lobby-contacts:index": Right.SEE_ACTIONS,
    "lobby-contacts:index_results": Right.SEE_ACTIONS,
    "lobby-contacts:add": Right.EDIT_ACTIONS,
    "campaigns:index": Right.DIRECTORY,
    "campaigns:index_results": Right.DIRECTORY,
    "campaigns:add": Right.DIRECTORY,
    "desk_acts": Right.ACTS,
    "desk_handovers": Right.DELIVER,
    "desk_acts_person": Right.OPEN_ACTS,
    "ledger:index": Right.SEE_ACTIONS,
    "ledger:index_results": Right.SEE_ACTIONS,
    "desk_ledger_add": Right.LEDGER,
    "sections:index": Right.SECTION,
    "sections:index_results": Right.SECTION,
    "desk_staff": Right.STAFF,
    "desk_safety_stop": Right.RECALL,
    "desk_invite": Right.STAFF,
    "audit:index": Right.AUDIT,
    "audit:index_results": Right.AUDIT,
}
CASE = {
    "cases:inspect": Right.SEE_CASES,
    "cases:edit": Right.EDIT_CASES,
    "desk_case_update": Right.EDIT_CASES,
    "desk_case_relate": Right.EDIT_CASES,
    "desk_case_messages": Right.EDIT_CASES,
    "desk_case_photo": Right.EDIT_CASES,
    "desk_case_photo_remove": Right.EDIT_CASES,
    "desk_case_consent": Right.CONSENT,
    "desk_case_withdraw": Right.CONSENT,
    "desk_case_outcome": Right.RELEASE,
    "desk_case_recall": Right.RECALL,
    "desk_case_resume": Right.RECALL,
    "desk_case_down": Right.RECALL,
    "desk_case_status": Right.RELEASE,
    "desk_case_pages": Right.RELEASE,
}
ACTION = {
    "actions:inspect": Right.SEE_ACTIONS,
    "actions:edit": Right.EDIT_ACTIONS,
    "desk_action_submit": Right.EDIT_ACTIONS,
    "desk_action_changes": Right.RELEASE,
    "desk_action_approve": Right.RELEASE,
    "desk_action_publish": Right.RELEASE,
    "desk_action_suspend": Right.RECALL,
    "desk_action_down": Right.RECALL,
    "desk_action_resume": Right.RELEASE,
    "desk_action_extend": Right.RELEASE,
    "desk_action_close": Right.RELEASE,
    "desk_action_next": Right.EDIT_ACTIONS,
    "desk_action_pages": Right.RELEASE,
    "desk_action_hand_over": Right.DELIVER,
}
# Only administrators of all sections.
HOUSE = (
    "limits:index", "limits:index_results", "email-rules:index", "email-rules:index_results", "email-rules:add",
    "sections:add",
)  # fmt: skip
# Asked for elsewhere in this module, in test_staff or in test_lobbying.
APART = {
    "desk_words", "desk_section_wording", "sections:inspect", "sections:edit", "desk_action_ledger", "desk_person",
    "desk_take_role", "desk_send_link", "desk_close_account", "offices:edit", "contact-points:edit", "routes:edit",
    "campaigns:edit", "limits:edit", "email-rules:edit", "audit:inspect", "desk_case_photo_whole",
    # Acts: test_acts.
    "desk_act", "desk_act_open", "desk_acts_person_hand_out", "desk_acts_person_take_back",
    # Hand-overs: test_handovers.
    "desk_handover", "desk_handover_certificate", "desk_handover_change", "desk_names_take_out", "desk_names_change",
    # Messages and bundles: test_messages.
    "desk_messages", "desk_messages_next", "desk_messages_case", "desk_message", "desk_message_picture",
    "desk_message_decide", "desk_bundle_gather", "desk_bundle", "desk_bundle_part", "desk_bundle_sheet",
    "desk_bundle_change",
    "letters:inspect", "desk_letters_pause", "desk_letters_resume", "answers:inspect", "desk_answer_open",
    "desk_answer_judge",
    "representatives:inspect", "desk_representative_objection", "lobby-contacts:inspect", "lobby-contacts:edit",
    "desk_lobby_release", "desk_lobby_back", "desk_lobby_read",
    # Previews: test_previews.
    "desk_action_preview", "desk_action_preview_shown", "desk_action_preview_part",
    "desk_case_preview", "desk_case_preview_shown", "desk_case_preview_part",
    # Everybody's own: test_work.
    "desk_works", "desk_work", "desk_work_stop", "desk_work_seen", "desk_work_file",
    # Asks for the right of each group: test_today.
    "desk_today_group",
}  # fmt: skip
OURS = (
    "cases", "actions", "offices", "contact-points", "routes", "letters", "answers", "representatives",
    "lobby-contacts", "campaigns", "ledger", "sections", "limits", "email-rules", "audit",
)  # fmt: skip


def _lets_in(client: Client, url: str) -> bool:
    """Whether the page is shown. Refusing is a page that is not there, or Wagtail's way back home."""
    answer = client.get(url)
    if answer.status_code == 200:
        return True
    assert answer.status_code == 404 or answer.headers["Location"] == reverse("wagtailadmin_home"), url
    return False


def _names() -> set[str]:
    """The names of all our desk addresses."""
    found: set[str] = set()

    def walk(patterns: object, namespace: str) -> None:
        for pattern in patterns:  # type: ignore[attr-defined]
            if hasattr(pattern, "url_patterns"):
                own = ":".join(filter(None, (namespace, pattern.namespace or "")))
                walk(pattern.url_patterns, own)
            elif pattern.name and (namespace in OURS or pattern.name.startswith("desk_")):
                found.add(":".join(filter(None, (namespace, pattern.name))))

    walk(get_resolver().url_patterns, "")
    return found


def test_no_page_of_ours_is_missing_here() -> None:
    assert _names() == set(LISTS) | set(CASE) | set(ACTION) | set(HOUSE) | APART


@pytest.mark.parametrize("role", Role.values)
def test_each_role_sees_the_pages_its_work_needs(desk: World, client: Client, role: str) -> None:
    client.force_login(person("Ada", role, desk.own))
    rights = RIGHTS[role]
    for name, right in LISTS.items():
        assert _lets_in(client, reverse(name)) == (right in rights), (role, name)
    for names, row in ((CASE, desk.case), (ACTION, desk.action)):
        for name, right in names.items():
            assert _lets_in(client, reverse(name, args=[row.pk])) == (right in rights), (role, name)
    for kind, row in (("case", desk.case), ("action", desk.action)):
        assert _lets_in(client, reverse("desk_words", args=[kind, row.pk, "fr"])) == (Right.WORDS in rights)
    assert _lets_in(client, reverse("desk_action_ledger", args=[desk.action.pk])) == (Right.LEDGER in rights)
    for name in ("sections:inspect", "sections:edit"):
        assert _lets_in(client, reverse(name, args=[desk.own.pk])) == (Right.SECTION in rights)
    wording = reverse("desk_section_wording", args=[desk.own.pk, "fr"])
    assert _lets_in(client, wording) == (Right.SECTION in rights)
    for name in HOUSE:
        assert not _lets_in(client, reverse(name)), (role, name)


@pytest.mark.parametrize("role", Role.values)
def test_rows_of_another_section_do_not_exist(desk: World, client: Client, role: str) -> None:
    client.force_login(person("Ada", role, desk.own))
    urls = [reverse(name, args=[desk.foreign_case.pk]) for name in CASE]
    urls += [reverse(name, args=[desk.foreign_action.pk]) for name in ACTION]
    urls += [reverse("desk_words", args=["case", desk.foreign_case.pk, "fr"])]
    urls += [reverse("desk_words", args=["action", desk.foreign_action.pk, "fr"])]
    urls += [reverse(name, args=[desk.other.pk]) for name in ("sections:inspect", "sections:edit")]
    urls += [reverse("desk_section_wording", args=[desk.other.pk, "fr"])]
    for url in urls:
        assert not _lets_in(client, url), url
        assert client.post(url, {"reason": "x"}).status_code in (302, 404), url
    assert "Ali Aarrass" not in client.get(reverse("cases:index")).content.decode()
    desk.foreign_action.refresh_from_db()
    assert desk.foreign_action.status == "draft"


@pytest.mark.parametrize("role", Role.values)
def test_a_role_in_all_sections_reaches_all(desk: World, client: Client, role: str) -> None:
    client.force_login(person("Ada", role))
    for names, rows in ((CASE, (desk.case, desk.foreign_case)), (ACTION, (desk.action, desk.foreign_action))):
        for name, right in names.items():
            for row in rows:
                assert _lets_in(client, reverse(name, args=[row.pk])) == (right in RIGHTS[role]), (role, name)
    for name in HOUSE:
        assert _lets_in(client, reverse(name)) == (role == Role.ADMIN), (role, name)


def test_two_roles_add_up_but_only_where_they_are_held(desk: World, client: Client) -> None:
    ada = person("Ada", "editor", desk.own)
    ada.memberships.create(section=desk.other, role="approver")
    client.force_login(ada)
    assert _lets_in(client, reverse("actions:edit", args=[desk.action.pk]))
    assert not _lets_in(client, reverse("actions:edit", args=[desk.foreign_action.pk]))
    assert _lets_in(client, reverse("desk_action_approve", args=[desk.foreign_action.pk]))
    assert not _lets_in(client, reverse("desk_action_approve", args=[desk.action.pk]))


def test_without_a_role_nobody_comes_in(desk: World, client: Client) -> None:
    assert client.get("/desk/").headers["Location"].startswith("/sign-in/login/")
    client.force_login(person("Ada"))
    assert client.get("/desk/").status_code == 302
    gone = person("Bea", "admin")
    client.force_login(gone)
    gone.is_active = False
    gone.save()
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["users/", "users/new/", "users/edit/1/", "groups/", "groups/new/", "workflows/list/", "password_reset/",
     "bulk/accounts/user/delete/"],
)  # fmt: skip
def test_wagtails_own_accounts_are_shut_even_for_superusers(desk: World, client: Client, path: str) -> None:
    client.force_login(person("Sup", is_superuser=True, is_staff=True))
    assert client.get(f"/desk/{path}").status_code == 404
    assert client.post(f"/desk/{path}").status_code == 404


def test_there_is_one_way_to_sign_in(client: Client, db: None) -> None:
    answer = client.get("/desk/login/?next=/desk/audit/")
    assert answer.headers["Location"] == "/sign-in/login/?next=/desk/audit/"
    person("Ada", "admin")
    client.post("/desk/login/", {"username": "ada@example.org", "password": "paper ink stamp letter"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("translator", {"look", "cases", "actions", "ledger", "lobby-contacts"}),
        ("dpo_auditor", {"look", "acts", "cases", "actions", "ledger", "lobby-contacts", "audit"}),
        (
            "editor",
            {
                "look",
                "cases",
                "actions",
                "acts",
                "ledger",
                "offices",
                "contact-points",
                "routes",
                "letters",
                "answers",
                "campaigns",
                "representatives",
                "urgent",
                "lobby-contacts",
            },
        ),
    ],
)
def test_the_menu_holds_what_the_role_needs(desk: World, client: Client, role: str, shown: set[str]) -> None:
    client.force_login(person("Ada", role, desk.own))
    request = client.get("/desk/").wsgi_request
    # Built afresh, as in a process whose first visitor reads Arabic: names must not hang on the language.
    with translation.override("ar"):
        menu = Menu(register_hook_name="register_admin_menu_item", construct_hook_name="construct_main_menu")
        assert {item.name for item in menu.menu_items_for_request(request)} == shown


@pytest.mark.parametrize(
    "path", ["api/main/pages/", "api/main/images/", "api/main/documents/", "reports/site-history/", "tag-autocomplete/"]
)
def test_wagtails_own_lists_show_no_other_sections_pages(desk: World, client: Client, path: str) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    assert client.get(f"/desk/{path}").status_code == 404


def test_who_sets_a_link_types_an_address_and_does_not_walk_every_sections_tree(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "editor", desk.own))
    for path in ("", "search/", "1/", "chosen-multiple/"):
        answer = client.get(f"/desk/choose-page/{path}?allow_external_link=true")
        assert answer.headers["Location"] == "/desk/choose-external-link/?allow_external_link=true"
    assert client.get(answer.headers["Location"]).status_code == 200
