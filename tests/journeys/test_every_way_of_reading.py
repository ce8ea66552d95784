"""First-time visitors with a telephone, a keyboard, a screen reader, a text browser or a printer act and read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route
from tests.journeys.steps import FASTEST_PERSON_MS, find_action
from tests.world.journeys import Visit

pytestmark = pytest.mark.journey
PEOPLE = {
    "en": ("/uk/en/", "Nasser Zefzafi", "Ruth"),
    "fr": ("/ca/fr/", "Nasser Zefzafi", "Amina"),
    "ar": ("/dz/ar/", "ناصر الزفزافي", "ياسين"),
}
SEND = "form[data-act] button[type=submit]"
# A slow reader on a telephone: words in a minute, seconds to find and touch something, seconds for a letter.
WORDS, TOUCH, LETTER = 150, 5, 1


@pytest.fixture(scope="module")
def site_works() -> bool:
    """No mail is waited for, and nothing that follows."""
    return False


# What one reads before signing: who it is about, what is asked and the form; not the countries, nor what is folded.
_READ = """parts => parts.map((part) => {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("select, svg, .away, [hidden], details > :not(summary)").forEach((each) => each.remove());
  return copy.textContent;
}).join(" ")"""


@pytest.mark.parametrize("language", PEOPLE)
def test_who_comes_for_the_first_time_acts_within_two_minutes(language: str, visit: Visit) -> None:
    home, person, name = PEOPLE[language]
    page = visit(language=language, javascript=False, phone=True)
    page.goto(home)
    touches, letters = 0, 0
    open_now = (
        page.locator("main a[href]")
        .filter(has_text=re.compile(r"\S"))
        .evaluate_all(
            "(links, home) => links.map(a => a.getAttribute('href')).filter(href => href.split('/').length >= 6)", home
        )
    )
    assert open_now, "an act is one touch from the home page"
    page.locator(f'main a[href="{open_now[0]}"]').first.click()
    touches += 1
    assert person in page.locator("h1").inner_text()
    read = page.locator("header.person, section.act").evaluate_all(_READ) or page.locator("h1").inner_text()
    for field in page.locator("form[data-act] :is(input, select, textarea)[required]").all():
        if field.evaluate("field => field.localName") == "select":
            assert field.input_value(), "the country of the section is chosen"
            continue
        words = name if field.get_attribute("name") == "name" else f"first.{language}@example.org"
        field.fill(words)
        touches, letters = touches + 1, letters + len(words)
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.locator(SEND).click()
    touches += 1
    assert "/thanks/" in page.url
    seconds = len(read.split()) * 60 / WORDS + touches * TOUCH + letters * LETTER
    assert touches <= 4
    assert seconds < 120, f"{touches} touches, {letters} letters, {seconds:.0f} seconds"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_with_the_keyboard_alone(language: str, visit: Visit) -> None:
    home, _person, name = PEOPLE[language]
    page = visit(language=language, javascript=True, phone=False)
    page.goto(home)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')"), "the first stop leads to the content"
    page.keyboard.press("Enter")
    tab_to(page, lambda stop: stop["href"].count("/") >= 5 and stop["main"])
    page.keyboard.press("Enter")
    page.locator("form[data-act]").wait_for()
    tab_to(page, lambda stop: stop["name"] == "name")
    page.keyboard.type(name)
    tab_to(page, lambda stop: stop["name"] == "email")
    page.keyboard.type(f"keys.{language}@example.org")
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks/**")
    page.locator("h1:focus").wait_for()


_STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const before = window.lastStop;
  window.lastStop = at;
  return {
    name: at.getAttribute("name") ?? "", href: at.getAttribute("href") ?? "", main: Boolean(at.closest("main")),
    seen: at === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && box.bottom > 0 && box.top < innerHeight && box.width > 0),
    inOrder: !before?.isConnected || Boolean(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    what: at.outerHTML.slice(0, 80),
  };
}"""


def tab_to(page: Page, wanted) -> None:  # type: ignore[no-untyped-def]
    """Press Tab until the wanted stop; on the way each stop is seen and none lies before the last one."""
    for _press in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        assert stop["seen"], f"focus is not to be seen: {stop['what']}"
        assert stop["inOrder"], f"out of order: {stop['what']}"
        if wanted(stop):
            return
    raise AssertionError("no such stop")


def test_what_a_screen_reader_is_told(visit: Visit) -> None:
    page = visit(language="en", javascript=True, phone=True)
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    page.locator("form[data-act]").wait_for()
    told = page.locator("body").aria_snapshot()
    for line in (
        "- banner:",
        "- main:",
        "- contentinfo:",
        'heading "Nasser Zefzafi',
        "[level=1]",
        'region "',
        'textbox "Your name',
        'textbox "E-mail address',
        'combobox "Country',
        'group "You decide"',
        'checkbox "',
        'button "Sign the petition"',
        "status",
    ):
        assert line in told, f"{line}\n{told}"
    assert told.count("[level=1]") == 1
    assert "Leave this empty" not in told
    assert "[checked]" not in told
    page.locator('[name="name"]').fill("Ruth")
    page.locator('[name="email"]').fill("ruth(at)example.org")
    page.locator(SEND).click()
    wrong = page.locator("form[data-act]").aria_snapshot()
    assert 'textbox "E-mail address" [invalid]' in wrong
    assert page.locator('[name="email"]').evaluate("field => field === document.activeElement")
    described = page.locator('[name="email"]').get_attribute("aria-describedby") or ""
    assert all(page.locator(f"#{id}").inner_text() for id in described.split())

    page.goto("/ca/fr/")
    told = page.locator("body").aria_snapshot()
    assert all(f"- {landmark}:" in told for landmark in ("banner", "main", "contentinfo"))
    assert 'navigation "Langue"' in told
    assert told.count("[level=1]") == 1


def test_in_a_text_browser(visit: Visit) -> None:
    page = visit(language="en", javascript=False, phone=False)

    def text_only(route: Route) -> None:
        plain = route.request.resource_type == "document"
        route.continue_() if plain else route.abort()

    page.route("**/*", text_only)
    find_action(page, "/uk/en/", "Nasser Zefzafi")
    said = page.locator("body").inner_text().split("\n")
    assert said[0] == "Skip to the content"
    heading = next(place for place, line in enumerate(said) if "Nasser Zefzafi" in line)
    assert heading < 12, f"little stands before the person: {said[:heading]}"
    assert "Try again now" not in said, "what only scripts use is not there"
    page.get_by_label("Your name").fill("Lynn")
    page.get_by_label("E-mail address").fill("lynn@example.org")
    page.wait_for_timeout(FASTEST_PERSON_MS)
    page.get_by_role("button", name="Sign the petition").click()
    assert page.locator("h1").inner_text() == "Thank you"
    assert "Skip this one" not in page.locator("body").inner_text()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_on_paper(language: str, visit: Visit) -> None:
    home, person, _name = PEOPLE[language]
    page = visit(language=language, javascript=True, phone=False)
    find_action(page, home, person)
    letter = page.locator(".letter")
    said = letter.inner_text()
    page.emulate_media(media="print")
    assert person in page.locator("h1").inner_text()
    assert letter.inner_text() == said
    assert page.locator("form[data-act] input:visible").count() == 0
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 1 <= sheets <= 4


def test_the_language_switcher_stays_on_the_page(visit: Visit) -> None:
    page = visit(language="en", javascript=False)
    page.goto("/ca/en/")
    page.get_by_role("link").filter(has_text="Nasser Zefzafi").first.click()
    page.locator('a[hreflang="fr"]').first.click()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "Zefzafi" in page.locator("h1").inner_text()
    assert "/ca/fr/" in page.url
