"""Amina signs for Nasser Zefzafi in French on a small phone without JavaScript, confirms, and later withdraws."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.journeys.steps import find_action, number_becomes, number_on, press, sign
from tests.world.journeys import Visit
from tests.world.post import link_in, mails_to, text_of, wait_for_mail
from tests.world.site import Site

pytestmark = pytest.mark.journey
AMINA = "amina@example.org"
BEFORE = 785


@pytest.fixture(scope="module")
def settings_of_site() -> dict[str, str]:
    """The number is watched: pages are made anew each second."""
    return {"OPENLETTER_PAGE_SECONDS": "1"}


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit(language="fr", javascript=False, phone=True)


def test_amina_signs_confirms_and_withdraws(site: Site, page: Page) -> None:
    find_action(page, "/ca/fr/", "Nasser Zefzafi")
    petition = page.url
    assert page.locator("html").get_attribute("lang") == "fr"
    assert number_on(page) == BEFORE

    # She slips first: nothing she typed is lost, and the fault stands beside its field.
    page.locator("form[data-act]").evaluate("form => form.noValidate = true")
    sign(page, email="amina(at)example.org", name="Amina B.", country="CA")
    fault = page.locator('[name="email"]').get_attribute("aria-describedby") or ""
    assert any(page.locator(f"#{id}").inner_text().strip() for id in fault.split())
    assert page.locator('[name="name"]').input_value() == "Amina B."
    assert page.locator('[name="country"]').input_value() == "CA"
    assert page.locator("#faults").is_visible()

    sign(page, email=AMINA)
    assert "/thanks/" in page.url
    assert AMINA not in page.url
    assert page.context.cookies() == []

    mail = wait_for_mail(AMINA, site.mailbox)
    link = link_in(mail)
    assert "Zefzafi" in text_of(mail)

    # A mail scanner that only looks changes nothing.
    page.goto(link)
    page.goto(petition)
    assert number_on(page) == BEFORE

    page.goto(link)
    press(page, "confirm")
    page.goto(petition)
    number_becomes(page, BEFORE + 1)

    page.goto(link)
    press(page, "withdraw")
    page.goto(petition)
    number_becomes(page, BEFORE)
    assert len(mails_to(AMINA, site.mailbox)) == 1
