"""Each kind of action taken on a telephone: in French without JavaScript, in Arabic with it, and rightly counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page
from tests.journeys.steps import FASTEST_PERSON_MS, press, wait_until
from tests.world.journeys import Visit
from tests.world.post import link_in, wait_for_mail
from tests.world.site import Site

pytestmark = pytest.mark.journey

NAME = {"fr": "Amina Bensaïd", "ar": "أمينة بن سعيد"}
OWN = {"fr": "Je vous écris parce que son sort me touche.", "ar": "أكتب إليكم لأن مصيره يهمني."}
ADDRESS = "12, rue de l’Exemple\n16000 Alger"


def tell(page: Page) -> None:
    """Press the button that says it is done, no faster than a person could."""
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.locator("form[data-act] button[type=submit]").click()


def paper(page: Page, leaf: str) -> bytes:
    """Make a paper with the form's own button; the PDF that comes."""
    with page.expect_download() as coming:
        page.locator(f'form.paper[action$="/{leaf}"] button.wide[type=submit]').click()
    return coming.value.path().read_bytes()


def writes_a_letter(page: Page, language: str) -> None:
    letter = page.locator("#own_letter")
    letter.fill(f"{letter.input_value()}\n\n{OWN[language]}")
    page.locator("#sender_name").fill(NAME[language])
    page.locator("#sender_address").fill(ADDRESS)
    assert paper(page, "letter/paper").startswith(b"%PDF-")
    tell(page)


def writes_a_postcard(page: Page, language: str) -> None:
    page.locator("#sender_name").fill(NAME[language])
    assert paper(page, "postcard/card").startswith(b"%PDF-")
    tell(page)


def posts_in_public(page: Page, language: str) -> None:
    compose = page.locator('a[href*="bsky.app"], a[href*="x.com/intent"]').first
    assert compose.get_attribute("target") == "_blank"
    assert "noopener" in (compose.get_attribute("rel") or "")
    page.locator("#network").select_option(index=1)
    tell(page)


def calls(page: Page, language: str) -> None:
    assert page.locator('a[href^="tel:"]').count() > 0
    page.locator("#went").select_option("spoke")
    tell(page)


def writes_urgently(page: Page, language: str) -> None:
    link = page.locator('#own-mail a[href^="mailto:"]:visible').first.get_attribute("href") or ""
    assert "subject=" in link
    # Arabic takes six bytes a letter: what is too long for a link is left out of it, to be copied or saved as a draft.
    assert ("%0D%0A" in link) == (language == "fr")
    assert page.locator("form[action*='/own_mail/'] [formaction$='/draft']").count() > 0
    tell(page)


def asks_a_representative(page: Page, language: str) -> None:
    page.locator('a[href*="/representatives/area-"]').first.click()
    page.locator('a[href*="/representatives/"]:not([href*="area-"]):not([href$=".css"])').first.click()
    page.locator("form[data-act]").wait_for(state="attached")
    for folded in page.locator("details:has(form[data-act]):not([open]) > summary").all():
        folded.click()
    tell(page)


def sends_a_message(page: Page, language: str) -> None:
    words = {"fr": "Bonjour, je pense à vous ce matin.", "ar": "صباح الخير، أفكر فيك هذا الصباح."}
    page.locator("#message").fill(words[language])
    page.locator('form[data-act] [name="email"]').fill(f"message.{language}@example.org")
    tell(page)


type Act = Callable[[Page, str], None]
TOLD: dict[str, Act] = {
    "zefzafpost": writes_a_letter,
    "sahrawcard": writes_a_postcard,
    "sahrawposts": posts_in_public,
    "sahrawcall1": calls,
    "aarrassua2": writes_urgently,
    "aarrassrep": asks_a_representative,
}
CONFIRMED: dict[str, tuple[Act, str]] = {
    "zefzafmsg1": (sends_a_message, "message"),
}
languages = pytest.mark.parametrize("language", ["fr", "ar"])


def counted(site: Site, ref: str, source: str) -> int:
    """How many stand under a source in the action's public count."""
    with urlopen(f"{site.base_url}/count/{ref}", timeout=60) as answer:  # noqa: S310 - our own site
        said = json.load(answer)
    return int(said["sources"].get(source, 0))


def open_action(visit: Visit, ref: str, language: str) -> Page:
    page = visit(language=language, javascript=language == "ar", phone=True)
    page.goto(f"/dz/{language}/act/{ref}/")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    return page


@languages
@pytest.mark.parametrize("ref", TOLD)
def test_somebody_acts_elsewhere_and_tells_of_it(site: Site, visit: Visit, ref: str, language: str) -> None:
    page = open_action(visit, ref, language)
    before = counted(site, ref, "self_reported")
    TOLD[ref](page, language)
    page.wait_for_url("**/counted/**")
    wait_until(lambda: counted(site, ref, "self_reported") == before + 1, f"{ref} counts what was told")


@languages
@pytest.mark.parametrize("ref", CONFIRMED)
def test_somebody_acts_and_confirms_by_mail(site: Site, visit: Visit, ref: str, language: str) -> None:
    page = open_action(visit, ref, language)
    before = counted(site, ref, "verified_online")
    act, mailbox = CONFIRMED[ref]
    act(page, language)
    page.wait_for_url("**/thanks/**")
    page.goto(link_in(wait_for_mail(f"{mailbox}.{language}@example.org", site.mailbox)))
    press(page, "confirm")
    wait_until(lambda: counted(site, ref, "verified_online") == before + 1, f"{ref} counts what was confirmed")
