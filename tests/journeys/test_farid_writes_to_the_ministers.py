"""Farid writes to two ministers in his own words and may be answered; Salma writes in Arabic and is not named."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from playwright.sync_api import Page
from tests.journeys import at_the_desk
from tests.journeys.steps import FASTEST_PERSON_MS, press, wait_until
from tests.world.journeys import Visit
from tests.world.post import link_in, mails_to, text_of, wait_for_mail
from tests.world.site import Site

pytestmark = pytest.mark.journey
MINISTERS = ("minister-of-justice-morocco@example.org", "head-of-government-morocco@example.org")
# Whatever day the story is told on: the offices are open, and their last letter is long ago.
OPEN = """
from openletter.deliveries.models import OfficeMail
from openletter.targets.models import Office
Office.objects.update(office_hours="Mo-Su 00:00-24:00")
OfficeMail.objects.update(last_claimed_at=None)
"""


@pytest.fixture(autouse=True)
def offices_are_open(site: Site) -> None:
    site.python(OPEN)


def write(page: Page, *, letter: str, name: str, email: str, named: bool) -> None:
    """Fill in the form, no faster than a person could, and send it."""
    page.locator('form[data-act] [name="letter"]').fill(letter)
    page.locator('form[data-act] [name="name"]').fill(name)
    page.locator('form[data-act] [name="email"]').fill(email)
    if named:
        page.locator('form[data-act] [name="own_address"]').select_option("yes")
        page.locator('form[data-act] [name="to_target"]').check()
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.locator("form[data-act] button[type=submit]").click()
    page.wait_for_url("**/thanks/**")


def letter_to(minister: str, site: Site, words: str) -> EmailMessage:
    """The letter with these words that arrived at an office, whatever else came."""

    def found() -> list[EmailMessage]:
        return [mail for mail in mails_to(minister, site.mailbox) if words in text_of(mail)]

    wait_until(lambda: bool(found()), f"a letter to {minister} with its words")
    return found()[0]


def test_farid_writes_in_his_own_words_and_may_be_answered(site: Site, visit: Visit) -> None:
    page = visit(language="en", javascript=True, phone=True)
    page.goto("/uk/en/act/aarrassmail/")
    write(
        page, letter="I teach history. Please finish the inquiry into what Ali Aarrass told.", name="Farid Haddad",
        email="farid@people.example", named=True,
    )  # fmt: skip
    page.goto(link_in(wait_for_mail("farid@people.example", site.mailbox)))
    press(page, "confirm")
    for minister in MINISTERS:
        mail = letter_to(minister, site, "I teach history.")
        assert str(mail["To"]) == minister, "one recipient a message"
        assert mail["From"].addresses[0].display_name.startswith("Farid Haddad")
        assert str(mail["Reply-To"].addresses[1]) == "farid@people.example"
    copy = text_of(letter_to("embassy-of-morocco.london@example.org", site, "I teach history."))
    assert copy.startswith("Copy"), "the embassy in London, by the address that works"


def test_salma_writes_in_arabic_and_is_not_named(site: Site, visit: Visit) -> None:
    page = visit(language="ar", javascript=False, phone=True)
    page.goto("/dz/ar/act/aarrassmail/")
    assert page.locator('form[data-act] [name="letter"]').input_value().startswith("أكتب إليكم بشأن علي أعراس")
    write(
        page, letter="أكتب إليكم بشأن علي أعراس، وأرجو إنهاء التحقيق.", name="سلمى ب.",
        email="salma@people.example", named=False,
    )  # fmt: skip
    page.goto(link_in(wait_for_mail("salma@people.example", site.mailbox)))
    press(page, "confirm")
    mail = letter_to(MINISTERS[0], site, "وأرجو إنهاء التحقيق.")
    assert text_of(mail).startswith("معالي الوزير،\n\nأكتب إليكم بشأن علي أعراس، وأرجو إنهاء التحقيق.\n")
    assert "سلمى" not in mail.as_string() + text_of(mail) + str(mail["From"])
    assert len(mail["Reply-To"].addresses) == 1

    desk = visit(language="en", javascript=True, phone=False)
    at_the_desk.come_in(desk, "admin@example.org")
    desk.goto("/desk/letters/")
    row = desk.locator("tr").filter(has_text="Minister of Justice of Morocco")
    assert int(row.locator("td").nth(2).inner_text()) >= 1
