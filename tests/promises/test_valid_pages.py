"""Every public page is written without a fault, every link on it leads somewhere, and no page speaks two languages.

Whatever an Arabic page leaves in Latin letters is marked as another language. Arabic shows it best, because any word
that nobody translated stands out by its letters. The same in every language are addresses, names of networks, the
product's own name, and what `<bdi>` sets apart (streets, groups).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils.encoding import iri_to_uri
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker
from tests.world import acts as people
from tests.world.crawl import Walk
from tests.world.listening import LATIN, SAME_IN_ALL, Listener, foreign
from tests.world.validator import complaints

import demo
from openletter.actions.models import Action
from openletter.actions.operations import acts, life
from openletter.actions.rules import CloseReason
from openletter.kernel import clock, outbox, tokens
from openletter.kernel.audit import SYSTEM
from openletter.mailings import tasks
from openletter.sections.models import Section
from openletter.web.context.of_refusal import fault_words, refusal_words
from openletter.web.front.words import spoken
from openletter.web.models import ActionPage
from openletter.web.views import errors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ARABIC = "/dz/ar/"
CODES = ("invalid", "too_many", "too_fast", "too_old", "not_yet", "expired", "closed", "recalled", "hidden", "busy")
FAULTS = ("required", "too_long", "malformed", "unknown", "control_characters", "not_an_address")


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Walk]:
    """The whole demo world, from the choice of a section through every language."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(at=AT)
        yield Walk().begin("/", "/robots.txt")
        transaction.set_rollback(True)


def test_every_link_leads_somewhere(walk: Walk, db: None) -> None:
    assert walk.broken == []
    languages = {(section.key, code) for section in Section.objects.all() for code in section.languages}
    assert all(f"/{key}/{code}/" in walk.pages for key, code in languages)


def test_every_page_is_valid(walk: Walk, db: None, tmp_path: Path) -> None:
    assert len(walk.pages) > 40
    assert complaints(walk.pages, tmp_path) == []


def test_pages_for_one_reader_and_pages_of_trouble_are_valid(walk: Walk, db: None, tmp_path: Path) -> None:
    drawn = {name: html for language in ("en", "fr", "ar") for name, html in _others(language)}
    assert len(drawn) > 30
    assert complaints(drawn, tmp_path) == []


@pytest.fixture
def action(walk: Walk, db: None) -> Action:
    """A petition one can sign in Arabic, as the people of the Algerian section sign it."""
    action = Action.objects.get(case__key="zefzafi", kind="petition")
    action.section = Section.objects.get(key="dz")
    return action


def test_no_public_page_leaves_a_word_untranslated(walk: Walk, db: None) -> None:
    seen: set[str] = set()
    waiting = deque([ARABIC, f"{ARABIC}nowhere/"])
    while waiting:
        path = waiting.popleft()
        # Representatives of other countries, and where they stand, are named in their own letters.
        abroad = "/representatives/country-" in path and not path.endswith("country-DZ")
        if path in seen or abroad or not path.startswith(ARABIC):
            continue
        seen.add(path)
        html = _html(walk, path)
        if not html:
            continue  # A feed, a calendar, a sheet: they say what the pages say. Or a way on to a page.
        assert foreign(html) == [], path
        waiting.extend(unquote(urljoin(path, link)).split("#")[0] for link in Listener(html).links)
    assert len(seen) > 10, seen


def _html(walk: Walk, path: str) -> str:
    """What a page says, as it was met on the walk; the walk left out most of what tools make."""
    if path in walk.statuses:
        return walk.pages.get(path, "")
    answer = Client().get(iri_to_uri(path))
    return answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""


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
    for path in (f"{ARABIC}act/{action.ref}/thanks/{thanks}/", f"{ARABIC}confirm/{own}/"):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert foreign(answer.content.decode()) == []
    asked = Client().post(f"{ARABIC}act/{action.ref}/resend/", {"email": "somebody@people.example"})
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


def _others(language: str) -> Iterator[tuple[str, str]]:
    """What no link leads to: refusals, thanks, confirming, the ends of actions, errors."""
    page = ActionPage.objects.live().filter(locale__language_code=language, action__status="live").first()
    assert page is not None
    action, section = page.action, page.home.section
    base = f"/{section.key}/{language}/"
    for code in ("invalid", "too_many", "busy"):
        refusal = {
            "code": code, "errors": {"name": "required", "email": "malformed"}, "values": {"name": '<"&\'>'},
            "section": section.key, "language": language, "ref": action.ref,
        }  # fmt: skip
        answer = Client().post(f"/act/{action.ref}", {}, **{"asgi.scope": {"openletter.refusal": refusal}})
        yield f"{code} {language}", answer.content.decode()
    yield from _after(action, section, base, language)
    yield from _ended(page, base, language)
    yield f"missing {language}", Client().get(f"{base}nowhere/").content.decode()
    for view in (errors.bad_request, errors.forbidden, errors.server_error):
        with override(language):
            yield f"{view.__name__} {language}", view(RequestFactory().get("/")).content.decode()


def _after(action: Action, section: Section, base: str, language: str) -> Iterator[tuple[str, str]]:
    thanks = tokens.sign_for_now(action.ref, purpose="thanks", key=settings.SECRET_KEY)
    yield f"thanks {language}", _page(f"{base}act/{action.ref}/thanks/{thanks}/")
    action.section = section
    for verb in (None, acts.confirm, acts.withdraw, acts.disown):
        email = f"{verb.__name__ if verb else 'waits'}-{language}@people.example"
        act = people.an_act(action, email, language=language)
        if verb:
            verb(act_id=act, at=AT)
        own = tokens.sign(act, purpose="act", key=settings.SECRET_KEY)
        yield f"confirm {email}", _page(f"{base}confirm/{own}/")
    resent = Client().post(f"{base}act/{action.ref}/resend/", {"email": "somebody@people.example"})
    yield f"resent {language}", resent.content.decode()


def _ended(page: ActionPage, base: str, language: str) -> Iterator[tuple[str, str]]:
    path = page.get_url_parts()[2]
    changes = {
        "expired": {"deadline": date(2020, 1, 1)},
        "not yet": {"opens_at": clock.now() + timedelta(days=3)},
    }
    for name, change in changes.items():
        with transaction.atomic():
            Action.objects.filter(pk=page.action_id).update(**change)
            yield f"{name} {language}", _page(path)
            transaction.set_rollback(True)
    for name, end in (
        ("closed", lambda action: life.close(action=action, actor=SYSTEM, at=AT, reason=CloseReason.WON)),
        ("gone", lambda action: life.suspend(action=action, actor=SYSTEM, at=AT, reason="Danger")),
    ):
        with transaction.atomic():
            end(Action.objects.get(pk=page.action_id))
            yield f"{name} {language}", Client().get(path).content.decode()
            transaction.set_rollback(True)


def _page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()
