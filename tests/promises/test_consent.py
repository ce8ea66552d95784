"""Promise: nothing is published without consent, and consent taken back removes it everywhere within a minute."""

import re

import pytest
from django.test import Client
from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.cases.operations import ConsentMissing, record_consent, relate, withdraw_consent
from openletter.kernel import outbox
from openletter.kernel.models import ChangeMark
from openletter.web.models import WindowPage
from openletter.web.operations import open_homes, publish_windows

pytestmark = pytest.mark.django_db
NAME = re.compile("Amina|Title a-case|Petition en|أمينة")


def published(action: Action) -> list[str]:
    """Every address of the action and its case, in two sections, with the homes that list them."""
    pages: list[WindowPage] = []
    for section in (action.section, making.section("yy")):
        pages += open_homes(section=section, at=AT)
        for subject in (action.case, action):
            pages += publish_windows(section=section, subject=subject, languages=["en", "fr"], actor=EDITOR, at=AT)
    return [page.get_url_parts()[2] for page in pages]


def answer(path: str) -> tuple[int, bool]:
    response = Client().get(path)
    return response.status_code, bool(NAME.search(response.content.decode()))


@pytest.fixture
def action() -> Action:
    action = making.action(making.case(making.section()))
    making.consent(action.case)
    return life.open_action(action=action, actor=EDITOR, at=AT)


def test_consent_taken_back_removes_the_person_from_every_page(action: Action) -> None:
    other = making.case(action.section, key="other")
    making.consent(other)
    other.people.get().words.update(name="Bruno Example")
    relate(case=other, to=action.case, actor=EDITOR, at=AT)
    related = publish_windows(section=action.section, subject=other, languages=["en"], actor=EDITOR, at=AT)
    paths = [*published(action), related[0].get_url_parts()[2]]
    assert all(answer(path)[0] == 200 for path in paths)
    before = dict(ChangeMark.objects.values_list("name", "version"))
    withdraw_consent(
        case=action.case, scopes=["name"], giver="self", on=AT.date(), evidence="Her call", actor=EDITOR, at=AT
    )
    assert [path for path in paths if answer(path)[1]] == []
    after = dict(ChangeMark.objects.values_list("name", "version"))
    assert all(after[name] > before[name] for name in ("pages", "actions"))
    outbox.dispatch(at=AT)
    action.refresh_from_db()
    assert action.status == "suspended"


@pytest.mark.parametrize("scope", making.PAGE_SCOPES)
def test_every_scope_of_a_page_is_needed_and_the_refusal_names_it(scope: str) -> None:
    action = making.action(making.case(making.section()))
    held = [each for each in making.PAGE_SCOPES if each != scope]
    making.consent(action.case, held)
    for attempt in (
        lambda: publish_windows(section=action.section, subject=action.case, languages=["en"], actor=EDITOR, at=AT),
        lambda: life.open_action(action=action, actor=EDITOR, at=AT),
    ):
        with pytest.raises(ConsentMissing) as refusal:
            attempt()
        assert refusal.value.scopes == (scope,)


def test_consent_given_again_brings_the_pages_back_and_leaves_the_recall_to_staff(action: Action) -> None:
    paths = published(action)
    case_path = next(path for path in paths if path.endswith("/title-a-case-en/"))
    said = {"case": action.case, "giver": "self", "on": AT.date(), "evidence": "Her call", "actor": EDITOR, "at": AT}
    withdraw_consent(scopes=["surname"], **said)
    outbox.dispatch(at=AT)
    assert answer(case_path)[0] == 410
    record_consent(scopes=["surname"], **said)
    assert answer(case_path) == (200, True)
    action.refresh_from_db()
    assert action.status == "suspended"
