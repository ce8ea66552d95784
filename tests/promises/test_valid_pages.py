"""Every public page is written without a fault, and every link on it leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker
from tests.world import acts as people
from tests.world.crawl import Walk
from tests.world.validator import complaints

import demo
from openletter.actions.models import Action
from openletter.actions.operations import acts, life
from openletter.actions.rules import CloseReason
from openletter.kernel import clock, tokens
from openletter.kernel.audit import SYSTEM
from openletter.sections.models import Section
from openletter.web.models import ActionPage
from openletter.web.views import errors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


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
