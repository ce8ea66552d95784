"""Nine people with nine roles, each at the one thing their role is for, in one world and one browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.at_the_desk import approve_what_waits, do, finish, sign_in, write_richly
from tests.journeys.steps import wait_until
from tests.world.journeys import Visit
from tests.world.post import mails_to
from tests.world.site import Site

pytestmark = pytest.mark.journey
PERSON, PETITION = "Nasser Zefzafi", "Free Nasser Zefzafi"
FACT = "A fishmonger is crushed to death by a refuse truck."
NEWS = "His mother could visit him."
ASKED = "للتوقيع من أجل الإفراج عنه دون قيد أو شرط."


class Desk:
    """Who has signed in, each with a window; and the rows they go to, by name."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    def of(self, who: str) -> Page:
        """The window of somebody at the desk."""
        page = self.visit(language="en", phone=False)
        sign_in(page, f"{who}@example.org")
        return page


def _row(page: Page, kind: str, called: str) -> str:
    """The address of a case or an action, found by its name in the list."""
    page.goto(f"/desk/{kind}/?q={called}")
    link = page.locator(f"#listing-results a[href*='/{kind}/inspect/']").filter(has_text=called).first
    return link.get_attribute("href") or ""


def _status(page: Page, path: str) -> int:
    return page.request.get(path).status


def test_each_role_does_what_it_is_for(visit: Visit, site: Site) -> None:
    desk, reader = Desk(visit), visit(language="en", javascript=False)
    rosa = desk.of("researcher")
    case = _row(rosa, "cases", PERSON)
    _a_researcher_hides_a_fact(rosa, reader, case)
    jonah, claire = desk.of("campaigner"), desk.of("approver")
    action = _row(jonah, "actions", PETITION)
    _an_editor_writes_news_and_an_approver_approves(jonah, claire, reader, case)
    _a_translator_writes_and_another_reads(desk.of("translator"), jonah, claire, action)
    case_of_messages = _a_moderator_judges_with_keys(desk.of("moderator"))
    _a_coordinator_bundles(desk.of("coordinator"), case_of_messages)
    _an_administrator_invites(desk.of("admin"), site)
    _an_officer_says_who_saw_what(desk.of("privacy"))
    for who in ("group", "partner"):
        _a_reader_sees_sums_and_no_file(desk.of(who), case, action)


def _a_researcher_hides_a_fact(rosa: Page, reader: Page, case: str) -> None:
    """What harms goes at once, by one person; in a minute nobody reads it."""

    def reads() -> bool:
        reader.goto("/ca/en/nasser-zefzafi/")
        return FACT in reader.locator("main").inner_text()

    assert reads()
    rosa.goto(case)
    line = rosa.locator("tr").filter(has_text=FACT)
    line.locator("a[href*='/hide/']").click()
    finish(rosa)
    rosa.goto(case)
    expect(rosa.locator("tr").filter(has_text=FACT).locator(".desk-seen-by-public")).to_have_count(0)
    wait_until(lambda: not reads(), "the fact has gone from the page")


def _an_editor_writes_news_and_an_approver_approves(jonah: Page, claire: Page, reader: Page, case: str) -> None:
    jonah.goto(case)
    do(jonah, "update")
    jonah.locator("[name=title_en]").fill(NEWS)
    write_richly(jonah, "body_en", "They spoke for an hour.")
    finish(jonah)
    approve_what_waits(claire, case)

    def told() -> bool:
        reader.goto("/ca/en/nasser-zefzafi/")
        return NEWS in reader.locator("main").inner_text()

    wait_until(told, "readers see the news once a second person approved it")


def _a_translator_writes_and_another_reads(samir: Page, jonah: Page, claire: Page, action: str) -> None:
    number = re.findall(r"/inspect/(\d+)/", action)[0]
    editor = f"/desk/words/action/{number}/ar/"
    samir.goto(editor)
    box = samir.locator("form[data-translating] textarea").first
    box.fill(ASKED)
    for step in ("save", "submit"):
        with samir.expect_navigation():
            samir.locator(f"button[name=do][value={step}]").click()
    samir.goto(editor)
    expect(samir.locator("button[name=do][value=approve]")).to_have_count(0)  # nobody approves their own
    claire.goto("/desk/translations/")
    expect(claire.locator(f"main a[href*='{editor}']")).to_have_count(1)
    claire.goto(editor)
    with claire.expect_navigation():
        claire.locator("button[name=do][value=approve]").click()
    jonah.goto(editor)
    expect(jonah.locator("form[data-translating] textarea").first).to_have_value(ASKED)


def _a_moderator_judges_with_keys(nour: Page) -> str:
    nour.goto("/desk/messages/")
    nour.locator("form[action*='/next/'] button").first.click()
    nour.wait_for_url(re.compile(r"/desk/messages/[0-9a-f-]{36}/"))
    first, case = nour.url, nour.locator(".desk-facts a").first.get_attribute("href") or ""
    with nour.expect_navigation():
        nour.keyboard.press("a")
    assert nour.url != first, "the next message comes by itself"
    nour.keyboard.press("w")
    expect(nour.locator("form[action*='/withhold/'] select, form[action*='/withhold/'] input").nth(1)).to_be_visible()
    return case


def _a_coordinator_bundles(odile: Page, messages: str) -> None:
    odile.goto(messages)
    with odile.expect_navigation():
        odile.locator("form[action*='/gather/'] button").click()
    odile.goto(messages)
    expect(odile.locator("a[href*='/bundles/']").first).to_be_visible()
    assert odile.locator("form[action*='/next/']").count() == 0, "a coordinator does not judge"


def _an_administrator_invites(imane: Page, site: Site) -> None:
    imane.goto("/desk/staff/invite/")
    imane.locator("[name=email]").fill("new@example.org")
    imane.locator("[name=first_name]").fill("Noor")
    imane.locator("[name=last_name]").fill("Example")
    imane.locator("[name=section]").select_option(label="Letters for Rights Canada")
    imane.locator("[name=roles][value=translator]").check()
    imane.locator(".desk-page form button[type=submit]").click()
    wait_until(lambda: bool(mails_to("new@example.org", site.mailbox)), "the invitation arrives")


def _an_officer_says_who_saw_what(tomas: Page) -> None:
    """Whose message was read, by whom; then one act is opened, and that stands there too."""
    tomas.goto("/desk/openings/")
    expect(tomas.locator("#listing-results")).to_contain_text("Nour Tremblay")
    tomas.goto("/desk/acts/")
    tomas.locator("main table a[href*='/desk/acts/']").first.click()
    tomas.locator("[name=why]").select_option("question")
    tomas.locator("[name=words]").fill("Asked us by letter.")
    tomas.locator("form:has([name=why]) button[type=submit]").click()
    tomas.goto("/desk/openings/")
    expect(tomas.locator("#listing-results")).to_contain_text("Tomas Lindqvist")
    expect(tomas.locator("#listing-results")).to_contain_text("Asked us by letter.")


def _a_reader_sees_sums_and_no_file(page: Page, case: str, action: str) -> None:
    page.goto("/desk/figures/")
    expect(page.locator("main table").first).to_be_attached()
    assert _status(page, action) == 200
    assert {_status(page, path) for path in (case, "/desk/acts/", "/desk/audit/", "/desk/messages/")} == {404}
