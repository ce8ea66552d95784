"""No public page says a word that was never marked for translation, and every page has room for longer ones."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from playwright.sync_api import Browser, Route
from pytest_django.plugin import DjangoDbBlocker
from tests.world import acts, pages, pseudo
from tests.world.layout import NARROW, cramped
from tests.world.listening import Listener

from openletter.actions.models import Action
from openletter.kernel import countries, tokens, words
from openletter.sections.models import Section
from openletter.web.operations import welcome_languages

HOST = "http://pseudo.example"
BOTH = (pseudo.LEFT, pseudo.RIGHT)
NAMES = {pseudo.LEFT: "Amina Example-Longname en-gb", pseudo.RIGHT: "أمينة المثال"}
TITLES = {pseudo.LEFT: "Free her (en-gb)", pseudo.RIGHT: "الحرية لأمينة المثال"}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What the facts of this world say, the days of the calendar, and names that are the same in every language.
NOT_OURS = re.compile(
    rf"Amina Example-Longname(?: en-gb)?|[^|·]*\b(?:en-gb|en-GB)\b.*|Section xx|1 Example Street|Example"
    rf"|\b(?:{MONTHS})\b|UTC|Openletter|WhatsApp|Telegram|Facebook|Bluesky|Mastodon|\S+@\S+|https?://\S+|English|العربية|^[A-Z]{{2}}$"
)


@pytest.fixture(scope="module")
def drawn(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, bytes]]:
    """Every kind of public page in both languages by its path, and the sections' colours."""
    from django.db import transaction

    locale = tmp_path_factory.mktemp("locale")
    for language in BOTH:
        pseudo.write(locale, language)
    spoken = [*settings.LANGUAGES, *((code, code) for code in BOTH)]
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(LANGUAGES=spoken, WAGTAIL_CONTENT_LANGUAGES=spoken, LOCALE_PATHS=[str(locale)]),
        pytest.MonkeyPatch.context() as patch,
    ):
        welcome_languages()
        patch.setattr(pages, "LANGUAGES", BOTH)
        patch.setattr(pages, "NAME", NAMES)
        patch.setattr(pages, "TITLE", TITLES)
        yield _draw()
        transaction.set_rollback(True)


def _draw() -> dict[str, bytes]:
    section = pages.a_section()
    action = _an_action(section, "amina")
    _an_action(section, "rosa")
    acts.new_section_key(section, acts.AT)
    found: dict[str, bytes] = {}
    client = Client()
    for language in BOTH:
        for path in _paths(section, action, language):
            found[unquote(path)] = client.get(path).content
        found[f"/{language}/refused/"] = _refused(client, action, language)
    for ink in set(re.findall(r'href="(/ink/[^"]+)"', b"".join(found.values()).decode())):
        found[ink] = client.get(ink).content
    return found


def _an_action(section: Section, key: str) -> Action:
    """Whole in both languages, its letter too: half an action would be shown in another language."""
    action = pages.an_action(pages.a_case(section, key), BOTH)
    words.write(action.appeals.get(), {c: {"subject": f"A request, {c}", "body": f"I write, {c}"} for c in BOTH})
    said = {c: {"name": f"Minister, {c}", "salutation": f"Dear Sir, {c}", "closing": f"Yours, {c}"} for c in BOTH}
    words.write(action.targets.get().office, said)
    return action


def _paths(section: Section, action: Action, language: str) -> Iterator[str]:
    world, home = pages.World(section, action), f"/xx/{language}/"
    thanks = tokens.sign_for_now(action.ref, purpose="thanks", key=settings.SECRET_KEY)
    yield from (home, f"{home}nowhere/", f"{home}privacy/", f"{home}how-we-count/")
    yield pages.address_of(world, language)
    yield pages.address_of(world, language, case_only=True)
    yield f"{home}act/{action.ref}/thanks/{thanks}/"
    act = acts.an_act(action, f"{language}@people.example", language=language)
    yield f"{home}confirm/{tokens.sign(act, purpose='act', key=settings.SECRET_KEY)}/"


def _refused(client: Client, action: Action, language: str) -> bytes:
    refusal = {
        "code": "invalid",
        "errors": {"name": "too_long", "email": "not_an_address"},
        "values": {"email": "x"},
        "section": "xx",
        "language": language,
        "ref": action.ref,
    }
    return client.post(f"/act/{action.ref}", {}, **{"asgi.scope": {"openletter.refusal": refusal}}).content


def test_every_word_of_ours_was_marked_and_is_whole(drawn: dict[str, bytes]) -> None:
    heard, unmarked = 0, {}
    for path, html in drawn.items():
        if f"/{pseudo.LEFT}/" not in path:
            continue
        texts = [text for language, text in Listener(html.decode()).said if language == pseudo.LEFT]
        heard += sum(pseudo.OPEN in text for text in texts)
        if found := pseudo.outside([NOT_OURS.sub("", _without_countries(text)) for text in texts]):
            unmarked[path] = found
    assert unmarked == {}
    assert heard > 100, "the pages spoke"


def _without_countries(text: str) -> str:
    """The text without the country it names: those names are the Unicode CLDR's."""
    for name in sorted((name for _code, name in countries.listed(pseudo.LEFT)), key=len, reverse=True):
        text = text.replace(name, "")
    return text


@pytest.mark.journey
@pytest.mark.parametrize("language", BOTH)
def test_longer_words_have_room_on_the_narrowest_screen(
    drawn: dict[str, bytes], browser: Browser, language: str
) -> None:
    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        kind = mimetypes.guess_type(path)[0] or "text/html; charset=utf-8"
        body = drawn.get(path)
        if body is None and path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
            body = Path(str(file)).read_bytes()
        route.fulfill(status=200 if body is not None else 404, body=body or b"", content_type=kind)

    page = browser.new_page(viewport=NARROW)
    page.route("**/*", answer)
    seen = [path for path in drawn if f"/{language}/" in path]
    for path in seen:
        page.goto(f"{HOST}{path}")
        page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
        assert cramped(page) == [], path
    page.close()
    assert len(seen) >= 9
