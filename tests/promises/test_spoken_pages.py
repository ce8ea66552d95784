"""No page speaks two languages: whatever an Arabic page leaves in Latin letters is marked as another language.

Arabic shows it best, because any word that nobody translated stands out by its letters. The same in every language
are addresses, names of networks, the product's own name, and what `<bdi>` sets apart (streets, groups).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

import pytest
from django.conf import settings
from django.test import Client
from django.utils.encoding import iri_to_uri
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker
from tests.world import acts as people

import demo
from openletter.actions.models import Action
from openletter.actions.operations import acts
from openletter.kernel import outbox, tokens
from openletter.mailings import tasks
from openletter.sections.models import Section
from openletter.web.context.of_refusal import fault_words, refusal_words
from openletter.web.front.words import spoken

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOME = "/dz/ar/"
# Proper names: programs, licences, standards.
NAMES = r"UTC|Openletter|WhatsApp|Telegram|Facebook|Bluesky|Mastodon"
EVERYWHERE = rf"{NAMES}|JavaScript|Tor|Apache|WCAG|AA|EN|axe"
# Of files and paper, of a series of urgent actions; and languages, which are called what they call themselves.
FORMATS = r"PDF|JSON|JPEG|PNG|WebP|AVIF|HEIC|DL|No\. 10|US Letter|UA|Français|English"
SAME_IN_ALL = re.compile(rf"\S+@\S+|https?://\S+|[@#]\S+|\b(?:{EVERYWHERE}|{FORMATS})\b")
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
WITHOUT_END = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = (
    "alt", "aria-label", "title", "placeholder", "data-done", "data-text", "data-busy", "data-missing",
    "data-malformed", "data-waiting", "data-stopped", "data-down",
)  # fmt: skip
CODES = ("invalid", "too_many", "too_fast", "too_old", "not_yet", "expired", "closed", "recalled", "hidden", "busy")
FAULTS = ("required", "too_long", "malformed", "unknown", "control_characters", "not_an_address")

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Listener(HTMLParser):
    """What a page says, each with the language it is marked with, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.links: list[str] = []
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        language = "" if tag in ("bdi", "script", "style") else found.get("lang", self._open[-1][1])
        self.said += [(language, found[name]) for name in SPOKEN if found.get(name)]
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag not in WITHOUT_END:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.said.append((self._open[-1][1], data.strip()))


def foreign(html: str) -> list[str]:
    """What an Arabic page says in Latin letters without saying so."""
    said = Listener(html).said
    assert any(language == "ar" for language, _text in said), html[:300]
    return [text for language, text in said if language == "ar" and LATIN.search(SAME_IN_ALL.sub("", text))]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo world, whose words are written in Arabic by hand."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def action(loaded: None, db: None) -> Action:
    """A petition one can sign in Arabic, as the people of the Algerian section sign it."""
    action = Action.objects.get(case__key="zefzafi", kind="petition")
    action.section = Section.objects.get(key="dz")
    return action


def test_no_public_page_leaves_a_word_untranslated(action: Action) -> None:
    seen: set[str] = set()
    waiting = deque([HOME, f"{HOME}nowhere/"])
    while waiting:
        path = waiting.popleft()
        # Representatives of other countries, and where they stand, are named in their own letters.
        abroad = "/representatives/country-" in path and not path.endswith("country-DZ")
        if path in seen or abroad or not path.startswith(HOME):
            continue
        seen.add(path)
        answer = Client().get(iri_to_uri(path))
        if not answer["Content-Type"].startswith("text/html") or not answer.content:
            continue  # A feed, a calendar, a sheet: they say what the pages say. Or a way on to a page.
        html = answer.content.decode()
        assert foreign(html) == [], path
        waiting.extend(unquote(urljoin(path, link)).split("#")[0] for link in Listener(html).links)
    assert len(seen) > 10, seen


@pytest.mark.parametrize("code", CODES)
def test_no_refusal_leaves_a_word_untranslated(action: Action, code: str) -> None:
    refusal = {
        "code": code,
        "errors": dict(zip(("name", "email", "country", "town", "comment"), FAULTS, strict=False)),
        "values": {"name": "رقية", "email": "x@y.example"},
        "section": "dz",
        "language": "ar",
        "ref": action.ref,
    }
    answer = Client().post(f"/act/{action.ref}", {}, **{"asgi.scope": {"openletter.refusal": refusal}})
    assert answer.status_code >= 400
    assert foreign(answer.content.decode()) == []


def test_every_refusal_and_every_fault_has_words_of_its_own_language() -> None:
    with override("ar"):
        texts = [refusal_words(code, 2) for code in CODES] + [fault_words("name", fault) for fault in FAULTS]
    front = spoken()["ar"]
    texts += [*front.refusals.values(), *front.fields.values(), front.busy_title, front.busy_kept, front.send_again]
    assert [text for text in texts if not text or LATIN.search(SAME_IN_ALL.sub("", text))] == []


@pytest.mark.parametrize("verb", [None, acts.confirm, acts.withdraw, acts.disown])
def test_thanks_and_the_page_behind_the_mail_leave_no_word_untranslated(action: Action, verb) -> None:
    act = people.an_act(action, language="ar")
    if verb:
        verb(act_id=act, at=AT)
    thanks = tokens.sign_for_now(action.ref, purpose="thanks", key=settings.SECRET_KEY)
    own = tokens.sign(act, purpose="act", key=settings.SECRET_KEY)
    for path in (f"{HOME}act/{action.ref}/thanks/{thanks}/", f"{HOME}confirm/{own}/"):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert foreign(answer.content.decode()) == []
    asked = Client().post(f"{HOME}act/{action.ref}/resend/", {"email": "somebody@people.example"})
    assert foreign(asked.content.decode()) == []


def test_the_mail_to_confirm_leaves_no_word_untranslated(action: Action, mailoutbox) -> None:
    people.an_act(action, language="ar")
    outbox.dispatch(at=people.AT)
    tasks.send_answers(people.AT.replace(year=2099))
    mail = mailoutbox[0]
    street = action.section.postal_address.replace("\n", ", ")
    text = SAME_IN_ALL.sub("", f"{mail.subject}\n{mail.body}".replace(street, ""))
    assert "يُرجى" in text
    assert LATIN.findall(text) == []
    html = next(content for content, kind in mail.alternatives if kind == "text/html")
    assert foreign(html.replace(street, "")) == []
