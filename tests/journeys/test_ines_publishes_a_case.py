"""Inès, new at the desk, takes an invented case from the file to its happy end; Claire is the second pair of eyes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.at_the_desk import add_row, approve_what_waits, come_in, do, finish, put_date, save, tab, write
from tests.journeys.steps import find_action, number_becomes, number_on, press, sign, wait_until
from tests.world.journeys import Visit
from tests.world.post import link_in, wait_for_mail
from tests.world.site import Site

pytestmark = pytest.mark.journey
INES, CLAIRE, TOMAS = "campaigner@example.org", "approver@example.org", "privacy@example.org"
VISITOR = "visiteuse@example.org"
PERSON = "Tamsin Exemplar"
EN, FR = "English", "Français"


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _at_the_desk(visit: Visit, who: str) -> Page:
    page = visit(language="en", phone=False)
    come_in(page, who)
    return page


def _open_a_case(page: Page) -> str:
    """Inès writes the case; a date that cannot be read costs her nothing. The address of its page."""
    page.goto("/desk/cases/new/")
    page.locator("#id_section").select_option(label="Letters for Rights Canada")
    page.locator("#id_key").fill("tamsin-exemplar")
    page.locator("#id_country").select_option("MA")
    page.locator("#id_opened_on").fill("2026-02-01")
    write(page, "", {
        EN: {"title": PERSON, "headline": "Held for a poem that nobody wrote. An invented case."},
        FR: {"title": PERSON, "headline": "Détenue pour un poème que personne n’a écrit. Un cas inventé."},
    })  # fmt: skip
    add_row(page, "people", 0)
    write(page, "people-0-", {EN: {"name": PERSON, "role": "poet"}, FR: {"name": PERSON, "role": "poétesse"}})
    tab(page, 1)
    add_row(page, "concerns", 0)
    page.locator("#id_concerns-0-concern").select_option("arbitrary_detention")
    _develop(page, 0, "arrest", "about last winter", "Arrested at a reading.", "Arrêtée lors d’une lecture.")
    _develop(page, 1, "transfer", "2026-03", "Moved to another prison.", "Transférée dans une autre prison.")
    tab(page, 2)
    page.locator("#id_source").fill("Example data: nothing here happened.")
    save(page)
    fault = page.locator("#id_developments-0-on").get_attribute("aria-describedby") or ""
    assert any("not a date" in page.locator(f"#{one}").inner_text() for one in fault.split())
    expect(page.locator("#id_developments-1-words-1-note")).to_have_value("Transférée dans une autre prison.")
    expect(page.locator("#id_developments-0-on")).to_be_visible()
    page.locator("#id_developments-0-on").fill("2026-01~")
    save(page)
    page.wait_for_url("**/desk/cases/inspect/*/")
    expect(page.get_by_text("about January 2026")).to_be_visible()
    return page.url


def _develop(page: Page, place: int, kind: str, on: str, english: str, french: str) -> None:
    add_row(page, "developments", place)
    row = f"developments-{place}-"
    page.locator(f"#id_{row}kind").select_option(kind)
    page.locator(f"#id_{row}on").fill(on)
    page.locator(f"#id_{row}visibility").select_option("public")
    write(page, row, {EN: {"note": english}, FR: {"note": french}})


def _agree(page: Page, case: str, *scopes: str, step: str = "consent") -> None:
    page.goto(case)
    do(page, step)
    for scope in scopes:
        page.locator(f'[name=scopes][value="{scope}"]').check()
    page.locator("[name=giver]").select_option("family")
    put_date(page, "on", _today())
    page.locator("[name=evidence]").fill("Her sister told us by telephone.")
    finish(page)
    page.wait_for_url(case)


def _publish_case(page: Page, case: str) -> None:
    page.goto(case)
    do(page, "pages")
    for box in page.locator("[name=windows]").all():
        if "Canada" in box.locator("xpath=ancestor::label").inner_text():
            box.check()
    finish(page)


def _draft_a_petition(page: Page, case: str) -> str:
    page.goto(case)
    page.locator(".desk-doings a[href*='/publish/']").first.click()
    do(page, "new")
    page.locator("#id_kind").select_option("petition")
    write(page, "", {
        EN: {"title": "Free Tamsin Exemplar", "ask": "Ask for her release."},
        FR: {"title": "Libérez Tamsin Exemplar", "ask": "Demandez sa libération."},
    })  # fmt: skip
    add_row(page, "demands", 0)
    write(page, "demands-0-", {EN: {"text": "Release her."}, FR: {"text": "La libérer."}})
    tab(page, 1)
    add_row(page, "targets", 0)
    page.locator("#id_targets-0-office").select_option(label="Minister of Justice of Morocco")
    add_row(page, "appeals", 0)
    write(page, "appeals-0-", {
        EN: {"subject": "Tamsin Exemplar", "body": "Please release Tamsin Exemplar."},
        FR: {"subject": "Tamsin Exemplar", "body": "Nous vous prions de libérer Tamsin Exemplar."},
    })  # fmt: skip
    save(page)
    page.wait_for_url("**/desk/actions/inspect/*/")
    return page.url


def test_from_the_file_to_the_outcome(site: Site, visit: Visit) -> None:
    ines, claire = _at_the_desk(visit, INES), _at_the_desk(visit, CLAIRE)
    case = _open_a_case(ines)

    # Before consent nothing goes up, and what is missing is named.
    _publish_case(claire, case)
    expect(claire.locator(".desk-warning").first).to_contain_text("Public work on the case")
    _agree(ines, case, "case_work", "name")
    _publish_case(claire, case)
    expect(claire.locator(".desk-warning").first).to_contain_text("Surname")
    assert "case_work" not in claire.locator("main").inner_text()
    _agree(ines, case, "surname")

    for status in ("under_verification", "accepted", "active"):
        claire.goto(case)
        do(claire, "status")
        claire.locator(f'[name=status][value="{status}"]').check()
        finish(claire)
    _publish_case(claire, case)
    claire.wait_for_url(case)

    petition = _draft_a_petition(ines, case)
    do(ines, "submit")
    ines.locator("[name=later]").check()  # some of it comes later
    finish(ines)
    for step in ("approve", "publish"):
        claire.goto(petition)
        do(claire, step)
        finish(claire)
        claire.wait_for_url(petition)

    _sign_and_confirm(site, visit, ines, petition)
    visitor = visit(language="fr", javascript=False, phone=True)
    visitor.goto(_address(ines, petition, "fr"))
    number_becomes(visitor, 41)

    _end_well(ines, case)
    assert not _without_form(visitor), "what Inès wrote waits for Claire"
    approve_what_waits(claire, case)
    wait_until(lambda: _without_form(visitor), "the form is gone")
    assert "Elle est libre." in visitor.locator("main").inner_text()
    assert number_on(visitor) == 41
    _who_did_what(_at_the_desk(visit, TOMAS))


def _address(page: Page, petition: str, language: str) -> str:
    page.goto(petition)
    return page.locator(f'.desk-rows a[lang="{language}"]').get_attribute("href") or ""


def _sign_and_confirm(site: Site, visit: Visit, ines: Page, petition: str) -> None:
    """A visitor signs, and Inès enters forty from paper."""
    visitor = visit(language="fr", javascript=False, phone=True)

    def listed() -> bool:
        visitor.goto("/ca/fr/")
        return visitor.get_by_role("link").filter(has_text=PERSON).count() > 0

    wait_until(listed, "the case stands on the home")
    find_action(visitor, "/ca/fr/", PERSON)
    sign(visitor, email=VISITOR, name="Une visiteuse", country="CA")
    visitor.goto(link_in(wait_for_mail(VISITOR, site.mailbox)))
    press(visitor, "confirm")
    visitor.goto(_address(ines, petition, "fr"))
    number_becomes(visitor, 1)
    do(ines, "ledger")
    ines.locator("[name=source]").select_option("paper")
    ines.locator("[name=quantity]").fill("40")
    ines.locator("[name=reason]").fill("Two sheets from a reading in Ottawa.")
    finish(ines)
    ines.wait_for_url(petition)


def _end_well(page: Page, case: str) -> None:
    page.goto(case)
    do(page, "outcome")
    page.locator("[name=type]").select_option("released_unconditional")
    page.locator("[name=on]").fill(_today())
    page.locator("[name=closes_case]").check()
    page.locator("[name=summary_en]").fill("She is free.")
    page.locator("[name=summary_fr]").fill("Elle est libre.")
    finish(page)
    page.wait_for_url(case)


def _without_form(page: Page) -> bool:
    page.reload()
    return page.locator("form[data-act]").count() == 0


def _who_did_what(page: Page) -> None:
    for who, deed in (
        ("Jonah Whitfield", "Case: created"),
        ("Jonah Whitfield", "Consent recorded"),
        ("Jonah Whitfield", "Ledger entry added"),
        ("Claire Beaumont", "Outcome recorded"),
        ("Claire Beaumont", "Change approved by a second person"),
    ):
        page.goto(f"/desk/audit/?q={deed}")
        told = page.locator("#listing-results").inner_text()
        assert deed in told, told
        assert who in told, told


def test_what_must_not_stand_vanishes(visit: Visit) -> None:
    visitor = visit(language="fr", javascript=False, phone=True)
    find_action(visitor, "/ca/fr/", "Nasser Zefzafi")
    claire = _at_the_desk(visit, CLAIRE)
    claire.goto("/desk/actions/?q=Zefzafi")
    claire.locator("#listing-results a[href*='/actions/inspect/']").filter(has_text="Free Nasser Zefzafi").first.click()
    case = claire.locator(".desk-facts a[href*='/cases/inspect/']").get_attribute("href") or ""
    do(claire, "suspend")
    claire.locator("[name=reason]").fill("His lawyer asks us to wait.")
    finish(claire)
    wait_until(lambda: _without_form(visitor), "a suspended action offers no form")

    ines = _at_the_desk(visit, INES)
    _agree(ines, case, "case_work", step="withdraw")
    home = visit(language="fr", javascript=False, phone=True)

    def gone() -> bool:
        home.goto("/ca/fr/")
        return home.get_by_role("link").filter(has_text="Zefzafi").count() == 0

    wait_until(gone, "a case without consent is not on the home")
