"""Finding a case: in any spelling, by filters, and nothing that may not be shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker
from tests.world import making, pages
from tests.world.making import AT, EDITOR

from openletter.actions.operations import life
from openletter.cases.models import PersonAtRisk
from openletter.cases.operations import OutcomeText, record_outcome, withdraw_consent
from openletter.kernel import words
from openletter.sections.models import Section
from openletter.web.operations import publish_windows

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "ar")


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Section]:
    """A section that nobody looks for yet, for the whole file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield pages.a_section()
        transaction.set_rollback(True)


@pytest.fixture
def section(built: Section, db: None) -> Section:
    """The same; what a test puts there ends with it."""
    return Section.objects.get(pk=built.pk)


def a_case(section, key, name, country="MA", **texts):
    case = making.case(section, key)
    if country != "MA":
        case.country = country
        case.save()
    words.write(case, {c: {"title": f"{key} {c}", "headline": texts.get(c, "")} for c in LANGUAGES})
    words.write(case.people.get(), {code: {"name": name[code]} for code in name})
    making.consent(case)
    publish_windows(section=section, subject=case, languages=LANGUAGES, actor=EDITOR, at=AT)
    return case


def ask(query="", language="en", status=200):
    answer = Client().get(f"/xx/{language}/cases/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def found(query, language="en"):
    return ask(f"?q={query}", language).count('<div class="portrait">')


NAMES = {
    "nadir": {"en": "Idriss Zefnadi", "ar": "إدريس زفنادي"},
    "rahmi": {"en": "Lina El Khorshi", "fr": "Lina el-Khôrchi", "ar": "لينا الخرشي"},
}


def test_what_is_not_there_is_not_found_and_the_page_helps(section):
    a_case(section, "nadir", NAMES["nadir"])
    html = ask("?q=Somebody")
    assert "0 cases found for “Somebody”" in html
    assert 'href="/xx/en/cases/">All cases' in html
    assert found("Zefnadi Norway") == 0


def test_names_come_before_what_is_told_and_open_acts_before_the_rest(section):
    told = a_case(section, "told", {"en": "Someone Else"}, en="Arrested with Zefnadi")
    a_case(section, "nadir", NAMES["nadir"])
    html = ask("?q=zefnadi")
    assert html.index("Idriss Zefnadi") < html.index("Someone Else")
    pages.an_action(told)
    html = ask()
    assert html.index("Someone Else") < html.index("Idriss Zefnadi")


def test_words_that_were_changed_are_found_and_old_ones_are_not(section):
    case = a_case(section, "nadir", NAMES["nadir"])
    words.write(case.people.get(), {"en": {"name": "Tarek Newname"}, "ar": {"name": "طارق"}})
    assert found("newname") == 1
    assert found("zefnadi") == 0
    PersonAtRisk.objects.filter(case=case).first().delete()
    case.save()
    assert found("newname") == 0


def test_withdrawn_consent_vanishes_from_list_filters_and_table(section):
    case = a_case(section, "nadir", NAMES["nadir"])
    withdraw_consent(case=case, scopes=["name"], giver="self", on=AT.date(), evidence="Letter", actor=EDITOR, at=AT)
    for query in ("", "?q=zefnadi", "?country=MA"):
        html = ask(query)
        assert "Zefnadi" not in html.replace("zefnadi", "")
        assert 'value="MA"' not in html or "(0)" in html
        assert "<tbody>" not in html


def test_a_recalled_action_is_neither_offered_nor_counted_as_open(section):
    case = a_case(section, "nadir", NAMES["nadir"])
    action = pages.an_action(case)
    assert 'value="open"' in ask()
    life.suspend(action=action, actor=EDITOR, at=AT, reason="Unsafe")
    html = ask()
    assert 'value="open"' not in html
    assert 'value="petition"' not in html
    assert "Idriss Zefnadi" in html


def test_filters_show_what_there_is_with_numbers_and_can_be_removed(section):
    a_case(section, "nadir", NAMES["nadir"])
    case = a_case(section, "rahmi", NAMES["rahmi"], country="NO")
    record_outcome(
        case=case, type="acquitted", on="2026-02", texts={"en": OutcomeText("Acquitted.")}, actor=EDITOR, at=AT
    )
    html = ask("?country=NO&status=&kind=&q=")
    assert '<option value="NO" selected>Norway (1)</option>' in html
    assert '<option value="ended_well">Ended well (1)</option>' in html
    assert "1 case fits what you chose" in html
    assert 'href="/xx/en/cases/">Remove' in html
    assert "Zefnadi" not in html
    assert '<meta name="robots" content="noindex">' in html
    assert html.count('/xx/en/cases/?country=NO">') >= 1  # canonical, without what is empty
    assert '<meta name="robots" content="noindex">' not in ask()
    assert "Lina" in ask("?status=ended_well")
    assert "Lina" not in ask("?status=ended")


def test_a_case_without_a_page_in_this_language_is_not_listed_there(section):
    case = making.case(section, "half")
    making.consent(case)
    publish_windows(section=section, subject=case, languages=["en"], actor=EDITOR, at=AT)
    assert "Amina Example" in ask()
    assert "Amina Example" not in ask(language="fr")


def test_long_lists_come_in_pages(section):
    for number in range(21):
        a_case(section, f"case-{number}", {"en": f"Person {number}"})
    first = ask()
    assert first.count('<div class="portrait">') == 20
    assert 'href="/xx/en/cases/?page=2" rel="next"' in first
    assert ask("?page=2").count('<div class="portrait">') == 1
    ask("?page=3", status=404)


def test_one_case_and_three_take_as_many_queries(section):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            ask("?q=zefnadi")
        return len(asked)

    a_case(section, "nadir", NAMES["nadir"])
    ask("?q=zefnadi")
    one = queries()
    for key in ("b", "c"):
        pages.an_action(a_case(section, key, NAMES["nadir"]))
    pages.an_action(a_case(section, "d", NAMES["nadir"]))
    with_actions = queries()
    a_case(section, "e", NAMES["nadir"])
    assert queries() == with_actions
    assert with_actions - one <= 6  # what the actions themselves need
